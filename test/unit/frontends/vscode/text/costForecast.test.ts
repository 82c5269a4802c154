import assert from 'node:assert/strict';
import { estimated, measured, unavailable } from '../../../../../src/core/figure';
import type { ExplainedDecision } from '../../../../../src/core/routing/explainRouting';
import { costForecast } from '../../../../../src/frontends/vscode/text/costForecast';

const explanation = {
  taskType: 'generate-tests',
  files: ['src/a.ts'],
  complexity: undefined,
  complexityProblem: undefined,
  setting: undefined,
  candidates: [],
  rejected: [],
  budgets: undefined,
  budgetProblem: undefined,
} as const;
const chosen = { ok: true, modelName: 'tiny', reason: '', kind: 'routed' } as const;

const forecast = (decision: ExplainedDecision, { isRouterOn = true, isAsked = true } = {}) =>
  costForecast({ explanation: { ...explanation, decision }, isRouterOn }, isAsked);

describe('costForecast', () => {
  const paid = { ...chosen, worstCase: estimated(31_000, 'twice') };

  it('says that nothing is paid with the router off, and for free models', () => {
    assert.match(forecast(paid, { isRouterOn: false }), /^Cost: \$0\.00\. The embedded engine/);
    assert.match(
      forecast({ ...chosen, modelName: 'embedded', worstCase: measured(0) }),
      /^Cost: \$0\.00\. The embedded/,
    );
    assert.match(forecast({ ...chosen, worstCase: measured(0) }), /^Cost: \$0\.00\. tiny is free/);
  });

  it('names the model and the most that one answer costs, and whether the user is asked again', () => {
    assert.match(
      forecast(paid),
      /tiny is asked .*at most \$0\.031\d* .*estimated.*asked before anything is paid/,
    );
    assert.match(forecast(paid, { isAsked: false }), /paid without another question, within your budgets/);
  });

  it('does not take an unknown price for nothing', () => {
    assert.match(
      forecast({ ...chosen, worstCase: unavailable('unknown') }),
      /not known, because its price is not/,
    );
  });

  it('says what a budget refuses before it is begun', () => {
    const refused = {
      ok: false,
      code: 'budget-exceeded',
      message: 'The daily budget is used up.',
      hint: undefined,
    } as const;
    assert.equal(forecast(refused), 'It will be refused: The daily budget is used up.');
    assert.match(forecast({ ...refused, code: 'model-selection-failed' }), /^Cost: \$0\.00/);
  });
});
