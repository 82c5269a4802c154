import assert from 'node:assert/strict';
import {
  addTotals,
  hasChangedCode,
  selectChanged,
  totalsOf,
} from '../../../../src/core/coverageAnalysis/changedCoverage';
import type { FileCoverage } from '../../../../src/core/testing/coverage';
import { aCoverage } from '../../../support/coverageBuilders';

const text = `const limit = 3;
export function add(a, b) {
  if (a > limit) {
    return sum(
      a,
      b,
    );
  }

  // nothing to do
  return [a].map((x) => {
    return x + b;
  });
}
export const later = wrap((
  a,
) => {
  return a;
});
`;
/** As istanbul counts the text above: the branch has the place of the `if`. */
const coverage: FileCoverage = {
  ...aCoverage('a.js', ['1 ✓', '3-8 ✓', '4-7', '11-13 ✓', '12', '15-19 ✓', '18'], ['3-8', '3-8 ✓']),
  functions: [span(2, 14), span(11, 13), span(15, 19)].map((place) => ({
    ...place,
    name: 'f',
    declaration: place,
  })),
};

function span(from: number, to: number) {
  return { start: { line: from, column: 10 }, end: { line: to, column: 20 } };
}

/** First lines of the statements, and number of branches, that stand on these lines. */
function chosen(...lines: readonly (number | readonly [number, number])[]): readonly unknown[] {
  const ranges = lines.map(
    (line) => (typeof line === 'number' ? [line, line] : line) as readonly [number, number],
  );
  const { statements, branches } = selectChanged(
    coverage,
    text,
    ranges.map(([startLine, endLine]) => ({ startLine, endLine })),
  );
  return [[...statements].map((index) => coverage.statements[index]?.start.line).sort(), branches.size];
}

describe('coverage of changed lines', () => {
  for (const [what, lines, expected] of [
    ['that a statement starts on', [1], [[1], 0]],
    ['of a condition, with all of its branches', [3], [[3], 2]],
    ['in the middle of a statement, for the innermost one', [6], [[4], 0]],
    ['that are several, each statement once', [[4, 6]], [[4], 0]],
    ['in a function within a statement, but not for that statement', [12], [[12], 0]],
    ['that are empty, a comment or a bracket: none', [8, 9, 10, 13, 14], [[], 0]],
    ['at the head of a function, within a statement or not: none', [2, 16], [[], 0]],
    ['behind the end of the text: none', [[20, 99]], [[], 0]],
    ['that are not there: none', [], [[], 0]],
  ] as const) {
    it(`has the statements of lines ${what}`, () => {
      assert.deepEqual(chosen(...lines), expected);
    });
  }

  it('counts what was executed of them only', () => {
    const everything = [{ startLine: 1, endLine: 99 }];
    const lines = [{ startLine: 3, endLine: 4 }];
    assert.deepEqual(totalsOf(coverage, selectChanged(coverage, text, lines)), {
      coveredStatements: 1,
      statements: 2,
      coveredBranches: 1,
      branches: 2,
    });
    const { statements, branches } = totalsOf(coverage, selectChanged(coverage, text, everything));
    assert.deepEqual([statements, branches], [7, 2]);
  });

  it('is added up', () => {
    const totals = { coveredStatements: 1, statements: 2, coveredBranches: 3, branches: 4 };
    assert.deepEqual(addTotals([totals, totals]), {
      coveredStatements: 2,
      statements: 4,
      coveredBranches: 6,
      branches: 8,
    });
    assert.equal(addTotals([]).statements, 0);
  });

  it('needs code on one of the lines', () => {
    assert.equal(hasChangedCode(text, [{ startLine: 8, endLine: 10 }]), false);
    assert.equal(hasChangedCode(text, [{ startLine: 8, endLine: 11 }]), true);
  });
});
