import assert from 'node:assert/strict';
import { countedMutants } from '../../../../src/core/generation/countedMutants';
import type { KillMap } from '../../../../src/core/mutation/killMap';
import type { Mutant } from '../../../../src/core/mutation/mutant';
import type { FileCoverage } from '../../../../src/core/testing/coverage';

const span = (line: number, from = 0, to = 10) => ({
  start: { line, column: from },
  end: { line, column: to },
});
const mutant = (id: string, line: number): Mutant => ({
  id,
  operator: 'ArithmeticOperator',
  span: span(line, 2, 4),
  original: 'a + b',
  replacement: 'a - b',
  key: id,
});
const coverage: FileCoverage = {
  file: 'a.ts',
  statements: [{ start: { line: 1, column: 0 }, end: { line: 9, column: 0 } }, span(2), span(3)],
  statementHits: [1, 1, 0],
  branches: [],
  branchHits: [],
  functions: [],
  functionHits: [],
};
const killMap = (changes: Partial<KillMap>): KillMap => ({
  mutants: [mutant('executed', 2), mutant('unexecuted', 3)],
  byTest: new Map(),
  killedBefore: new Set(),
  unmeasuredTests: [],
  unrepeatable: new Set(),
  ...changes,
});

describe('countedMutants', () => {
  it('leaves out what existing tests notice', () => {
    assert.deepEqual(
      [...countedMutants(killMap({ killedBefore: new Set(['executed']) }), coverage)],
      ['unexecuted'],
    );
  });

  it('leaves out what an existing test may notice that could not be measured', () => {
    const unmeasuredTests = [{ title: 'theirs', reason: 'It uses a hook.' }];
    assert.deepEqual([...countedMutants(killMap({ unmeasuredTests }), coverage)], ['unexecuted']);
    assert.equal(countedMutants(killMap({ unmeasuredTests }), undefined).size, 2);
  });

  it('counts all others', () => {
    assert.equal(countedMutants(killMap({}), coverage).size, 2);
  });
});
