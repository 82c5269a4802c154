import assert from 'node:assert/strict';
import { BudgetExceededError } from '../../../../src/core/errors';
import type { ModelAvailability } from '../../../../src/core/routing/modelAvailability';
import { embeddedModel } from '../../../../src/core/routing/modelCatalog';
import { verifies } from '../../../requirements';
import { aBudgetStatus } from '../../../support/budgets';
import { recordEvents } from '../../../support/recordedEvents';
import { aComplexity, aModel, aRouter } from '../../../support/routingBuilders';
import { aTask } from '../../../support/tasks';

/** What `claude-haiku-4` may cost for the task of `aComplexity()`: 4,200 × 1.25 + 16,384 × 5. */
const haikuWorstCase = 87_170;
const withoutEmbedded: ModelAvailability = ({ name }) =>
  name === 'embedded' ? { ok: false, reason: 'it cannot read Python' } : { ok: true };

describe('ModelRouter under budgets', () => {
  it(`selects a model whose worst case the budget just holds ${verifies('ERR-8.2-2')}`, async () => {
    const daily = { spentMicroUsd: 1_000_000, limitMicroUsd: 1_000_000 + haikuWorstCase };
    const { router } = aRouter({ budget: aBudgetStatus(daily) });
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'claude-haiku-4');
    assert.equal(selection.kind, 'routed');
  });

  it(`takes the embedded engine last, when the budget holds no other, and announces it ${verifies('ERR-8.2-3', 'EVT-7.1-7')}`, async () => {
    const daily = { spentMicroUsd: 1_000_001, limitMicroUsd: 1_000_000 + haikuWorstCase };
    const { router, events } = aRouter({ budget: aBudgetStatus(daily) });
    const fallbacks = recordEvents(events, 'model.fallback');
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'embedded');
    assert.equal(selection.kind, 'fallback');
    assert.deepEqual(selection.worstCaseCostMicroUsd, { provenance: 'measured', value: 0 });
    assert.equal(
      selection.reason,
      'In place of claude-haiku-4, because it may cost $0.08717, and the daily budget leaves $0.087169 of $1.08717.',
    );
    assert.equal(selection.rejected.length, 3);
    assert.equal(fallbacks.length, 1);
    assert.equal(fallbacks[0]?.payload.fromModel, 'claude-haiku-4');
  });

  it(`minds each window on its own ${verifies('CFG-5.1-10')}`, async () => {
    const tight = { spentMicroUsd: 50, limitMicroUsd: 100 };
    for (const status of [
      aBudgetStatus(tight),
      aBudgetStatus({}, { weekly: tight }),
      aBudgetStatus({}, { monthly: tight }),
    ]) {
      const { router } = aRouter({ budget: status });
      assert.equal((await router.selectModel(aTask())).modelName, 'embedded');
    }
  });

  it(`uses free models only under a budget of 0 ${verifies('CFG-5.2-8')}`, async () => {
    const free = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    const budget = aBudgetStatus({ limitMicroUsd: 0 });
    const { router } = aRouter({ budget, models: [aModel('paid'), aModel('llama', { prices: free })] });
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'llama');
    assert.deepEqual(selection.rejected, [
      {
        modelName: 'paid',
        reason: 'it may cost $0.04525, and the daily budget allows free models only',
      },
    ]);
  });

  it(`runs free models when a budget is overrun ${verifies('CFG-5.1-19')}`, async () => {
    const budget = aBudgetStatus({ spentMicroUsd: 200, limitMicroUsd: 100 });
    const { router } = aRouter({ budget, models: [aModel('llama', { prices: embeddedModel.prices })] });
    assert.equal((await router.selectModel(aTask())).modelName, 'llama');
  });

  it(`refuses a model of unknown price under a budget, and takes it last without one ${verifies('CFG-5.1-17', 'CFG-5.1-18')}`, async () => {
    const unknown = aModel('a-mystery', { prices: undefined });
    const models = [unknown, aModel('known')];
    const free = await aRouter({ models }).router.selectModel(aTask());
    assert.equal(free.modelName, 'known');
    const alone = await aRouter({ models: [unknown] }).router.selectModel(aTask());
    assert.equal(alone.modelName, 'a-mystery');
    assert.equal(alone.worstCaseCostMicroUsd.provenance, 'unavailable');
    assert.match(alone.reason, /price unknown/);
    const budget = aBudgetStatus({ limitMicroUsd: 100_000_000 });
    const limited = await aRouter({ models: [unknown], budget }).router.selectModel(aTask());
    assert.equal(limited.modelName, 'embedded');
    assert.match(limited.reason, /its price is not known, and a budget is set/);
  });

  it(`fails with budget, spend, limit and reset when nothing that fits can do the task ${verifies('ERR-8.2-4', 'EVT-7.1-8')}`, async () => {
    const budget = aBudgetStatus(
      { spentMicroUsd: 10_000, limitMicroUsd: 90_000, resetsAtMs: 111 },
      { monthly: { spentMicroUsd: 40_000, limitMicroUsd: 50_000, resetsAtMs: 999 } },
    );
    const { router, events, memory } = aRouter({ budget, isAvailable: withoutEmbedded });
    const errors = recordEvents(events, 'routing.error', 'model.fallback');
    await assert.rejects(router.selectModel(aTask()), (error) => {
      assert.ok(error instanceof BudgetExceededError);
      const { budgetType, current, limit, resetsAtMs } = error;
      assert.deepEqual(
        { budgetType, current, limit, resetsAtMs },
        { budgetType: 'monthly', current: 40_000, limit: 50_000, resetsAtMs: 999 },
      );
      assert.match(error.message, /claude-haiku-4 .* may cost \$0\.08717, .* monthly budget leaves \$0\.01/);
      assert.match(error.hint ?? '', /budgetLimits\.monthly/);
      return true;
    });
    assert.deepEqual(
      errors.map(({ name }) => name),
      ['routing.error'],
    );
    assert.equal(memory.stored.size, 0);
  });

  it('lets the default model keep within the budget, too', async () => {
    const analyzer = { analyze: () => Promise.reject(new Error('unreadable')) };
    const budget = aBudgetStatus({ limitMicroUsd: 500_000 });
    const { router, budgetReads } = aRouter({ analyzer, budget });
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'embedded');
    assert.match(selection.reason, /claude-sonnet-4\.5, the default, which cannot be used: it may cost/);
    assert.equal(budgetReads(), 1);
  });

  it('reads the budgets once although it asks for the choice and for the default', async () => {
    const { router, budgetReads } = aRouter({
      models: [
        aModel('mystery', { prices: undefined }),
        aModel('claude-sonnet-5', { aliases: ['claude-sonnet-4.5'], tier: 'simple', contextWindow: 20_000 }),
      ],
      complexity: aComplexity({ tier: 'complex' }),
      budget: aBudgetStatus({ limitMicroUsd: 100_000_000 }),
      isAvailable: withoutEmbedded,
    });
    const selection = await router.selectModel(aTask());
    assert.equal(selection.kind, 'default');
    assert.equal(selection.modelName, 'claude-sonnet-5');
    assert.equal(budgetReads(), 1);
  });

  it('is told the tier before the price', async () => {
    const complexity = aComplexity({ tier: 'complex' });
    const budget = aBudgetStatus({ limitMicroUsd: 100 });
    const { rejected } = await aRouter({ complexity, budget }).router.selectModel(aTask());
    assert.equal(
      rejected.find(({ modelName }) => modelName === 'claude-haiku-4')?.reason.startsWith('it is for'),
      true,
    );
  });
});
