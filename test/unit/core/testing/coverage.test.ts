import assert from 'node:assert/strict';
import {
  coverageTotals,
  type FileCoverage,
  mergeFileCoverage,
  percentage,
} from '../../../../src/core/testing/coverage';

const span = { start: { line: 1, column: 0 }, end: { line: 1, column: 1 } };
const file = (name: string, statementHits: number[], branchHits: number[]): FileCoverage => ({
  file: name,
  statements: statementHits.map(() => span),
  statementHits,
  branches: branchHits.map(() => ({ ...span, type: 'if', whole: span })),
  branchHits,
  functions: [],
  functionHits: [],
});

describe('coverage', () => {
  it('adds up what was hit and what there is', () => {
    assert.deepEqual(coverageTotals([file('a', [3, 0], [1]), file('b', [1], [0, 0])]), {
      coveredStatements: 2,
      statements: 3,
      coveredBranches: 1,
      branches: 3,
    });
  });

  it('merges hits by index', () => {
    const merged = mergeFileCoverage(file('a', [1, 0], [0]), file('a', [0, 2], [1]));
    assert.deepEqual([merged.statementHits, merged.branchHits], [[1, 2], [1]]);
  });

  it('refuses to merge what describes different texts', () => {
    assert.throws(() => mergeFileCoverage(file('a', [1], []), file('a', [1, 1], [])), RangeError);
    assert.throws(() => mergeFileCoverage(file('a', [1], []), file('b', [1], [])), RangeError);
  });

  it('counts nothing to cover as covered, as istanbul does', () => {
    assert.deepEqual([percentage(0, 0), percentage(1, 4)], [100, 25]);
  });
});
