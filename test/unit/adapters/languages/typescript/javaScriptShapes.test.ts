import assert from 'node:assert/strict';
import {
  classNamed,
  functionNamed,
  inspectSource,
  parametersText,
} from '../../../../support/inspectedSource';

interface Example {
  readonly title: string;
  /** A function declaration named f, with what it needs around it. */
  readonly source: string;
  readonly parameters: string;
}

const jsDocExamples: readonly Example[] = [
  {
    title: '@param types',
    source:
      '/** @param {number} a @param {string[]} b @param {?Date} c @param {*} d */ function f(a, b, c, d) {}',
    parameters: 'a: number, b: Array<string>, c: date | null, d: unknown',
  },
  {
    title: 'optional parameters',
    source: '/** @param {number} [a] @param {string=} b @param {boolean} [c=true] */ function f(a, b, c) {}',
    parameters: 'a?: number, b?: string, c?: boolean',
  },
  {
    title: 'objects by lines',
    source:
      '/** @param {Object} o\n * @param {string} o.name\n * @param {number} [o.age] */ function f(o) {}',
    parameters: 'o: { name: string; age?: number }',
  },
  {
    title: 'typedefs',
    source:
      '/** @typedef {Object} Item\n * @property {string} sku\n * @property {number} [count] */\n/** @param {Item[]} items */ function f(items) {}',
    parameters: 'items: Array<{ sku: string; count?: number }>',
  },
  {
    title: 'callbacks and function types',
    source:
      '/** @callback Done\n * @param {string} text\n * @returns {boolean} */\n/** @param {Done} a @param {function(number): string} b */ function f(a, b) {}',
    parameters: 'a: (text: string) => boolean, b: (value1: number) => string',
  },
  {
    title: 'old spellings',
    source:
      '/** @param {Object<string, number>} a @param {Array.<string>} b @param {...number} c @param {bool} d */ function f(a, b, d, ...c) {}',
    parameters: 'a: Record<number>, b: Array<string>, d: boolean, ...c: Array<number>',
  },
  {
    title: '@type of a variable',
    source: '/** @type {(a: string, b: 1 | 2) => void} */ const f = (a, b) => {};',
    parameters: 'a: string, b: 1 | 2',
  },
  {
    title: 'private classes, without a look into their methods',
    source: 'class Command { run(x) { return x * 2; } }\n/** @param {Command} c */ function f(c) {}',
    parameters: 'c: { run: (x: unknown) => unknown }',
  },
  {
    title: '@template',
    source: '/** @template {string} T @param {T} a */ function f(a) {}',
    parameters: 'a: string',
  },
];

const usageExamples: readonly Example[] = [
  {
    title: 'text methods',
    source: 'function f(a) { return a.trim().toUpperCase(); }',
    parameters: 'a: string',
  },
  {
    title: 'arithmetic',
    source: 'function f(a, b) { return -a * (b + 1); }',
    parameters: 'a: number, b: number',
  },
  {
    title: 'array methods and their elements',
    source: 'function f(items) { return items.filter((item) => item.active).map(({ price }) => price * 2); }',
    parameters: 'items: Array<{ price: number; active: boolean }>',
  },
  {
    title: 'elements of a loop',
    source:
      'function f(items) { let sum = 0; for (const { price, count = 1 } of items) sum += price * count; return sum; }',
    parameters: 'items: Array<{ price: number; count?: number }>',
  },
  {
    title: 'length of text or array',
    source: 'function f(a) { return a.length > 3; }',
    parameters: 'a: string | Array<unknown>',
  },
  {
    title: 'comparisons with literals',
    source: "function f(a) { if (a === 'x') return 1; switch (a) { case 'y': return 2; } }",
    parameters: "a: 'x' | string | 'y'",
  },
  {
    title: 'typeof',
    source:
      "function f(a) { if (typeof a === 'number') return 1; if (typeof a !== 'string') throw new TypeError('no'); return 2; }",
    parameters: 'a: number | string',
  },
  {
    title: 'instanceof',
    source: 'function f(a) { return a instanceof Date ? a.getTime() : 0; }',
    parameters: 'a: date',
  },
  {
    title: 'properties',
    source: 'function f(user) { return user.name.trim() + user.address.zip.length; }',
    parameters: 'user: { name: string; address: { zip: string | Array<unknown> } }',
  },
  {
    title: 'calls',
    source: 'function f(callback) { return callback(1, 2); }',
    parameters: 'callback: (value1: unknown, value2: unknown) => unknown',
  },
  {
    title: 'functions that answer by a callback',
    source:
      'function f(read, cb) { return (end) => { read(end, function (e, data) { cb(e, data); }); read(null, cb); }; }',
    parameters:
      'read: (end: null | true, callback: () => unknown) => undefined, cb: (e: unknown, data: unknown) => undefined',
  },
  {
    title: 'signs, bound functions and results that are used',
    source: 'function f(fn, next) { if (fn(true, next.bind(null, 1))) fn.call(this, null, f); }',
    parameters:
      'fn: (value1: null | true, callback: () => unknown) => unknown, next: (value1: unknown) => unknown',
  },
  {
    title: 'further arguments that the code reads',
    source: 'function f(a) { return g(a, arguments[1]); }',
    parameters: 'a: unknown, ...others: Array<unknown>',
  },
  {
    title: 'no further arguments where only their number counts',
    source:
      'function f(a) { return arguments.length === 1 ? a * 2 : (function () { return arguments[0]; })(); }',
    parameters: 'a: number',
  },
  {
    title: 'methods of an object',
    source: 'function f(store) { return store.load(1).length; }',
    parameters: 'store: { load: (value1: unknown) => unknown }',
  },
  {
    title: 'maps and sets',
    source: "function f(map, set) { if (map.has('a')) map.set('a', 1); return set.has(2) && set.size; }",
    parameters: 'map: Map<string, unknown>, set: Set<string>',
  },
  {
    title: 'aliases',
    source: 'function f(a) { const { b } = a; const c = b; return c.toFixed(2); }',
    parameters: 'a: { b: number }',
  },
  {
    title: 'fallbacks mark what is optional',
    source:
      "function f(options, name) { options = options || {}; const n = name ?? 'x'; return options.depth * 2 + n; }",
    parameters: 'options?: { depth: number }, name?: string | number',
  },
  {
    title: 'default and use together',
    source: 'function f(options = {}) { return options.depth * 2; }',
    parameters: 'options?: { depth: number }',
  },
  {
    title: 'keys of a table',
    source: 'const UNITS = { km: 1, m: 2 }; function f(unit) { return UNITS[unit]; }',
    parameters: "unit: string | 'km' | 'm'",
  },
  {
    title: 'helpers that it is handed to',
    source: 'const double = (n) => n * 2; function f(a) { return double(a); }',
    parameters: 'a: number',
  },
  {
    title: 'vague JSDoc',
    source:
      '/** @param {Object} options @param {Array} list */ function f(options, list) { return list.map((x) => x.trim()) + options.depth * 2; }',
    parameters: 'options: { depth: number }, list: Array<string>',
  },
  {
    title: 'null checks',
    source: 'function f(a) { if (a === null) return 0; return a.toFixed(); }',
    parameters: 'a: number | null',
  },
  { title: 'no use at all', source: 'function f(a) { return 1; }', parameters: 'a: unknown' },
  {
    title: 'shadowed names',
    source: 'function f(a) { return [1].map((a) => a.trim()); }',
    parameters: 'a: unknown',
  },
];

describe('shapes in JavaScript', () => {
  for (const { title, source, parameters } of jsDocExamples) {
    it(`reads JSDoc: ${title}`, async () => {
      const { model } = await inspectSource(`${source}\nmodule.exports = { f };`, { path: 'unit.js' });
      assert.equal(parametersText(functionNamed(model, 'f').parameters), parameters);
    });
  }

  for (const { title, source, parameters } of usageExamples) {
    it(`judges by use: ${title}`, async () => {
      const { model } = await inspectSource(`${source}\nmodule.exports = { f };`, { path: 'unit.js' });
      assert.equal(parametersText(functionNamed(model, 'f').parameters), parameters);
    });
  }

  it('follows what a constructor keeps in a field', async () => {
    const { model } = await inspectSource(
      'export class A { constructor(items) { this.items = items; } total() { return this.items.map((i) => i.price * 2); } }',
      { path: 'a.mjs' },
    );
    assert.equal(
      parametersText(classNamed(model, 'A').constructorParameters),
      'items: Array<{ price: number }>',
    );
  });

  it('follows constructors of required files', async () => {
    const { model } = await inspectSource(
      `const Range = require('./range'); module.exports = (text) => new Range(text).size;`,
      {
        path: 'lib/size.js',
        siblings: {
          'lib/range.js':
            'class Range { constructor(text) { this.parts = text.split(","); } } module.exports = Range;',
        },
      },
    );
    assert.equal(parametersText(functionNamed(model, 'default').parameters), 'text: string');
  });
});
