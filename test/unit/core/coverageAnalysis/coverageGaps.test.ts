import assert from 'node:assert/strict';
import type { CoverageGap } from '../../../../src/core/coverageAnalysis/coverageAnalysis';
import {
  coverageGaps,
  type FoundGap,
  rankGaps,
  unmeasuredGap,
} from '../../../../src/core/coverageAnalysis/coverageGaps';
import type { UnitRange } from '../../../../src/core/coverageAnalysis/unitRanges';
import { measured, unavailable } from '../../../../src/core/figure';
import { verifies } from '../../../requirements';
import { aCoverage, aGap } from '../../../support/coverageBuilders';

const units: readonly UnitRange[] = [
  { name: 'f', range: { startLine: 3, endLine: 9 } },
  { name: 'Cart', range: { startLine: 10, endLine: 30 } },
  { name: 'Cart.add', range: { startLine: 12, endLine: 15 } },
];

/** Gaps as `unit: branches, statements, lines`. */
function inShort(gaps: readonly FoundGap[]): readonly string[] {
  return gaps.map(
    ({ unit, uncoveredBranches, uncoveredStatements, lines }) =>
      `${unit}: ${uncoveredBranches} ${uncoveredStatements} ${lines.map(({ startLine, endLine }) => `${startLine}-${endLine}`).join(' ')}`,
  );
}

describe('coverageGaps', () => {
  it(`counts what has no hits for the innermost function, method or class ${verifies('COV-2')}`, () => {
    const coverage = aCoverage(
      'a.ts',
      ['1', '2 ✓', '4 ✓', '5', '13', '14', '20', '29 ✓'],
      ['4 ✓', '5', '13', '14'],
    );
    assert.deepEqual(inShort(coverageGaps(coverage, units)), [
      '(module): 0 1 1-1',
      'f: 1 1 5-5',
      'Cart.add: 2 2 13-14',
      'Cart: 0 1 20-20',
    ]);
  });

  it('has none for a file that is executed to the last branch', () => {
    assert.deepEqual(coverageGaps(aCoverage('a.ts', ['1 ✓', '4-6 ✓'], ['4 ✓']), units), []);
  });

  it(`joins lines that touch, and leaves the others apart ${verifies('COV-2')}`, () => {
    const coverage = aCoverage('a.ts', ['8', '4-5', '4', '6']);
    assert.deepEqual(inShort(coverageGaps(coverage, units)), ['f: 0 4 4-6 8-8']);
  });

  // Both paths of `if (x) { … }` on lines 4 to 6 have the place of the whole.
  it('names the first line of an if that was always entered', () => {
    const coverage = aCoverage('a.ts', ['4-6 ✓', '5 ✓'], ['4-6 ✓', '4-6']);
    assert.deepEqual(inShort(coverageGaps(coverage, units)), ['f: 1 0 4-4']);
  });

  it('names that line also when something else in the if was not executed', () => {
    const coverage = aCoverage('a.ts', ['4-8 ✓', '5 ✓', '7'], ['4-8 ✓', '4-8']);
    assert.deepEqual(inShort(coverageGaps(coverage, units)), ['f: 1 1 4-4 7-7']);
  });

  it('names only the statements in an if that was never entered', () => {
    const coverage = aCoverage('a.ts', ['4-6 ✓', '5'], ['4-6', '4-6 ✓']);
    assert.deepEqual(inShort(coverageGaps(coverage, units)), ['f: 1 1 5-5']);
  });

  it('names the first line of an if that was never entered and has nothing in it', () => {
    const coverage = aCoverage('a.ts', ['4-6 ✓'], ['4-6', '4-6 ✓']);
    assert.deepEqual(inShort(coverageGaps(coverage, units)), ['f: 1 0 4-4']);
  });

  it('names all lines of a branch that nothing in it was executed of', () => {
    const coverage = aCoverage('a.ts', ['3 ✓'], ['4-6']);
    assert.deepEqual(inShort(coverageGaps(coverage, units)), ['f: 1 0 4-6']);
  });

  it('names the whole file when it was not measured, without numbers', () => {
    for (const [text, endLine] of [
      ['a\nb\n', 2],
      ['a\nb', 2],
      ['', 1],
    ] as const) {
      assert.deepEqual(unmeasuredGap('a.ts', text, { reason: 'No test executes the file.' }), {
        sourceFile: 'a.ts',
        unit: '(module)',
        uncoveredStatements: undefined,
        uncoveredBranches: undefined,
        lines: [{ startLine: 1, endLine }],
        explanation: 'No test executes the file.',
      });
    }
  });
});

describe('rankGaps', () => {
  it(`puts the riskiest first, what cannot be judged before all, then branches, statements, path and line ${verifies('COV-2')}`, () => {
    const at = (sourceFile: string, line: number, gap: Partial<CoverageGap>): CoverageGap =>
      aGap({ sourceFile, lines: [{ startLine: line, endLine: line }], ...gap });
    const ranked = [
      at('z.ts', 1, { risk: unavailable('no') }),
      at('y.ts', 1, { risk: measured(9), uncoveredBranches: 1 }),
      at('x.ts', 1, { risk: measured(4), uncoveredBranches: undefined }),
      at('w.ts', 1, { risk: measured(4), uncoveredBranches: 3 }),
      at('v.ts', 1, { risk: measured(4), uncoveredBranches: 2, uncoveredStatements: 5 }),
      at('a.ts', 2, { risk: measured(4), uncoveredBranches: 2, uncoveredStatements: 4 }),
      at('a.ts', 3, { risk: measured(4), uncoveredBranches: 2, uncoveredStatements: 4 }),
      at('b.ts', 1, { risk: measured(4), uncoveredBranches: 2, uncoveredStatements: 4 }),
    ];
    assert.deepEqual(rankGaps(ranked.toReversed()), ranked);
  });
});
