import assert from 'node:assert/strict';
import { measured, unavailable } from '../../../../src/core/figure';
import { renderSummary } from '../../../../src/frontends/cli/renderSummary';
import { verifies } from '../../../requirements';
import { aReceipt } from '../../../support/builders';
import { aRunSummary } from '../../../support/taskSummaries';

const summary = aRunSummary({
  kept: 1,
  dropped: 3,
  receipts: [
    aReceipt(),
    ...['a', 'b'].map((title) =>
      aReceipt({ title, verdict: { status: 'dropped', reason: 'adds-nothing', detail: 'Covered already.' } }),
    ),
    aReceipt({
      title: 'c',
      verdict: { status: 'dropped', reason: 'unstable', detail: 'expected 1, got 2' },
      runsPassed: measured(3),
    }),
  ],
  coverage: [
    {
      sourceFile: 'src/double.ts',
      before: { coveredStatements: 0, statements: 3, coveredBranches: 0, branches: 2 },
      after: { coveredStatements: 3, statements: 3, coveredBranches: 1, branches: 2 },
    },
    {
      sourceFile: 'src/other.ts',
      before: { unavailable: 'the run failed' },
      after: { unavailable: 'nothing ran' },
    },
  ],
  durationMs: 2345,
  failures: [
    { sourceFile: 'src/bad.ts', code: 'source-syntax-error', message: 'src/bad.ts line 3: ) expected.' },
  ],
});

describe('renderSummary', () => {
  it('shows kept tests with receipts, drops by reason, coverage, failures and cost', () => {
    assert.equal(
      renderSummary(summary),
      [
        'src/double.ts → src/double.test.ts',
        '  ✓ double › returns 4 for 2',
        '      5/5 runs · +3 statements · +1 branch · +0 mutants · embedded · $0.00',
        '  – dropped: 2 × adds no coverage and notices no mutant',
        '  – dropped: 1 × did not pass every run, e.g.: expected 1, got 2',
        '',
        'Coverage        statements        branches',
        'src/double.ts   0.0 % → 100.0 %   0.0 % → 50.0 %',
        'src/other.ts    n/a → n/a         n/a → n/a',
        '! src/bad.ts: src/bad.ts line 3: ) expected.',
        '',
        'Kept 1 of 4 candidates · cost $0.00 (measured) · 2.3 s',
      ].join('\n'),
    );
  });

  it(`never prints a number for what is not known ${verifies('RUN-4')}`, () => {
    const text = renderSummary({ ...summary, costMicroUsd: unavailable('ledger unreadable') });
    assert.match(text, /cost n\/a \(unavailable: ledger unreadable\)/);
  });
});
