import assert from 'node:assert/strict';
import {
  classNamed,
  functionNamed,
  inspectSource,
  parametersText,
} from '../../../../../support/inspectedSource';

/** `export name=unit name` of every unit, in order. */
async function exportsOf(source: string, path = 'src/my-unit.ts'): Promise<string> {
  const { model } = await inspectSource(source, { path });
  return model.units.map((unit) => `${unit.exportName}=${unit.name}:${unit.kind}`).join(' ');
}

interface Example {
  readonly title: string;
  readonly source: string;
  readonly path?: string;
  readonly exports: string;
}

const examples: readonly Example[] = [
  {
    title: 'declarations',
    source: 'export function a() {} export async function b() {} export class C {}',
    exports: 'a=a:function b=b:function C=C:class',
  },
  {
    title: 'arrow and function expressions',
    source: 'export const a = () => 1, b = function () {}, c = 5, d = (() => 2) as () => number;',
    exports: 'a=a:function b=b:function d=d:function',
  },
  {
    title: 'export clauses with other names',
    source: 'function a() {} const b = () => {}; class C {} const n = 1; export { a as x, b, C as D, n };',
    exports: 'x=x:function b=b:function D=D:class',
  },
  {
    title: 'named default exports',
    source: 'export default function parse() {}',
    exports: 'default=parse:function',
  },
  {
    title: 'anonymous default exports',
    source: 'export default () => 1;',
    exports: 'default=myUnit:function',
  },
  {
    title: 'default exports by name',
    source: 'const parse = () => 1; export default parse;',
    exports: 'default=parse:function',
  },
  {
    title: 'a thing under two names once',
    source: 'export function a() {} export default a;',
    exports: 'a=a:function',
  },
  {
    title: 'aliases of locals',
    source: 'function inner() {} export const outer = inner;',
    exports: 'outer=outer:function',
  },
  {
    title: 'objects of functions',
    source: 'export const api = { f() {}, g: (x) => x, n: 1 }; export const data = { a: 1 };',
    exports: 'api=api:class',
  },
  {
    title: 'no types, ambient code, re-exports and values',
    source:
      "export interface A {} export type B = 1; export declare function c(): void; export * from './d'; export { e } from './e'; export const f = compute();",
    exports: '',
  },
  {
    title: 'module.exports of one function',
    source: 'function parse() {} parse.sync = () => 1; module.exports = parse;',
    path: 'a.js',
    exports: 'default=parse:function sync=sync:function',
  },
  {
    title: 'module.exports of an object',
    source: 'function a() {} module.exports = { a, b: a2, c() {}, d: () => 1, e: 5 }; function a2() {}',
    path: 'a.js',
    exports: 'a=a:function c=c:function d=d:function b=b:function',
  },
  {
    title: 'properties of exports',
    source:
      "'use strict'; exports.a = exports.b = function () {}; module.exports.c = class {}; exports['d'] = () => 1; exports.e = void 0;",
    path: 'a.cjs',
    exports: 'a=a:function c=c:class d=d:function',
  },
  {
    title: 'chains to exports',
    source: 'exports = module.exports = parse; function parse() {}',
    path: 'a.js',
    exports: 'default=parse:function',
  },
  {
    title: 'exports inside a wrapper',
    source: '(function () { function a() {} module.exports = { a }; })();',
    path: 'a.js',
    exports: 'a=a:function',
  },
  { title: 'export = in TypeScript', source: 'function a() {} export = a;', exports: 'default=a:function' },
  {
    title: 'old-style classes',
    source:
      'function Stack(size) { this.size = size; this._x = 1; } Stack.prototype.push = function (item) {}; Stack.prototype._hidden = function () {}; module.exports = Stack;',
    path: 'a.js',
    exports: 'default=Stack:class',
  },
];

describe('moduleExports', () => {
  for (const { title, source, path, exports } of examples) {
    it(`finds ${title}`, async () => assert.equal(await exportsOf(source, path), exports));
  }

  it('tells how a module is written', async () => {
    const systemOf = async (path: string, source: string): Promise<string> =>
      (await inspectSource(source, { path })).model.moduleSystem;
    assert.equal(await systemOf('a.js', 'module.exports = () => 1;'), 'commonjs');
    assert.equal(await systemOf('a.js', 'export const a = 1;'), 'esm');
    assert.equal(await systemOf('a.ts', 'const a = 1;'), 'esm');
    assert.equal(await systemOf('a.ts', 'export = 1;'), 'commonjs');
    assert.equal(await systemOf('a.cts', 'export const a = 1;'), 'commonjs');
    assert.equal(await systemOf('a.mjs', 'const a = 1;'), 'esm');
  });

  it('lists relative imports of every form', async () => {
    const { model } = await inspectSource(
      "import './a'; import b from 'b'; export * from './c'; const d = require('../d'); void import('./e');",
    );
    assert.deepEqual(model.imports, ['../d', './a', './c', './e']);
  });

  it('gives ranges from 1, of the whole statement', async () => {
    const { model } = await inspectSource(
      '\n/** Doc. */\nexport const f = (a: string) => {\n  return a;\n};\nexport function g() {}',
    );
    assert.deepEqual(functionNamed(model, 'f').range, { startLine: 3, endLine: 5 });
    assert.deepEqual(functionNamed(model, 'g').range, { startLine: 6, endLine: 6 });
  });

  it('tells what gives a promise', async () => {
    const { model } = await inspectSource(
      'export async function a() {} export function b(): Promise<void> {} export async function* c() {} export const d = () => 1;',
    );
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((name) => functionNamed(model, name).isAsync),
      [true, true, false, false],
    );
  });
});

describe('class units', () => {
  const source = `
    abstract class Base<T> {
      protected secret = 1;
      constructor(readonly name: string, protected hidden: number) {}
      get size(): number { return 1; }
      describe(value: T): string { return ''; }
      over(a: string): void {}
      abstract todo(): void;
    }
    export class Cart extends Base<boolean> {
      static #count = 0;
      items: string[] = [];
      readonly 'odd-name' = 1;
      handle = async (event: 'open') => {};
      private notes = '';
      static create(name: string): Cart { return new Cart(name, 1); }
      static { Cart.#count = 1; }
      set limit(value: number) {}
      async add(item: string, count = 1): Promise<void> {}
      over(a: number): void {}
      todo(): void {}
      protected inner() {}
      #veryInner() {}
      _byConvention() {}
      [Symbol.iterator]() {}
    }
    export abstract class Shape { area(): number { return 0; } }
    export class Single { private constructor(a: string) {} static get(): Single { return new Single(''); } }
  `;

  it('lists public methods, inherited ones first', async () => {
    const cart = classNamed((await inspectSource(source)).model, 'Cart');
    const methods = cart.methods.map(
      (method) =>
        `${method.isStatic ? 'static ' : ''}${method.isAsync ? 'async ' : ''}${method.name}(${parametersText(method.parameters)})`,
    );
    assert.deepEqual(methods, [
      'describe(value: boolean)',
      "async handle(event: 'open')",
      'static create(name: string)',
      'async add(item: string, count?: number)',
      'over(a: number)',
      'todo()',
    ]);
  });

  it('lists public getters, fields and parameter properties', async () => {
    const cart = classNamed((await inspectSource(source)).model, 'Cart');
    assert.deepEqual(cart.readableProperties, ['name', 'size', 'items']);
    assert.equal(parametersText(cart.constructorParameters), 'name: string, hidden: number');
  });

  it('tells what cannot be constructed', async () => {
    const { model } = await inspectSource(`${source} export const api = { run(a: string) {} };`);
    const constructible = ['Cart', 'Shape', 'Single', 'api'].map(
      (name) => classNamed(model, name).isConstructible,
    );
    assert.deepEqual(constructible, [undefined, false, false, false]);
    assert.deepEqual(
      classNamed(model, 'api').methods.map((method) => [method.name, method.isStatic]),
      [['run', true]],
    );
  });

  it('reads fields and methods of JavaScript classes and constructor functions', async () => {
    const modern = await inspectSource(
      'module.exports = class A { constructor(a) { this.a = a; this._b = 1; } run() {} }',
      { path: 'a.js' },
    );
    assert.deepEqual(classNamed(modern.model, 'default').readableProperties, ['a']);
    const old = await inspectSource(
      'function S(n) { this.n = n; } S.prototype = { push(x) { return x * 2; } }; S.prototype.pop = function () {}; exports.S = S;',
      { path: 'a.js' },
    );
    const unit = classNamed(old.model, 'S');
    assert.deepEqual(
      unit.methods.map((method) => [method.name, parametersText(method.parameters)]),
      [
        ['push', 'x: number'],
        ['pop', ''],
      ],
    );
    assert.deepEqual(unit.readableProperties, ['n']);
  });
});
