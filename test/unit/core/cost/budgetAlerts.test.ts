import assert from 'node:assert/strict';
import { alertsOf } from '../../../../src/core/cost/budgetAlerts';
import { verifies } from '../../../requirements';
import { aBudgetStatus } from '../../../support/budgets';

const thresholds = { dailyPercent: 0.8, monthlyPercent: 0.9 };
const kinds = (status: ReturnType<typeof aBudgetStatus>, fractions = thresholds) =>
  alertsOf(status, fractions).map(({ kind, window }) => `${window.budgetType} ${kind}`);

describe('alertsOf', () => {
  it(`warns from the threshold on: daily and weekly at the daily one ${verifies('CFG-5.1-11', 'CFG-5.1-12', 'EVT-7.1-9')}`, () => {
    const spent = (spentMicroUsd: number) => ({ spentMicroUsd, limitMicroUsd: 1_000_000 });
    const status = (amount: number) =>
      aBudgetStatus(spent(amount), { weekly: spent(amount), monthly: spent(amount) });
    assert.deepEqual(kinds(status(799_999)), []);
    assert.deepEqual(kinds(status(800_000)), ['daily warning', 'weekly warning']);
    assert.deepEqual(kinds(status(900_000)), ['daily warning', 'weekly warning', 'monthly warning']);
    assert.equal(alertsOf(status(900_000), thresholds).at(-1)?.kind, 'warning');
  });

  it(`tells that a limit is reached, beside the warning ${verifies('EVT-7.1-10')}`, () => {
    assert.deepEqual(kinds(aBudgetStatus({ spentMicroUsd: 999, limitMicroUsd: 1000 })), ['daily warning']);
    assert.deepEqual(kinds(aBudgetStatus({ spentMicroUsd: 1000, limitMicroUsd: 1000 })), [
      'daily warning',
      'daily exceeded',
    ]);
  });

  it('tells of a limit of 0 only when something was spent', () => {
    assert.deepEqual(kinds(aBudgetStatus({ limitMicroUsd: 0 })), []);
    assert.deepEqual(kinds(aBudgetStatus({ spentMicroUsd: 1, limitMicroUsd: 0 })), [
      'daily warning',
      'daily exceeded',
    ]);
  });

  it('tells nothing without a limit', () => {
    assert.deepEqual(kinds(aBudgetStatus({ spentMicroUsd: 1e9 })), []);
  });

  it('is not off by a micro-dollar where floats are', () => {
    // 0.07 × 100 is 7.000000000000001.
    const status = aBudgetStatus({ spentMicroUsd: 7, limitMicroUsd: 100 });
    assert.deepEqual(kinds(status, { dailyPercent: 0.07, monthlyPercent: 1 }), ['daily warning']);
  });
});
