import assert from 'node:assert/strict';
import { readTests } from '../../../../../../src/adapters/languages/typescript/merging/readTestFile';
import type { ReadTest, ReadTestsTarget } from '../../../../../../src/core/testing/languageAdapter';

const typescript: ReadTestsTarget = { language: 'typescript', moduleSpecifier: '../src/cart.js' };

function read(text: string, target: ReadTestsTarget = typescript): readonly ReadTest[] {
  const result = readTests(text, target);
  assert.ok(result.status === 'read', JSON.stringify(result));
  return result.tests;
}

/** The only test of the text. */
function readOne(text: string, target?: ReadTestsTarget): ReadTest {
  const [test, ...others] = read(text, target);
  assert.ok(test);
  assert.deepEqual(others, []);
  return test;
}

function bodyOf(text: string): string {
  const { bodyLines, problem } = readOne(text);
  assert.equal(problem, undefined);
  return bodyLines.join('\n');
}

describe('readTests', () => {
  it('reads tests with their suites, titles and imports', () => {
    const tests = read(`
import { describe, expect, it } from 'vitest';
import { Cart, total as sum } from './cart';

describe('Cart', () => {
  describe('add', () => {
    it("keeps what is added", async () => {
      const cart = new Cart();
      await cart.add('a');

      expect(cart.items).toEqual(['a']);
    });
  });
  test(\`is empty\`, function () {
    expect(sum(new Cart())).toBe(0);
  });
});
`);
    assert.deepEqual(
      tests.map(({ suites, title, isAsync }) => ({ suites, title, isAsync })),
      [
        { suites: ['Cart'], title: 'is empty', isAsync: false },
        { suites: ['Cart', 'add'], title: 'keeps what is added', isAsync: true },
      ],
    );
    const [empty, kept] = tests;
    assert.deepEqual(kept?.bodyLines, [
      'const cart = new Cart();',
      "await cart.add('a');",
      '',
      "expect(cart.items).toEqual(['a']);",
    ]);
    assert.deepEqual(empty?.imports, [
      { module: 'vitest', specifier: 'vitest', exported: 'expect', local: 'expect' },
      { module: '../src/cart.js', specifier: './cart', exported: 'total', local: 'sum' },
      { module: '../src/cart.js', specifier: './cart', exported: 'Cart', local: 'Cart' },
    ]);
  });

  it('takes helpers along, and the helpers of helpers, in their order', () => {
    const body = bodyOf(`
const price = 3;
const unused = 4;
function item(name: string) {
  return { name, price };
}
describe('Cart', () => {
  const first = item('a');
  it('adds', () => {
    expect(first.price).toBe(3);
  });
});`);
    assert.equal(
      body,
      [
        'const price = 3;',
        'function item(name: string) {',
        '  return { name, price };',
        '}',
        "const first = item('a');",
        '',
        'expect(first.price).toBe(3);',
      ].join('\n'),
    );
  });

  it('puts hooks around the body, outer ones first and last', () => {
    const body = bodyOf(`
beforeEach(() => { start('outer'); });
afterEach(() => stop('outer'));
describe('Cart', () => {
  let cart;
  beforeEach(async () => { cart = await open(); });
  afterEach(() => { const last = cart; last.close(); });
  it('is open', () => { check(cart); });
});`);
    assert.equal(
      body,
      [
        'try {',
        '  let cart;',
        "  start('outer');",
        '  cart = await open();',
        '',
        '  check(cart);',
        '} finally {',
        '  {',
        '    const last = cart; last.close();',
        '  }',
        "  stop('outer');",
        '}',
      ].join('\n'),
    );
  });

  it('awaits what an arrow function without a block gives', () => {
    const bodies = read(`
it('a', () => expect(one()).toBe(1));
it('b', () => expect(two()).resolves.toBe(2));
it('c', async () => expect(await three()).toBe(3));
it('d', () => four().then(check));`).map(({ bodyLines, isAsync }) => [...bodyLines, isAsync]);
    assert.deepEqual(bodies, [
      ['expect(one()).toBe(1);', false],
      ['await expect(two()).resolves.toBe(2);', true],
      ['await expect(await three()).toBe(3);', true],
      ['return four().then(check);', false],
    ]);
  });

  it('keeps the value of literals over several lines', () => {
    const template = ['`a', '  b$', '{1}', '`'].join('\n').replace('$\n', '$');
    const { bodyLines } = readOne(
      `it('reads', () => {\n      expect(parse(${template})).toBe("x\\\ny");\n});`,
    );
    const flat = template.replaceAll('\n', '\\n');
    assert.deepEqual(bodyLines, [`expect(parse(${flat})).toBe("xy");`]);
  });

  it('says of imported types where they come from, and needs no import for them', () => {
    const { bodyLines, imports } = readOne(`
import { total, type Options } from './cart';
import type { Item } from '../elsewhere/cart.ts';
it('adds', () => {
  const items: Item[] = [];
  total(items, {} as Options);
});`);
    assert.deepEqual(bodyLines, [
      'const items: import("../src/cart.js").Item[] = [];',
      'total(items, {} as import("../src/cart.js").Options);',
    ]);
    assert.deepEqual(imports, [
      { module: '../src/cart.js', specifier: './cart', exported: 'total', local: 'total' },
    ]);
  });

  it('imports a class that this test uses as a type and another as a value', () => {
    const [first] = read(`
import { Cart } from './cart';
it('a', () => { const cart: Cart = make(); });
it('b', () => { new Cart(); });`);
    assert.deepEqual(first?.imports, [
      { module: '../src/cart.js', specifier: './cart', exported: 'Cart', local: 'Cart' },
    ]);
  });

  it('reads what is required', () => {
    const { imports } = readOne(
      `const assert = require('node:assert/strict');
const { total: sum } = require('../src/cart');
test('adds', () => { assert.equal(sum([]), 0); });`,
      { language: 'javascript', moduleSpecifier: '../src/cart' },
    );
    assert.deepEqual(imports, [
      { module: 'assert/strict', specifier: 'node:assert/strict', exported: '*', local: 'assert' },
      { module: '../src/cart', specifier: '../src/cart', exported: 'total', local: 'sum' },
    ]);
  });

  it('tells what a test takes from its surroundings and what it calls', () => {
    const { globals, calls } = readOne(`
import { total } from './cart';
it('adds', async () => {
  vi.spyOn(Math, 'random');
  const fs = await import('node:fs');
  process.exit(total(fs));
  expect(total([])).not.toBe(import.meta.url);
});`);
    assert.deepEqual(globals, ['vi', 'Math', 'process', 'expect', 'import.meta']);
    assert.deepEqual(
      calls.map(({ name, argument }) => `${name} ${argument}`),
      [
        'vi.spyOn Math',
        "import 'node:fs'",
        'process.exit total(fs)',
        'total fs',
        'expect.not.toBe import.meta.url',
        'expect total([])',
        'total []',
      ],
    );
  });

  it('knows what is declared where', () => {
    const { globals } = readOne(
      `
it('adds', ({}) => 1);
`
        .replace('({})', '()')
        .replace(
          '1',
          `{
  for (const each of list) { seen(each); }
  try { risky(); } catch (problem) { note(problem); }
  const { a, b: [c], ...d } = source;
  label: while (a) { break label; }
  class Inner extends Base { method(x = c) { return x + d; } }
  const again = function self(n) { return self(n - 1); };
  type Local<T> = { [K in keyof T]: T[K] };
  var late = () => hoisted;
  if (hoisted) { var inner = { key: 1, late }; let hidden = inner; }
  var hoisted = [inner, hidden];
  use(Inner, again, { a });
}`,
        ),
    );
    assert.deepEqual(globals, ['list', 'seen', 'risky', 'note', 'source', 'Base', 'hidden', 'use']);
  });

  it('ends statements that would become one with what follows', () => {
    const body = bodyOf("const a = 1\nit('adds', () => {\n  [a].forEach(check)\n})");
    assert.equal(body, 'const a = 1\n\n;[a].forEach(check)');
  });

  const problems: Record<string, string> = {
    "it('a', (done) => done());": 'Its function takes a parameter.',
    "it('a');": 'It has no body.',
    'it(name, () => {});': 'Its title is computed; one that is written out is needed.',
    "it.each([1])('a', () => {});": 'it.each cannot be taken apart.',
    "it.skip('a', () => {});": 'it.skip cannot be taken apart.',
    "describe.skip('x', () => { it('a', () => {}); });": 'describe.skip cannot be taken apart.',
    "it('a', () => {});\nvi.mock('./b');":
      'It depends on "vi.mock(\'./b\');", which stands outside of the tests.',
    "it('a', function () { this.timeout(5); });": 'It uses "this".',
    "beforeEach(() => { if (a) return; b(); });\nit('a', () => {});": 'A hook of it returns in the middle.',
    "beforeEach((done) => done());\nit('a', () => {});":
      'Its beforeEach cannot be moved into it: Its function takes a parameter.',
    "const x = 1;\nconst y = () => x;\nit('a', () => { const x = 2; y(x); });":
      'It and what it needs use the name x for different things.',
    "const x = 1;\nconst y = () => x;\ndescribe('d', () => { const x = 2; it('a', () => { y(x); }); });":
      'Two things that it needs are called x.',
  };
  for (const [text, problem] of Object.entries(problems)) {
    it(`finds a problem in ${JSON.stringify(text)}`, () => assert.equal(readOne(text).problem, problem));
  }

  it('reads types in TypeScript only', () => {
    const text = "it('a', () => { const b: number = 1; });";
    assert.equal(readTests(text, typescript).status, 'read');
    const result = readTests(text, { ...typescript, language: 'javascript' });
    assert.deepEqual([result.status, 'line' in result && result.line], ['syntax-error', 1]);
  });

  it('tells the place of a syntax error', () => {
    const result = readTests("it('a', () => {\n  expect(;\n", typescript);
    assert.deepEqual([result.status, 'line' in result && result.line], ['syntax-error', 2]);
  });
});

describe('a test that is to be run alone', () => {
  const focusIn = (text: string) => {
    const result = readTests(text, typescript);
    return result.status === 'read' ? result.focus : result;
  };

  it('is found by how it is marked, in suites and tables too', () => {
    assert.deepEqual(focusIn("it('a', () => {});\nit.only('b', () => {});"), { call: 'it.only', line: 2 });
    assert.deepEqual(focusIn("describe('a', () => {\n  test.only.each([1])('b', () => {});\n});"), {
      call: 'test.only',
      line: 2,
    });
    assert.deepEqual(focusIn("fdescribe('a', () => {});"), { call: 'fdescribe', line: 1 });
  });

  it('is not what a comment, a text or another object says', () => {
    assert.equal(focusIn("// it.only('b')\nit('it.only()', () => { list.only(1); });"), undefined);
  });
});
