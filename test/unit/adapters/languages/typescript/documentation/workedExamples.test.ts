import assert from 'node:assert/strict';
import { readWorkedExamples } from '../../../../../../src/adapters/languages/typescript/documentation/workedExamples';
import { parseFile } from '../../../../../../src/adapters/languages/typescript/syntax/parsedFile';

/** `setup; setup; code = result` of each. */
function examplesIn(example: string): string[] {
  const comment = `/**\n * @example\n${example.replace(/^/gm, ' * ')}\n */\nfunction f() {}`;
  return readWorkedExamples(parseFile('src/a.js', comment).source, undefined, true).map(
    ({ setup, code, result = 'throws' }) =>
      [
        ...setup.map(({ name, code: text }) => (name === undefined ? text : `${name} = ${text}`)),
        `${code} gives ${result}`,
      ].join('; '),
  );
}

describe('readWorkedExamples', () => {
  const lines: readonly (readonly [example: string, ...expected: string[]])[] = [
    ['mean([0, 10]); // => 5', 'mean([0, 10]) gives 5'],
    ['gammaln(500); // 2605.1158503617335', 'gammaln(500) gives 2605.1158503617335'],
    ["slug('A b') // returns 'a-b'", "slug('A b') gives 'a-b'"],
    ["slug('A b') // returns 'a-b' (always small)", "slug('A b') gives 'a-b'"],
    ["plural('zebra', 1) // returns singular 'zebra'", "plural('zebra', 1) gives 'zebra'"],
    ['console.log(sum(1, 2)) // 3', 'sum(1, 2) gives 3'],
    ["console.log('Sum:', sum(1, 2)) // 3", 'sum(1, 2) gives 3'],
    ['const line = fit([1]); // { m: 1, b: 0 }', 'fit([1]) gives { m: 1, b: 0 }'],
    ['await load(1) // 2', 'load(1) gives 2'],
    ['parse(-1) // throws RangeError', 'parse(-1) gives throws'],
    ['assert.deepEqual(split("a b"), ["a", "b"])', 'split("a b") gives ["a", "b"]'],
    ['expect(sum(1, 2)).toBe(3);', 'sum(1, 2) gives 3'],
    ['sum(1, 2)\n// => 3', 'sum(1, 2) gives 3'],
    ['fit(1)\n// {\n//   m: 1\n// }', 'fit(1) gives { m: 1 }'],
    ['new Cart(3).total() // 0', 'new Cart(3).total() gives 0'],
    [
      'const cart = new Cart()\nconst other = 1\ncart.add(2)\ncart.total // 2',
      'cart = new Cart(); cart.add(2); cart.total gives 2',
    ],
    [
      'var l = line(fit([1]));\nl(0) // = 0\nl(2) // = 2',
      'l = line(fit([1])); l(0) gives 0',
      'l = line(fit([1])); l(0); l(2) gives 2',
    ],
  ];
  for (const [example, ...expected] of lines)
    it(`reads ${example.replaceAll('\n', ' ⏎ ')}`, () => {
      assert.deepEqual(examplesIn(example), expected);
    });

  const doubtful: readonly string[] = [
    'sum(1, 2) // adds them up',
    'toText(1, 2) // 1 + 2i',
    'test(a) // ~0.1324',
    'plural("cat") // cats',
    'shuffle(x); // a value like [2, 1]',
    'sum(1, 2) // 1, 2, …',
    'let x = 1\nx = 2\nsum(x) // 2',
    'if (x) y()\nfor (const z of w) f(z) // 3',
    'f(this.a) // 3',
  ];
  for (const example of doubtful)
    it(`leaves out ${example.replaceAll('\n', ' ⏎ ')}`, () => {
      assert.deepEqual(examplesIn(example), []);
    });

  it('reads the lines that stand for themselves where others are no code', () => {
    assert.deepEqual(examplesIn('Say this:\nsum(1, 2) // 3\nand so on ...'), ['sum(1, 2) gives 3']);
  });

  it('tells what names were imported as', () => {
    const readme =
      "```js\nconst stats = require('stats')\nimport { mean as m } from 'stats'\nstats.sum(m([2]), limit) // 2\n```";
    const [example] = readWorkedExamples(parseFile('src/a.js', '').source, readme, true);
    assert.deepEqual(example?.bindings, { stats: '*', m: 'mean', limit: 'limit' });
  });

  it('does not hold examples of the package against a module that is only a part of it', () => {
    const { source } = parseFile('src/a.js', '/** @example sum(1) // 1 */');
    const found = readWorkedExamples(source, '```js\nsum(2) // 2\n```', false);
    assert.deepEqual(
      found.map(({ code, mayMeanAnother }) => [code, mayMeanAnother]),
      [
        ['sum(1)', undefined],
        ['sum(2)', true],
      ],
    );
  });
});
