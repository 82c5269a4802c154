import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { LedgerError, ModelSelectionError } from '../../../../src/core/errors';
import { renderExplanation } from '../../../../src/core/routing/explanationText';
import { openPolicy } from '../../../../src/core/routing/routingPolicy';
import { aBudgetStatus } from '../../../support/budgets';
import { recordEvents } from '../../../support/recordedEvents';
import { aComplexity, aRouter } from '../../../support/routingBuilders';
import { aTask } from '../../../support/tasks';

describe('ModelRouter.explain', () => {
  const complexity = aComplexity({ overall: 0.5, tier: 'moderate' });

  it('gives what would be selected, what else could be, what not and why, and what budgets leave', async () => {
    const budget = aBudgetStatus({ limitMicroUsd: 1_000_000, spentMicroUsd: 250_000 });
    const { router } = aRouter({ complexity, budget });
    const explanation = await router.explain(aTask());
    const selection = await router.selectModel(aTask());
    assert.equal(explanation.complexity, complexity);
    assert.deepEqual(explanation.files, ['src/double.ts']);
    assert.ok(explanation.decision.ok);
    assert.equal(explanation.decision.modelName, selection.modelName);
    assert.equal(explanation.decision.reason, selection.reason);
    assert.deepEqual(explanation.decision.worstCase, selection.worstCaseCostMicroUsd);
    assert.deepEqual(
      explanation.candidates.map(({ modelName }) => modelName),
      ['claude-sonnet-4.5'],
    );
    assert.deepEqual(
      explanation.rejected.map(({ modelName }) => modelName),
      ['claude-haiku-4', 'claude-opus-4'],
    );
    assert.equal(explanation.budgets?.[0]?.limitMicroUsd, 1_000_000);
    assert.equal(explanation.setting, undefined);
  });

  it('lists a candidate that was not chosen once', async () => {
    const { candidates, rejected } = await aRouter({ complexity }).router.explain(aTask());
    assert.deepEqual(
      candidates.map(({ modelName }) => modelName),
      ['claude-sonnet-4.5', 'claude-opus-4'],
    );
    assert.deepEqual(
      rejected.map(({ modelName }) => modelName),
      ['claude-haiku-4'],
    );
  });

  it('records, announces and claims nothing', async () => {
    const { router, memory, events } = aRouter({ isAvailable: () => ({ ok: false, reason: 'no key' }) });
    const seen = recordEvents(events, 'model.fallback', 'routing.error');
    const explanation = await router.explain(aTask());
    await router.flush();
    assert.equal(explanation.decision.ok, false);
    assert.deepEqual(seen, []);
    assert.equal(memory.stored.size, 0);
    assert.equal((await router.getModelStats()).selections, 0);
  });

  it('says which rule names a model, and keeps the other candidates in sight', async () => {
    const rules = [{ agent: 'test-generator', model: 'claude-opus-4' }] as const;
    const { router } = aRouter({ complexity, policy: { ...openPolicy, rules } });
    const explanation = await router.explain(aTask(), 'test-generator');
    assert.equal(explanation.setting, 'rule 1 (test-generator) names claude-opus-4');
    assert.equal(explanation.decision.ok && explanation.decision.modelName, 'claude-opus-4');
    assert.equal(explanation.candidates[0]?.modelName, 'claude-sonnet-4.5');
  });

  it('says what cannot be known', async () => {
    const analyzer = { analyze: () => Promise.reject(new ModelSelectionError('Unknown language.')) };
    const budget = new LedgerError('ledger-unreadable', 'The record is damaged.');
    const explanation = await aRouter({ analyzer, budget }).router.explain(aTask());
    assert.equal(explanation.complexityProblem, 'Unknown language.');
    assert.equal(explanation.budgetProblem, 'The record is damaged.');
    assert.deepEqual(explanation.candidates, []);
    assert.equal(explanation.decision.ok, false);
  });

  it('is over when it is cancelled', async () => {
    const analyzer = { analyze: () => Promise.reject(new AbortError()) };
    await assert.rejects(aRouter({ analyzer }).router.explain(aTask()), AbortError);
  });
});

describe('renderExplanation', () => {
  it('says first what would be done, then why', async () => {
    const budget = aBudgetStatus({
      limitMicroUsd: 1_000_000,
      spentMicroUsd: 250_000,
      resetsAtMs: Date.parse('2026-11-20T00:00:00Z'),
      isEstimated: true,
    });
    const rules = [{ model: 'claude-haiku-4' }];
    const complexity = aComplexity({ overall: 0.5, tier: 'moderate' });
    const { router } = aRouter({ complexity, budget, policy: { ...openPolicy, rules } });
    const lines = renderExplanation(await router.explain(aTask()));
    assert.deepEqual(lines.slice(0, 3), [
      'generate-tests src/double.ts',
      'Would be done by claude-haiku-4.',
      'claude-haiku-4, because rule 1 (every task) names it.',
    ]);
    for (const line of [
      '  0.50 (moderate)',
      '  rule 1 (every task) names claude-haiku-4',
      '  claude-sonnet-4.5   anthropic   for moderate tasks   at most ~$0.26151 (estimated)',
      '  daily: $0.75 left of $1.00 (~$0.25 spent, resets 2026-11-20T00:00:00.000Z)',
      '  monthly: $0.00 spent, no limit',
      'Nothing was sent, spent or recorded.',
    ]) {
      assert.ok(lines.includes(line), `${line}\n---\n${lines.join('\n')}`);
    }
    assert.ok(
      lines.some((line) => /^ {2} *structure +0\.\d\d +cyclomatic 2, nesting 1/.test(line)),
      lines.join('\n'),
    );
  });

  it('says what a person can do when a budget forbids it', async () => {
    const { router } = aRouter({
      budget: aBudgetStatus({ limitMicroUsd: 1 }),
      isAvailable: ({ name }) => (name === 'embedded' ? { ok: false, reason: 'no' } : { ok: true }),
    });
    const lines = renderExplanation(await router.explain(aTask()));
    assert.equal(lines[1], 'Would be refused.');
    assert.match(lines[3] ?? '', /budgetLimits\.daily/);
  });
});
