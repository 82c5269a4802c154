import assert from 'node:assert/strict';
import { ModelSelectionError } from '../../../../src/core/errors';
import { embeddedModel, modelCatalog } from '../../../../src/core/routing/modelCatalog';
import { openPolicy, type RoutingPolicy } from '../../../../src/core/routing/routingPolicy';
import { verifies } from '../../../requirements';
import { aBudgetStatus } from '../../../support/budgets';
import { recordEvents } from '../../../support/recordedEvents';
import { aComplexity, aModel, aRouter } from '../../../support/routingBuilders';
import { aTask } from '../../../support/tasks';

const free = embeddedModel.prices;
const policyOf = (fields: Partial<RoutingPolicy>): RoutingPolicy => ({ ...openPolicy, ...fields });
const agentId = { id: 'agent-1', type: 'test-generator', createdAtMs: 1 } as const;

describe('ModelRouter under rules', () => {
  it('takes the model of the first rule that fits, dearer or weaker as it may be, and says so', async () => {
    const rules = [
      { taskType: 'quality-gate', model: 'claude-haiku-4' },
      { path: 'src/**', agent: 'test-generator', model: 'claude-opus-4' },
      { model: 'claude-haiku-4' },
    ] as const;
    const { router, events } = aRouter({ policy: policyOf({ rules }) });
    const fallbacks = recordEvents(events, 'model.fallback');
    const selection = await router.selectModel(aTask(), agentId);
    assert.equal(selection.modelName, 'claude-opus-4');
    assert.equal(selection.kind, 'routed');
    assert.equal(selection.reason, 'claude-opus-4, because rule 2 (test-generator, src/**) names it.');
    assert.equal(selection.worstCaseCostMicroUsd.provenance, 'estimated');
    assert.deepEqual(fallbacks, []);
    const weak = aRouter({ policy: policyOf({ rules }), complexity: aComplexity({ tier: 'complex' }) });
    assert.equal((await weak.router.selectModel(aTask())).modelName, 'claude-haiku-4');
  });

  const rules = [{ model: 'claude-opus-4' }];
  const hindrances: [what: string, setup: Parameters<typeof aRouter>[0], reason: RegExp][] = [
    [
      'is not available',
      {
        isAvailable: ({ name }) =>
          name === 'claude-opus-4' ? { ok: false, reason: 'no key' } : { ok: true },
      },
      /because no key\./,
    ],
    [
      'is over the budget',
      { budget: aBudgetStatus({ limitMicroUsd: 100_000 }) },
      /because it may cost \$1\.30755, and the daily budget leaves \$0\.10/,
    ],
    [
      'is not allowed',
      { policy: policyOf({ rules, allowedModels: ['claude-haiku-4'] }) },
      /because it is not among the allowed models/,
    ],
    [
      'is not to be paid for',
      { policy: policyOf({ rules, isSpendingAllowed: ({ name }) => name === 'claude-haiku-4' }) },
      /because no budget is set/,
    ],
    [
      'is not known',
      { policy: policyOf({ rules: [{ model: 'nobody' }] }) },
      /^In place of nobody, .*no model of this name/,
    ],
  ];
  for (const [what, setup, reason] of hindrances) {
    it(`chooses another model when that of the rule ${what}, and announces it ${verifies('EVT-7.1-7')}`, async () => {
      const { router, events } = aRouter({ policy: policyOf({ rules }), ...setup });
      const fallbacks = recordEvents(events, 'model.fallback');
      const selection = await router.selectModel(aTask());
      assert.equal(selection.modelName, 'claude-haiku-4');
      assert.equal(selection.kind, 'fallback');
      assert.match(selection.reason, reason);
      assert.match(selection.reason, /rule 1 \(every task\) names.*\. The cheapest of/);
      assert.match(selection.rejected[0]?.reason ?? '', /./);
      assert.equal(fallbacks.length, 1);
    });
  }

  it('uses the model of a rule for code that cannot be measured', async () => {
    const analyzer = { analyze: () => Promise.reject(new ModelSelectionError('Unknown language.')) };
    const { router } = aRouter({ policy: policyOf({ rules }), analyzer });
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'claude-opus-4');
    assert.equal(selection.complexity, undefined);
  });
});

describe('ModelRouter with a forced model', () => {
  const forced = (fields: Partial<RoutingPolicy> = {}) =>
    policyOf({ forcedModel: 'claude-sonnet-4.5', rules: [{ model: 'claude-opus-4' }], ...fields });

  it('uses it before every rule, whatever the task', async () => {
    for (const tier of ['simple', 'complex'] as const) {
      const { router } = aRouter({ policy: forced(), complexity: aComplexity({ tier }) });
      const selection = await router.selectModel(aTask());
      assert.equal(selection.modelName, 'claude-sonnet-4.5');
      assert.equal(selection.reason, 'claude-sonnet-4.5, because routing.forcedModel names it.');
    }
  });

  it('lets nothing but the embedded engine take its place', async () => {
    const { router, events } = aRouter({
      policy: forced(),
      isAvailable: ({ name }) =>
        name === 'claude-sonnet-4.5' ? { ok: false, reason: 'no key' } : { ok: true },
    });
    const fallbacks = recordEvents(events, 'model.fallback');
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'embedded');
    assert.equal(
      selection.reason,
      'In place of claude-sonnet-4.5, which routing.forcedModel names, because no key.',
    );
    assert.equal(fallbacks[0]?.payload.fromModel, 'claude-sonnet-4.5');
  });

  it('knows models that the router would not choose by itself', async () => {
    const { router } = aRouter({
      models: modelCatalog,
      policy: policyOf({ forcedModel: 'claude-sonnet-4-5' }),
    });
    assert.equal((await router.selectModel(aTask())).modelConfig.prices?.input, 3_000_000);
  });

  it('can be the embedded engine', async () => {
    const { router, budgetReads } = aRouter({ policy: policyOf({ forcedModel: 'embedded' }) });
    assert.equal((await router.selectModel(aTask())).modelName, 'embedded');
    assert.equal(budgetReads(), 0);
  });
});

describe('ModelRouter with the catalogue, once it may spend', () => {
  it('selects the cheapest adequate model that is set up, and keeps the embedded engine for the last', async () => {
    const { router } = aRouter({
      models: modelCatalog,
      isAvailable: ({ provider }) =>
        ['embedded', 'anthropic'].includes(provider) ? { ok: true } : { ok: false, reason: 'no key' },
      complexity: aComplexity({ overall: 0.8, tier: 'complex' }),
    });
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'claude-opus-5-5');
    assert.match(selection.reason, /^The cheapest of 2 adequate models for/);
    assert.ok(
      selection.rejected.some(
        ({ modelName, reason }) =>
          modelName === 'embedded' && reason === 'it is used when no language model can be',
      ),
    );
  });

  it('takes a local model before all that cost money, without being asked', async () => {
    const local = aModel('qwen', { provider: 'ollama', tier: 'simple', prices: free });
    const policy = policyOf({ isSpendingAllowed: () => false });
    const { router } = aRouter({ models: [...modelCatalog, local], policy });
    assert.equal((await router.selectModel(aTask())).modelName, 'qwen');
  });

  it(`holds a ceiling for a model of unknown price against the budget ${verifies('CFG-5.1-17')}`, async () => {
    const model = aModel('mystery', { prices: undefined, ceilingPerCallMicroUsd: 40_000 });
    for (const [limitMicroUsd, expected] of [
      [40_000, 'mystery'],
      [39_999, 'embedded'],
    ] as const) {
      const { router } = aRouter({ models: [model], budget: aBudgetStatus({ limitMicroUsd }) });
      assert.equal((await router.selectModel(aTask())).modelName, expected);
    }
  });

  it('lets no default model cost what nothing allows', async () => {
    const analyzer = { analyze: () => Promise.reject(new Error('unreadable')) };
    const { router } = aRouter({ analyzer, policy: policyOf({ isSpendingAllowed: () => false }) });
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'embedded');
    assert.match(selection.reason, /the default, which cannot be used: no budget is set/);
  });
});
