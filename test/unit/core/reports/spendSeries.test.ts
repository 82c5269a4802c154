import assert from 'node:assert/strict';
import type { LedgerRow } from '../../../../src/core/cost/ledgerStore';
import { measured } from '../../../../src/core/figure';
import { costPerKeptTest } from '../../../../src/core/reports/costPerKeptTest';
import { spendSeries } from '../../../../src/core/reports/spendSeries';

const day = 86_400_000;
const calendar = {
  startOfDay: (timeMs: number) => Math.floor(timeMs / day) * day,
  nextDay: (dayMs: number) => dayMs + day,
};
const aRow = (endedAtMs: number, modelId: string, costMicroUsd: number) =>
  ({ endedAtMs, modelId, costMicroUsd }) as LedgerRow;

describe('spendSeries', () => {
  it('adds up by day and name, with the days between, the dearest first', () => {
    const rows = [aRow(day + 5, 'a', 1), aRow(day + 9, 'a', 2), aRow(3 * day + 1, 'b', 10)];
    assert.deepEqual(
      spendSeries(rows, ({ modelId }) => modelId, calendar),
      {
        daysMs: [day, 2 * day, 3 * day],
        lines: [
          { name: 'b', amounts: [0, 0, 10] },
          { name: 'a', amounts: [3, 0, 0] },
        ],
      },
    );
  });

  it('is empty without rows', () => {
    assert.deepEqual(
      spendSeries([], () => '', calendar),
      { daysMs: [], lines: [] },
    );
  });
});

describe('costPerKeptTest', () => {
  const byRun = [
    { name: 'r1', calls: 2, costMicroUsd: 30 },
    { name: 'r2', calls: 1, costMicroUsd: 10 },
    { name: 'forgotten', calls: 1, costMicroUsd: 999 },
  ];

  it('divides what runs have cost by what they have kept; runs that are not on record do not count', () => {
    const kept = new Map([
      ['r1', 3],
      ['r2', 1],
    ]);
    assert.deepEqual(costPerKeptTest(byRun, kept), measured(10));
  });

  it('is not known when nothing was kept', () => {
    assert.equal(costPerKeptTest(byRun, new Map()).provenance, 'unavailable');
  });
});
