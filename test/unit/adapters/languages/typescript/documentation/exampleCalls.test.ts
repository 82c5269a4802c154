import assert from 'node:assert/strict';
import { readExampleCalls } from '../../../../../../src/adapters/languages/typescript/documentation/exampleCalls';
import { parseFile } from '../../../../../../src/adapters/languages/typescript/syntax/parsedFile';

function examplesIn(source: string, readme?: string): string[] {
  return readExampleCalls(parseFile('src/a.js', source).source, readme).map(
    ({ callee, arguments: given }) => `${callee}(${given.join(', ')})`,
  );
}

describe('readExampleCalls', () => {
  it('reads @example tags, one line or many', () => {
    const source = [
      '/**',
      ' * @example add(1, 2) // 3',
      ' */',
      'function add() {}',
      '/**',
      ' * @example',
      " * const cart = new Cart('EUR');",
      ' * cart.put({ sku: "A", count: 2 });',
      ' * @returns nothing',
      ' */',
      'class Cart {}',
    ].join('\n');
    assert.deepEqual(examplesIn(source), ['add(1, 2)', "Cart('EUR')", 'put({ sku: "A", count: 2 })']);
  });

  it('reads fenced code of a read-me, and calls in the running text', () => {
    const readme = "Say `plural('cat')`.\n\n```js\nplural('dog', 2)\n```\n\n```sh\nnpm install(1)\n```\n";
    assert.deepEqual(examplesIn('', readme), ["plural('dog', 2)", "plural('cat')"]);
  });

  it('leaves out arguments that need something around them', () => {
    const readme = '```js\nadd(first, 2)\nadd(this.x)\nadd(...list)\nadd(await load())\nadd(Math.PI)\n```';
    assert.deepEqual(examplesIn('', readme), ['load()', 'add(Math.PI)']);
  });

  it('gives each call once', () => {
    assert.deepEqual(examplesIn('/** @example f(1) */', '```js\nf(1)\nf(1)\n```'), ['f(1)']);
  });
});
