import assert from 'node:assert/strict';
import {
  analysisSentence,
  describeChanged,
  describeGap,
  describeTests,
  describeTotals,
  explainGap,
  formatLines,
} from '../../../../src/core/coverageAnalysis/analysisText';
import { verifies } from '../../../requirements';
import { aGap, anAnalysis, someTotals } from '../../../support/coverageBuilders';

const lines = [
  { startLine: 12, endLine: 15 },
  { startLine: 20, endLine: 20 },
];

describe('the text of a coverage analysis', () => {
  it(`explains a gap in one line ${verifies('COV-2')}`, () => {
    const gap = { unit: 'applyDiscount', statements: 3, branches: 2, lines };
    assert.equal(
      explainGap(gap),
      '2 branches and 3 statements of applyDiscount are not executed (lines 12–15, 20).',
    );
    assert.equal(
      explainGap({ ...gap, branches: 0 }),
      '3 statements of applyDiscount are not executed (lines 12–15, 20).',
    );
    assert.equal(
      explainGap({ unit: '(module)', statements: 0, branches: 1, lines: lines.slice(1) }),
      '1 branch outside of exported functions is not executed (line 20).',
    );
  });

  it('cuts a list of many lines', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ startLine: index * 3, endLine: index * 3 }));
    assert.equal(formatLines(many), 'lines 0, 3, 6, 9, 12, 15, …');
  });

  it('says where a gap is', () => {
    const gap = aGap({ lines, explanation: 'Why.' });
    assert.equal(describeGap(gap), 'src/cart.ts:12 · Why.');
    assert.equal(describeGap({ ...gap, lines: [] }), 'src/cart.ts · Why.');
  });

  it('shows totals with their counts, or why there are none', () => {
    assert.equal(
      describeTotals({ coveredStatements: 5, statements: 11, coveredBranches: 1, branches: 4 }),
      'Statements 45.5 % (5 of 11) · branches 25.0 % (1 of 4)',
    );
    assert.equal(
      describeTotals({ unavailable: 'No file was measured.' }),
      'Coverage n/a: No file was measured.',
    );
  });

  it('says what differs and from where, or that nothing does', () => {
    const baseCommit = '1a2b3c4d5e6f';
    const files = [{ sourceFile: 'src/cart.ts', coverage: someTotals() }];
    assert.equal(
      describeChanged({ baseCommit, files, total: someTotals() }),
      'Changed since 1a2b3c4d: Statements 90.0 % (9 of 10) · branches 75.0 % (3 of 4)',
    );
    assert.equal(
      describeChanged({ baseCommit, files, total: { unavailable: 'No test.' } }),
      'Changed since 1a2b3c4d: Coverage n/a: No test.',
    );
    assert.equal(
      describeChanged({ baseCommit, files: [], total: someTotals() }),
      'No source file differs from 1a2b3c4d',
    );
  });

  it('counts tests', () => {
    const tests = { passed: 1, failed: 0, skipped: 0, brokenFiles: 0 };
    assert.equal(describeTests(tests), '1 test passed');
    assert.equal(
      describeTests({ passed: 2, failed: 1, skipped: 3, brokenFiles: 1 }),
      '2 tests passed · 1 failed · 3 skipped · 1 test file could not be loaded',
    );
    assert.equal(describeTests(undefined), 'No tests were run');
  });

  it('puts everything into one line', () => {
    assert.equal(
      analysisSentence(anAnalysis()),
      'Statements 90.0 % (9 of 10) · branches 75.0 % (3 of 4) · no gap · 1 test passed',
    );
  });
});
