import assert from 'node:assert/strict';
import { titleOfAction } from '../../../../../src/frontends/vscode/presentation';
import {
  confirmRaise,
  limitProblem,
  presentBudgetExceeded,
  presentBudgetWarning,
  presentNothingToRaise,
} from '../../../../../src/frontends/vscode/text/budgetText';
import { aBudgetStatus } from '../../../../support/budgets';

const formatTime = (timeMs: number) => `T${timeMs}`;
const { daily } = aBudgetStatus({ spentMicroUsd: 4_200_000, limitMicroUsd: 5_000_000, isEstimated: true });

describe('notifications of budgets', () => {
  it('say what is spent of what and when it resets, and offer to raise the budget', () => {
    const warning = presentBudgetWarning(daily, 0.8, formatTime);
    assert.equal(
      warning.message,
      'The daily budget has passed 80 %: ~$4.20 of $5.00 are spent. It counts from zero again at T1000.',
    );
    assert.deepEqual(warning.actions.map(titleOfAction), ['Raise Budget…', 'Open Setting']);
    const exceeded = presentBudgetExceeded({ ...daily, spentMicroUsd: 5_000_001 }, formatTime);
    assert.match(
      exceeded.message,
      /^The daily budget is used up: ~\$5\.000001 of \$5\.00 are spent\. Free models go on/,
    );
    assert.deepEqual(exceeded.actions[0], { kind: 'raise-budget', budgetType: 'daily' });
  });

  it('show a threshold as the user has set it', () => {
    assert.match(presentBudgetWarning(daily, 0.925, formatTime).message, /passed 92\.5 %/);
    assert.match(presentBudgetWarning(daily, 0.29, formatTime).message, /passed 29 %/);
  });
});

describe('raising a budget', () => {
  it('takes only an amount above the limit', () => {
    assert.equal(limitProblem('7.5', daily), undefined);
    assert.match(limitProblem('5', daily) ?? '', /more than the limit of now, \$5\.00/);
    assert.match(limitProblem('4', daily) ?? '', /more than/);
    assert.match(limitProblem('a lot', daily) ?? '', /amount of US dollars/);
  });

  it('asks with both limits, and says until when it holds and that it is recorded', () => {
    const { question, detail } = confirmRaise(daily, 7_500_000, formatTime);
    assert.equal(question, 'Raise the daily budget from $5.00 to $7.50?');
    assert.match(detail, /until T1000.*put on record/);
  });

  it('says when there is no limit, and opens its setting', () => {
    assert.match(presentNothingToRaise(undefined).message, /no daily, weekly or monthly limit/);
    assert.deepEqual(presentNothingToRaise('monthly').actions, [
      { kind: 'open-setting', key: 'agenticQe.routing.costTracking.budgetLimits.monthly' },
    ]);
  });
});
