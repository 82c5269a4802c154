import assert from 'node:assert/strict';
import { readTests } from '../../../../../../src/adapters/languages/typescript/merging/readTestFile';
import type { ReadTest } from '../../../../../../src/core/testing/languageAdapter';

const head = "import { add, Cart } from './cart';\nimport * as cart from './cart';\n";

function read(body: string, imports = head): ReadTest {
  const result = readTests(`${imports}\nit('a', async () => {\n${body}\n});`, {
    language: 'typescript',
    moduleSpecifier: './cart',
  });
  assert.ok(result.status === 'read', JSON.stringify(result));
  const [test] = result.tests;
  assert.ok(test && test.problem === undefined, test?.problem);
  return test;
}

describe('fingerprints', () => {
  const same: readonly [title: string, a: string, b: string, imports?: string][] = [
    ['layout', 'const a = add(1, 2);\nexpect(a).toBe(3);', 'const a=add( 1,\n2,\n)\n\nexpect(a).toBe(3)'],
    ['comments', 'add(1); // one', '/* two */ add(1);'],
    ['names of locals', 'const a = add(1); expect(a).toBe(1);', 'const sum = add(1); expect(sum).toBe(1);'],
    ['names of parameters', '[1].map((a) => add(a));', '[1].map(each => add(each));'],
    ['quotes', 'add("a\'b", "c");', "add('a\\'b', `c`);"],
    ['the keyword of a variable', 'const a = add(1); use(a);', 'let a = add(1); use(a);'],
    ['types', 'const a: number = add<string>(1 as unknown as number)!; use(a);', 'const a = add(1); use(a);'],
    ['ways to write a number', 'add(1_000, 0x10);', 'add(1000, 16);'],
    ['quotes around keys', 'add({ a: 1, "b-c": 2 });', "add({ 'a': 1, 'b-c': 2 });"],
    ['short forms', 'const a = 1; add({ a });', 'const b = 1; add({ a: b });'],
    ['short forms of patterns', 'const { a } = add(1); use(a);', 'const { a: b } = add(1); use(b);'],
    ['the way to an export', 'add(1);', 'cart.add(1);'],
    ['the name of an import', 'add(1);', 'sum(1);', "import { add as sum } from '../src/cart.js';"],
    ['how a module is loaded', 'cart.add(1);', 'own.add(1);', "const own = require('./cart');"],
    [
      'where expect comes from',
      'expect(1).toBe(1);',
      'check(1).toBe(1);',
      "import { expect as check } from 'vitest';",
    ],
    ['how all of a module is imported', 'cart(1);', 'own(1);', "import own from './cart';"],
    ['empty statements', 'add(1);;', 'add(1);'],
  ];
  for (const [title, a, b, imports] of same) {
    it(`do not depend on ${title}`, () => {
      const [first, second] = [read(a).fingerprint, read(b, imports).fingerprint];
      assert.notEqual(first, '');
      assert.equal(first, second);
    });
  }

  const different: readonly [title: string, a: string, b: string][] = [
    ['values', 'add(1);', 'add(2);'],
    ['kinds of values', "add('1');", 'add(1);'],
    ['functions', 'add(1);', 'new Cart(1);'],
    ['members', 'cart.add(1);', 'cart.take(1);'],
    ['matchers', 'expect(add(1)).toBe(1);', 'expect(add(1)).not.toBe(1);'],
    ['which variable is used', 'const a = 1, b = 2; add(a);', 'const a = 1, b = 2; add(b);'],
    ['locals and globals', 'const a = 1; add(a);', 'const b = 1; add(a);'],
    ['order', 'add(1); add(2);', 'add(2); add(1);'],
    ['keys', 'add({ a: 1 });', 'add({ b: 1 });'],
    ['awaiting', 'await add(1);', 'add(1);'],
    ['holes at the end of lists', 'add([,]);', 'add([]);'],
    ['parts of loops', 'for (; add(1); ) use();', 'for (; ; add(1)) use();'],
    ['holes in lists', 'add([1, , 2]);', 'add([1, 2]);'],
    ['statements and arguments', 'add(1);\n(2);', 'add(1)(2);'],
    ['comparisons', 'expect(add(1) < 2).toBe(true);', 'expect(add(1) > 2).toBe(true);'],
    ['blanks in texts', "add('a b');", "add('a  b');"],
    ['what an export and a local are', 'add(1);', 'const add = Math.abs; add(1);'],
  ];
  for (const [title, a, b] of different) {
    it(`tell apart ${title}`, () => assert.notEqual(read(a).fingerprint, read(b).fingerprint));
  }

  it('do not depend on titles and suites', () => {
    const result = readTests(
      "import { add } from './cart';\ndescribe('x', () => { it('a', () => { add(1); }); });\ntest('b', function () { add(1) });",
      { language: 'typescript', moduleSpecifier: './cart' },
    );
    assert.ok(result.status === 'read');
    assert.equal(new Set(result.tests.map(({ fingerprint }) => fingerprint)).size, 1);
  });
});

describe('calls', () => {
  const calls: readonly [body: string, names: string, imports?: string][] = [
    ['const { spyOn: watch } = vi; watch(console);', 'vi.spyOn'],
    ['const mock = vi.mock; mock();', 'vi.mock'],
    ["vi['mock']();", 'vi.mock'],
    ['const now = Date.now; const again = now; again();', 'Date.now'],
    ['const made = new Cart(); made.put(new Date());', 'new Cart made.put new Date'],
    ['let now = Date.now; now = () => 1; now();', 'now'],
    ['const vi = add(1); vi.mock();', 'add vi.mock'],
    ['m.method();', 'mock.method', "import { mock as m } from 'node:test';"],
    ['test.mock.method();', 'mock.method', "import test from 'node:test';"],
    ['vitest.vi.mock();', 'vi.mock', "import * as vitest from 'vitest';"],
    ['id();', 'crypto.randomUUID', "import { randomUUID as id } from 'node:crypto';"],
    ['c.randomUUID();', 'crypto.randomUUID', "import c from 'crypto';"],
    [
      'box.stub();',
      'sinon.createSandbox sinon.stub',
      "import s from 'sinon';\nconst box = s.createSandbox();",
    ],
    ['sum(1);', 'sum', "import { add as sum } from './cart';"],
  ];
  for (const [body, names, imports] of calls) {
    it(`${imports ?? ''} ${body}`, () => {
      const found = read(body, imports).calls.map(({ name }) => name);
      assert.equal(found.join(' '), names);
    });
  }
});

describe('assignments', () => {
  const assignments: Readonly<Record<string, readonly string[]>> = {
    'Cart.prototype.add = () => 1;': ['Cart.prototype.add = function'],
    'Cart.prototype["add"] = function () {};': ['Cart.prototype.add = function'],
    'const key = "add"; Cart.prototype[key] = 1;': ['Cart.prototype'],
    'const made = new Cart(); made.total = 1; made.total += 2; made.total++;': [
      'made.total',
      'made.total',
      'made.total',
    ],
    'const fake = vi.fn(); const made = new Cart(); made.put = fake;': ['made.put = function'],
    'const made = new Cart(); (made as any).put = vi.fn();': ['made.put = function'],
    'const made = new Cart(); made.parts = { put() {} };': ['made.parts = function'],
    'delete Cart.prototype.add;': ['Cart.prototype.add'],
    'Object.assign(Cart.prototype, { add() {} });': ['Cart.prototype = function'],
    "Object.defineProperty(Cart.prototype, 'add', { get: () => 1 });": ['Cart.prototype.add = function'],
    "Reflect.set(Cart, 'limit', 1);": ['Cart.limit'],
    'const { prototype } = Cart; prototype.add = () => 1;': ['Cart.prototype.add = function'],
    'let a = 1; a = 2; a++;': [],
    'Object.assign(Object.create(null), { a: 1 }); Object.create(null).b = 1;': [],
    'Object.create = () => 1;': ['Object.create = function'],
  };
  for (const [body, expected] of Object.entries(assignments)) {
    it(body, () =>
      assert.deepEqual(
        read(body).assignments.map(({ target, isFunction }) =>
          isFunction ? `${target} = function` : target,
        ),
        expected,
      ),
    );
  }
});

describe('subjects', () => {
  const subjects: Readonly<Record<string, string>> = {
    'const made = new Cart(); use(made);': 'made',
    'const sum = await add(1); use(sum);': 'sum',
    'let made; made = cart.open(); use(made);': 'made',
    'const [first] = add(1); const { rest } = add(2); use(first, rest);': 'first rest',
    'const open = () => new Cart(); const made = open(); use(made);': 'made',
    'function open() { const own = new Cart(); return { made: own, log: 1 }; } const { made, log } = open(); use(made, log);':
      'own made',
    'const parts = { made: new Cart(), log: {} }; use(parts.made);': 'parts.made',
    'const made = isOld ? new Cart() : undefined; use(made);': 'made',
    'for (const made of [new Cart()]) use(made);': 'made',
    'const { total } = await import("./cart"); use(total);': 'total',
    'class Own extends Cart {} const own = new Own(); use(own);': 'Own own',
    // What is only given to it, or computed from what it gave
    'const store = {}; new Cart(store);': '',
    'const text = String(add(1)); const sum = add(1) + 1; use(text, sum);': '',
    'const list = []; list.push(new Cart()); use(list);': '',
    'let a = b; let b = a; use(a, b);': '',
    'function a() { return b(); } function b() { return a(); } const made = a(); use(made);': '',
    'load(1).then((made) => use(made));': '',
    'cart.load(1).then((made) => use(made));': 'made',
  };
  for (const [body, expected] of Object.entries(subjects)) {
    it(body, () => assert.equal([...new Set(read(body).subjects)].join(' '), expected));
  }
});

describe('large bodies', () => {
  it('are read in a time that grows with their length', () => {
    const lines = Array.from(
      { length: 2000 },
      (_, index) => `const v${index} = add(${index}, v${index - 1});`,
    );
    const { assertions } = read(
      `const v = 1;\n${lines.join('\n').replace('v-1', 'v')}\nexpect(v1999).toBe(1);`,
    );
    assert.deepEqual(
      assertions.map(({ kind }) => kind),
      ['value'],
    );
  });
});
