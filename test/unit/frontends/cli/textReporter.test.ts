import assert from 'node:assert/strict';
import { measured, unavailable } from '../../../../src/core/figure';
import type { RunSummary } from '../../../../src/core/streaming/runPart';
import { renderSummary, TextReporter } from '../../../../src/frontends/cli/textReporter';
import { verifies } from '../../../requirements';
import { aReceipt } from '../../../support/builders';

const summary: RunSummary = {
  runId: 'run-1',
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
  writtenFiles: [{ path: 'src/double.test.ts', isNew: true }],
  costMicroUsd: measured(0),
  durationMs: 2345,
  failures: [
    { sourceFile: 'src/bad.ts', code: 'source-syntax-error', message: 'src/bad.ts line 3: ) expected.' },
  ],
};

function recorded(isTTY: boolean) {
  const data: string[] = [];
  const talk: string[] = [];
  const reporter = new TextReporter({
    data: { write: (text) => data.push(text) },
    talk: { write: (text) => talk.push(text), isTTY, columns: 20 },
    isVerbose: false,
  });
  return { reporter, data, talk };
}

describe('renderSummary', () => {
  it('shows kept tests with receipts, drops by reason, coverage, failures and cost', () => {
    assert.equal(
      renderSummary(summary),
      [
        'src/double.ts → src/double.test.ts',
        '  ✓ double › returns 4 for 2',
        '      5/5 runs · +3 statements · +1 branch · embedded · $0.00',
        '  – dropped: 2 × adds no coverage to the tests already kept',
        '  – dropped: 1 × did not pass every run, e.g.: expected 1, got 2',
        '',
        'Coverage        statements           branches',
        'src/double.ts   0.0 % → 100.0 %      0.0 % → 50.0 %',
        'src/other.ts    n/a → n/a            n/a → n/a',
        '! src/bad.ts: src/bad.ts line 3: ) expected.',
        '',
        'Kept 1 of 4 candidates · cost $0.00 (measured) · 2.3 s',
      ].join('\n'),
    );
  });

  it(`never prints a number for what is not known ${verifies('RUN-4')}`, () => {
    const text = renderSummary({ ...summary, costMicroUsd: unavailable('ledger unreadable') });
    assert.match(text, /cost n\/a \(unavailable\)/);
  });
});

describe('TextReporter', () => {
  it(`keeps data and talk apart ${verifies('CLI-1')}`, () => {
    const { reporter, data, talk } = recorded(false);
    reporter.report({ type: 'stage-start', stage: 'run', message: 'Running' });
    reporter.report({ type: 'progress', fraction: 0.5, message: 'half' });
    reporter.report({ type: 'finish', summary });
    assert.deepEqual(talk, ['[run] Running\n']);
    assert.equal(data.length, 1);
  });

  it('moves one status line on a terminal, cut to its width, and clears it before a line', () => {
    const { reporter, talk } = recorded(true);
    reporter.report({ type: 'progress', fraction: 0.5, message: 'a message that is too long' });
    reporter.report({ type: 'notice', message: 'hello' });
    assert.deepEqual(talk, ['\r\u001b[K50 % a message that', '\r\u001b[K', 'Note: hello\n']);
  });
});
