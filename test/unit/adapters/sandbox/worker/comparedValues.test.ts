import assert from 'node:assert/strict';
import { compareValues, judgeTruth } from '../../../../../src/adapters/sandbox/worker/comparedValues';

describe('compareValues', () => {
  it('wants each operand in the place of the other', () => {
    assert.deepEqual(compareValues('===', 'a', 'b'), {
      way: false,
      clues: [
        { value: "'a'", wanted: ["'b'"] },
        { value: "'b'", wanted: ["'a'"] },
      ],
    });
    assert.deepEqual(compareValues('!=', null, undefined)?.way, true);
  });

  it('tells how far numbers are apart, and wants those just beside them', () => {
    assert.deepEqual(compareValues('<', 5, 8), {
      way: true,
      clues: [
        { value: '5', wanted: ['8', '7', '9'], distance: 3 },
        { value: '8', wanted: ['5', '4', '6'], distance: 3 },
      ],
    });
    assert.deepEqual(compareValues('>=', Number.POSITIVE_INFINITY, -0)?.clues[0], {
      value: 'Infinity',
      wanted: ['-0', '-1', '1'],
    });
  });

  it('wants the keys that are there', () => {
    const wanted = ["'a'", "'b'"];
    assert.deepEqual(compareValues('in', 'c', { a: 1, b: 2 }), {
      way: false,
      clues: [{ value: "'c'", wanted }],
    });
    assert.deepEqual(compareValues('property', { a: 1, b: 2 }, 'c')?.clues, [{ value: "'c'", wanted }]);
    assert.deepEqual(
      compareValues(
        'has',
        new Map([
          ['a', 1],
          ['b', 2],
        ]),
        'c',
      )?.clues,
      [{ value: "'c'", wanted }],
    );
    assert.deepEqual(compareValues('get', new Map([['a', 1]]), 'a')?.clues, [
      { value: "'a'", wanted: ["'nowhere'"] },
    ]);
  });

  it('asks nothing of a Proxy, and nothing of lists by their indexes', () => {
    const told: unknown[] = [];
    const owner = new Proxy({}, { has: (_, key) => told.push(key) > 0 });
    assert.equal(compareValues('in', 'c', owner), undefined);
    assert.equal(compareValues('property', ['x'], 'length'), undefined);
    assert.deepEqual(told, []);
  });

  it('wants texts with the part that is looked for, or without it', () => {
    assert.deepEqual(compareValues('startsWith', 'abc', 'x')?.clues[0]?.wanted, ["'xabc'", "'x'", "'abcx'"]);
    assert.deepEqual(compareValues('endsWith', 'abc', 'x')?.clues[0]?.wanted, ["'abcx'", "'x'"]);
    assert.deepEqual(compareValues('indexOf', 'abc', 'b'), {
      way: true,
      clues: [{ value: "'abc'", wanted: ["'ac'"] }],
    });
  });

  it('names the pattern, on whichever side it stands', () => {
    const clues = [{ value: "'a1'", wanted: [], pattern: '^\\d' }];
    assert.deepEqual(compareValues('test', /^\d/g, 'a1'), { way: false, clues });
    assert.deepEqual(compareValues('match', 'a1', /^\d/), { way: false, clues });
  });

  it('learns nothing from objects', () => {
    assert.deepEqual(compareValues('===', {}, {})?.clues, []);
    assert.equal(compareValues('<', {}, 1), undefined);
    assert.equal(compareValues('test', {}, 'a'), undefined);
  });
});

describe('judgeTruth', () => {
  it('wants the opposite of the same type', () => {
    assert.deepEqual(judgeTruth('x'), { way: true, clues: [{ value: "'x'", wanted: ["''"] }] });
    assert.deepEqual(judgeTruth(0), { way: false, clues: [{ value: '0', wanted: ['1'] }] });
    assert.deepEqual(judgeTruth(true), { way: true, clues: [] });
  });
});
