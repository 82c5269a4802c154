import assert from 'node:assert/strict';
import { documentedResults } from '../../../../../src/core/generation/triage/documentedResults';

describe('documentedResults', () => {
  const lines: readonly (readonly [string, string, string | undefined])[] = [
    ['f(1, 2) // => 3', 'f(1, 2)', '3'],
    ['f(1, 2); // 3', 'f(1, 2)', '3'],
    ['f(1, 2) // returns 3', 'f(1, 2)', '3'],
    ['f(1, 2) → 3', 'f(1, 2)', '3'],
    ['f(1, 2) === 3', 'f(1, 2)', '3'],
    ['- `f(1, 2)` // 3', 'f(1, 2)', '3'],
    ['@example f([1, 2], { a: 1 }) // => [3, { a: 1 }]', 'f([1, 2], { a: 1 })', '[3, { a: 1 }]'],
    ['const sum = await f(1, 2); // => 3', 'await f(1, 2)', '3'],
    ['new Cart(2).total() // 0', 'new Cart(2).total()', '0'],
    ['assert.equal(f(1, 2), 3);', 'f(1, 2)', '3'],
    ['assert.deepEqual(f(g(1), 2), [3, 4])', 'f(g(1), 2)', '[3, 4]'],
    ["expect(f(1, 2)).toBe('3');", 'f(1, 2)', "'3'"],
    ['So `f(1, 2)` returns `[3, 4]`.', 'f(1, 2)', '[3, 4]'],
    ['f(1, 2) gives 3.5.', 'f(1, 2)', '3.5'],
    ['f(-1) // throws RangeError', 'f(-1)', undefined],
    ['f(-1) // => throws a RangeError', 'f(-1)', undefined],
    ['`f(-1)` throws RangeError.', 'f(-1)', undefined],
    ['f(1)\n// => 3', 'f(1)', '3'],
  ];
  for (const [line, call, result] of lines)
    it(`reads ${line.replace('\n', ' ⏎ ')}`, () => {
      assert.deepEqual(documentedResults(`Adds.\n\n${line}\n`), [{ call, result }]);
    });

  it('reads each line of an example, and nothing in a description', () => {
    const text = 'Adds (a, b) up.\n@param a The first.\n@returns The sum.\n```js\nf(1) // 1\nf(2) // 2\n```';
    assert.deepEqual(documentedResults(text), [
      { call: 'f(1)', result: '1' },
      { call: 'f(2)', result: '2' },
    ]);
  });
});
