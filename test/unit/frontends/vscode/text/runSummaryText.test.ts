import assert from 'node:assert/strict';
import type { RunSummary } from '../../../../../src/core/generation/runSummary';
import { formatDuration, summarySentence } from '../../../../../src/frontends/vscode/text/runSummaryText';
import { aReceipt, nothingBesides } from '../../../../support/builders';
import { aRunSummary } from '../../../../support/taskSummaries';

const half = { coveredStatements: 10, statements: 20, coveredBranches: 1, branches: 2 };
const full = { ...half, coveredStatements: 19 };

function aSummary(overrides: Partial<RunSummary> = {}): RunSummary {
  return aRunSummary({
    kept: 4,
    dropped: 1,
    coverage: [{ sourceFile: 'src/cart.ts', before: half, after: full }],
    writtenFiles: [{ path: 'src/cart.test.ts', isNew: true }],
    ...nothingBesides,
    ...overrides,
  });
}
const nothingKept = { kept: 0, writtenFiles: [], coverage: [] };
const dropped = (reason: 'failed' | 'adds-nothing') =>
  aReceipt({ verdict: { status: 'dropped', reason, detail: 'expected 1 to be 2' } });
const failure = {
  sourceFile: 'src/broken.ts',
  code: 'source-syntax-error',
  message: 'src/broken.ts line 3: Unexpected token',
};

describe('summarySentence', () => {
  it('says what was kept where, what it covers and what it cost', () => {
    assert.equal(
      summarySentence(aSummary()),
      '4 tests kept in src/cart.test.ts. Statements 50.0 % → 95.0 %. Cost $0.00.',
    );
  });

  it('adds up the statements of several files', () => {
    const other = {
      sourceFile: 'src/money.ts',
      before: { ...half, coveredStatements: 0 },
      after: { ...half, coveredStatements: 20 },
    };
    const summary = aSummary({
      kept: 1,
      coverage: [...aSummary().coverage, other],
      writtenFiles: [...aSummary().writtenFiles, { path: 'src/money.test.ts', isNew: false }],
    });
    assert.equal(summarySentence(summary), '1 test kept in 2 files. Statements 25.0 % → 97.5 %. Cost $0.00.');
  });

  it('does not blame the code when it was stopped before there was a candidate', () => {
    assert.equal(
      summarySentence(aSummary({ ...nothingKept, receipts: [], stopReason: 'user' })),
      'No test was kept so far. Stopped because you asked for it. Cost $0.00.',
    );
  });

  it('gives no sum when a part of it is not known', () => {
    const before = { unavailable: 'the existing tests fail' };
    assert.match(
      summarySentence(aSummary({ coverage: [{ sourceFile: 'a.ts', before, after: full }] })),
      /Statements n\/a → 95\.0 %\./,
    );
    assert.match(
      summarySentence(aSummary({ coverage: [{ sourceFile: 'a.ts', before, after: before }] })),
      /Coverage is not known\./,
    );
  });

  it('says in one sentence why nothing was kept, by the most frequent reason', () => {
    const receipts = [dropped('failed'), dropped('adds-nothing'), dropped('adds-nothing')];
    assert.equal(
      summarySentence(aSummary({ ...nothingKept, dropped: 3, receipts })),
      'No test was kept. 2 of 3 candidates: adds no coverage and notices no mutant. Cost $0.00.',
    );
  });

  it('gives the failure of the file when there was no candidate', () => {
    const summary = aSummary({ ...nothingKept, receipts: [], failures: [failure] });
    assert.match(summarySentence(summary), /^No test was kept\. src\/broken\.ts line 3: Unexpected token/);
  });

  it('names files without tests beside those that got some', () => {
    assert.match(
      summarySentence(aSummary({ failures: [failure] })),
      /No tests: src\/broken\.ts line 3: Unexpected token\./,
    );
    assert.match(summarySentence(aSummary({ failures: [failure, failure] })), /No tests for 2 files/);
  });
});

describe('formatDuration', () => {
  it('uses seconds, then minutes', () => {
    assert.deepEqual([400, 12_400, 65_000].map(formatDuration), ['0 s', '12 s', '1 min 5 s']);
  });
});
