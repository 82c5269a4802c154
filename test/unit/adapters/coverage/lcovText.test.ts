import assert from 'node:assert/strict';
import { fromLcov } from '../../../../src/adapters/coverage/lcovCoverage';
import { type LcovRecord, parseLcov } from '../../../../src/adapters/coverage/lcovText';

/** The one record of these lines. */
function record(...lines: readonly string[]): LcovRecord {
  const [found, ...others] = parseLcov([...lines, 'end_of_record', ''].join('\n'));
  assert.ok(found);
  assert.deepEqual(others, []);
  return found;
}

describe('lcov text', () => {
  it('is read as it is written: lines, paths of branches, functions, and nothing of the sums', () => {
    const { path, hitsByLine, branches, functions } = record(
      ...['TN:unit', 'SF:src/cart.ts', 'FN:1,add', 'FNF:1', 'FNH:1', 'FNDA:3,add'],
      ...['DA:1,3', 'DA:2,0', 'LF:2', 'LH:1', 'BRDA:1,0,0,3', 'BRDA:1,0,1,0', 'BRF:2', 'BRH:1'],
    );
    assert.equal(path, 'src/cart.ts');
    assert.deepEqual(
      [...hitsByLine],
      [
        [1, 3],
        [2, 0],
      ],
    );
    assert.deepEqual(branches, [
      { line: 1, hits: 3 },
      { line: 1, hits: 0 },
    ]);
    assert.deepEqual(functions, [{ line: 1, name: 'add', hits: 3 }]);
  });

  for (const path of ['C:\\work\\src\\cart.ts', 'src/a,b.ts', 'src/a:b.ts', 'src/mit Lücke.ts']) {
    it(`names ${path} in full`, () => {
      assert.equal(record(`SF:${path}`, 'DA:1,1').path, path);
    });
  }

  it('may have lines that end as on Windows', () => {
    const [only] = parseLcov('SF:src\\cart.ts\r\nDA:1,1\r\nend_of_record\r\n');
    assert.deepEqual([only?.path, only?.hitsByLine.get(1)], ['src\\cart.ts', 1]);
  });

  it('may come from a newer lcov: last lines of functions, checksums, branches of exceptions, what was never reached', () => {
    const { hitsByLine, branches, functions } = record(
      ...['SF:a.ts', 'VER:1', 'FN:1,9,add', 'FNDA:2,add', 'DA:1,2,abc==', 'BRDA:1,e0,0,-', 'BRDA:1,0,x,4'],
    );
    assert.deepEqual([...hitsByLine], [[1, 2]]);
    assert.deepEqual(
      branches.map(({ hits }) => hits),
      [0, 4],
    );
    assert.deepEqual(functions, [{ line: 1, name: 'add', hits: 2 }]);
  });

  it('counts functions of one name apart, in their order, and names with commas as a whole', () => {
    const { functions } = record(
      ...['SF:a.ts', 'FN:1,f', 'FN:2,f', 'FN:3,a,b', 'FNDA:0,f', 'FNDA:5,f', 'FNDA:1,a,b'],
    );
    assert.deepEqual(
      functions.map(({ name, hits }) => [name, hits]),
      [
        ['f', 0],
        ['f', 5],
        ['a,b', 1],
      ],
    );
  });

  it('counts a line once that is told twice', () => {
    const coverage = fromLcov(record('SF:a.ts', 'DA:1,0', 'DA:2,0', 'DA:1,2'), 'a.ts', () => 7);
    assert.deepEqual(coverage.statementHits, [2, 0]);
    assert.deepEqual(coverage.statements[0], { start: { line: 1, column: 0 }, end: { line: 1, column: 7 } });
  });

  it('keeps records apart, and has none without a path or an end', () => {
    const text =
      'SF:a.ts\nDA:1,1\nend_of_record\nDA:5,5\nend_of_record\nSF:b.ts\nDA:2,1\nend_of_record\nSF:c.ts\n';
    assert.deepEqual(
      parseLcov(text).map(({ path, hitsByLine }) => [path, ...hitsByLine.keys()]),
      [
        ['a.ts', 1],
        ['b.ts', 2],
      ],
    );
    for (const nothing of ['', '{}', '<coverage/>', 'SF:a.ts']) assert.deepEqual(parseLcov(nothing), []);
  });
});
