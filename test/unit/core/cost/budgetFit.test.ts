import assert from 'node:assert/strict';
import { hasLimit, windowAgainst } from '../../../../src/core/cost/budgetFit';
import { verifies } from '../../../requirements';
import { aBudgetStatus } from '../../../support/budgets';

describe('windowAgainst', () => {
  it(`allows what exactly uses up each window ${verifies('CFG-5.1-10')}`, () => {
    const limits = { spentMicroUsd: 60, limitMicroUsd: 100 };
    const status = aBudgetStatus(limits, { weekly: limits, monthly: limits });
    assert.equal(windowAgainst(status, 40), undefined);
    assert.equal(windowAgainst(status, 41)?.budgetType, 'monthly');
  });

  it('names the window that leaves least', () => {
    const status = aBudgetStatus(
      { spentMicroUsd: 50, limitMicroUsd: 100 },
      {
        weekly: { spentMicroUsd: 90, limitMicroUsd: 100 },
        monthly: { spentMicroUsd: 80, limitMicroUsd: 100 },
      },
    );
    assert.equal(windowAgainst(status, 60)?.budgetType, 'weekly');
  });

  it(`allows everything without a limit, and what is free even when a limit is overrun ${verifies('CFG-5.1-19')}`, () => {
    assert.equal(windowAgainst(aBudgetStatus({ spentMicroUsd: 1e12 }), 1e12), undefined);
    assert.equal(windowAgainst(aBudgetStatus({ spentMicroUsd: 5, limitMicroUsd: 0 }), 0), undefined);
    assert.equal(windowAgainst(aBudgetStatus({ limitMicroUsd: 0 }), 1)?.budgetType, 'daily');
  });

  it('knows whether there is any limit, 0 included', () => {
    assert.ok(!hasLimit(aBudgetStatus()));
    assert.ok(hasLimit(aBudgetStatus({}, { monthly: { limitMicroUsd: 0 } })));
  });
});
