import assert from 'node:assert/strict';
import {
  type AlreadyTested,
  type Selectable,
  selectTests,
} from '../../../../src/core/generation/selectTests';
import type { FileCoverage } from '../../../../src/core/testing/coverage';
import { verifies } from '../../../requirements';
import { aCandidate } from '../../../support/builders';

const span = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 1 } });

function coverage(statementHits: number[], branchHits: number[] = []): FileCoverage {
  return {
    file: 'src/a.ts',
    statements: statementHits.map((_, index) => span(index < 2 ? 1 : index)),
    statementHits,
    branches: branchHits.map((_, index) => ({ ...span(index), type: 'if', whole: span(index) })),
    branchHits,
    functions: [],
    functionHits: [],
  };
}
const test = (id: string, statements: number[], branches: number[] = []): Selectable => ({
  candidate: aCandidate({ id }),
  coverage: coverage(statements, branches),
  kills: undefined,
});
const nothing: AlreadyTested = { coverage: undefined, kills: new Set() };
const covered = (already: FileCoverage): AlreadyTested => ({ coverage: already, kills: new Set() });
const killing = (id: string, kills: readonly string[]): Selectable => ({
  ...test(id, [1, 1]),
  kills: new Set(kills),
});

describe(`selectTests ${verifies('RUN-2')}`, () => {
  it('takes tests in the order of their source and says what each adds', () => {
    const chosen = selectTests(
      [test('small', [1, 0, 0, 1]), test('large', [1, 1, 0, 0], [1]), test('rest', [0, 1, 1, 0])],
      nothing,
    );
    assert.deepEqual(
      [...chosen],
      [
        ['small', { statements: 2, lines: 2, branches: 0, kills: undefined }],
        ['large', { statements: 1, lines: 1, branches: 1, kills: undefined }],
        ['rest', { statements: 1, lines: 1, branches: 0, kills: undefined }],
      ],
    );
  });

  it('leaves out what adds nothing to those before it', () => {
    assert.deepEqual(
      [...selectTests([test('first', [1, 1]), test('second', [1])], nothing).keys()],
      ['first'],
    );
  });

  it('leaves out what the existing suite covers already', () => {
    assert.deepEqual([...selectTests([test('a', [1, 1], [1])], covered(coverage([1, 1], [1])))], []);
  });

  it('counts a new branch of covered statements', () => {
    assert.deepEqual(
      [...selectTests([test('a', [1, 1], [0, 1])], covered(coverage([1, 1], [1, 0]))).keys()],
      ['a'],
    );
  });

  it('takes a test that only notices a mutant which no other does', () => {
    const chosen = selectTests([killing('a', ['1']), killing('b', ['1']), killing('c', ['1', '2'])], nothing);
    // `a` was first, and `c` does all that it does.
    assert.deepEqual([...chosen.keys()], ['c']);
    assert.deepEqual(chosen.get('c'), { statements: 2, lines: 1, branches: 0, kills: 2 });
  });

  it('does not count what the existing suite notices', () => {
    const already = { coverage: coverage([1, 1]), kills: new Set(['1']) };
    assert.deepEqual([...selectTests([killing('a', ['1'])], already)], []);
    assert.deepEqual(selectTests([killing('a', ['1', '2'])], already).get('a')?.kills, 1);
  });

  it('leaves out a test that later ones together have made superfluous', () => {
    const tests = [test('both', [1, 1, 0, 0]), test('first', [1, 0, 1, 0]), test('second', [0, 1, 0, 1])];
    assert.deepEqual([...selectTests(tests, nothing).keys()], ['first', 'second']);
  });
});
