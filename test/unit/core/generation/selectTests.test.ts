import assert from 'node:assert/strict';
import { type Selectable, selectTests } from '../../../../src/core/generation/selectTests';
import type { FileCoverage } from '../../../../src/core/testing/coverage';
import { verifies } from '../../../requirements';
import { aCandidate } from '../../../support/builders';

const span = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 1 } });

function coverage(statementHits: number[], branchHits: number[] = []): FileCoverage {
  return {
    file: 'src/a.ts',
    statements: statementHits.map((_, index) => span(index < 2 ? 1 : index)),
    statementHits,
    branches: branchHits.map((_, index) => span(index)),
    branchHits,
  };
}
const test = (id: string, statements: number[], branches: number[] = []): Selectable => ({
  candidate: aCandidate({ id }),
  coverage: coverage(statements, branches),
});

describe(`selectTests ${verifies('RUN-2')}`, () => {
  it('takes tests in the order of their source and says what each adds', () => {
    const chosen = selectTests(
      [test('small', [1, 0, 0]), test('large', [1, 1, 0], [1]), test('rest', [0, 1, 1])],
      undefined,
    );
    assert.deepEqual(
      [...chosen],
      [
        ['small', { statements: 1, lines: 1, branches: 0 }],
        ['large', { statements: 1, lines: 1, branches: 1 }],
        ['rest', { statements: 1, lines: 1, branches: 0 }],
      ],
    );
  });

  it('leaves out what adds nothing to those before it', () => {
    assert.deepEqual(
      [...selectTests([test('first', [1, 1]), test('second', [1])], undefined).keys()],
      ['first'],
    );
  });

  it('leaves out what the existing suite covers already', () => {
    assert.deepEqual([...selectTests([test('a', [1, 1], [1])], coverage([1, 1], [1]))], []);
  });

  it('counts a new branch of covered statements', () => {
    assert.deepEqual([...selectTests([test('a', [1, 1], [0, 1])], coverage([1, 1], [1, 0])).keys()], ['a']);
  });
});
