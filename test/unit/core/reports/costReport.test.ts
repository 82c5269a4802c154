import assert from 'node:assert/strict';
import { summarizeCosts } from '../../../../src/core/cost/costSummary';
import { estimated, unavailable } from '../../../../src/core/figure';
import {
  type CostReport,
  compareSentences,
  costGroupings,
  renderCosts,
  toCostRecord,
  toGroupCsv,
} from '../../../../src/core/reports/costReport';
import { aBudgetStatus } from '../../../support/budgets';
import { aLedgerRow } from '../../../support/ledgerRows';

const formatTime = (timeMs: number) => `T${timeMs}`;
const rows = [
  aLedgerRow({ modelId: 'gpt', costMicroUsd: 1_200_000, gitBranch: 'main', provenance: 'estimated' }),
  aLedgerRow({ modelId: 'embedded', costMicroUsd: 0, gitBranch: '=HYPERLINK("x")' }),
  aLedgerRow({ modelId: 'gpt', costMicroUsd: 0, provenance: 'unpriced' }),
];
const { daily, weekly, monthly } = aBudgetStatus({
  spentMicroUsd: 1_200_000,
  limitMicroUsd: 6_000_000,
  raisedByMicroUsd: 1_000_000,
});
const report: CostReport = {
  summary: summarizeCosts('month', { fromMs: 1, toMs: 2 }, rows),
  budgets: [daily, weekly, monthly],
  comparison: { modelName: 'opus', cost: estimated(4_500_000, '2 calls with the same tokens') },
};

describe('renderCosts', () => {
  it('shows groups, the total, what it lacks, limits with their resets, and the comparison', () => {
    assert.deepEqual(renderCosts(report, 'model', formatTime), [
      'Costs of this month',
      'model      calls   cost',
      'gpt        2       $1.20',
      'embedded   1       $0.00',
      'Total      3       ~$1.20',
      'Estimated in part: a provider did not say what a call used.',
      '1 call without a known price, missing from the total.',
      '',
      'Budget daily: $1.20 of $6.00 (raised by $1.00), from zero again at T1000',
      '',
      'The same calls on opus would have cost about $4.50: 2 calls with the same tokens.',
    ]);
  });

  it('names the calls that have no branch', () => {
    assert.match(renderCosts(report, 'branch', formatTime).join('\n'), /^\(no branch\) +1 +\$0\.00$/m);
  });

  it('adds up to the same total by every grouping', () => {
    for (const by of costGroupings) {
      const record = toCostRecord(report, by);
      const sum = (key: 'calls' | 'costMicroUsd') =>
        record.groups.reduce((total, group) => total + group[key], 0);
      assert.deepEqual([sum('calls'), sum('costMicroUsd')], [3, 1_200_000], by);
    }
  });
});

describe('compareSentences', () => {
  it('says nothing where nothing can be said', () => {
    assert.deepEqual(compareSentences({ modelName: 'opus', cost: unavailable('no call was made') }), []);
  });
});

describe('toGroupCsv', () => {
  it('gives whole micro-dollars, and no formula to a spreadsheet', () => {
    assert.equal(
      toGroupCsv(report, 'model'),
      'model,calls,cost_micro_usd\r\ngpt,2,1200000\r\nembedded,1,0\r\n',
    );
    assert.match(toGroupCsv(report, 'branch'), /^"'=HYPERLINK\(""x""\)",1,0\r$/m);
  });
});
