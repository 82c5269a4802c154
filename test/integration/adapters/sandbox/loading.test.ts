import assert from 'node:assert/strict';
import { codeOf, useSandbox } from '../../../support/sandboxHarness';
import { aRuntimeExport } from '../../../support/synthesisBuilders';

describe('processSandbox loads', () => {
  const harness = useSandbox();

  it('TypeScript modules with everything they import by TypeScript’s rules', async () => {
    harness().write({
      'src/rates.ts':
        'export enum Rate { Low = 5, High = 19 }\nexport default (rate: Rate): number => rate / 100;',
      'src/shop/index.ts': "export * from './price.js';",
      'src/shop/price.ts': 'export const price = (net: number): number => net * 2;',
      'src/legacy.js': 'module.exports = { double: (n) => n * 2 };',
      'src/modern.mjs': 'export const triple = (n) => n * 3;',
    });
    const session = await harness().openSession(
      'src/a.ts',
      `import rateOf, { Rate } from './rates';
import { price } from './shop';
import legacy from './legacy';
import { triple } from './modern.mjs';
import type { Nothing } from './does-not-exist';
export const all = (): number[] => [rateOf(Rate.High), price(2), legacy.double(2), triple(2)];
export const late = async (): Promise<number> => (await import('./shop/price')).price(5);`,
    );
    assert.equal(await codeOf(session, 'all', 'all()'), '[0.19, 4, 4, 6]');
    assert.equal(await codeOf(session, 'late', 'late()'), '10');
  });

  it('modules through paths, baseUrl and extends of the nearest tsconfig', async () => {
    harness().write({
      'tsconfig.base.json': `{
        // comments and trailing commas, and "//" in strings
        "compilerOptions": { "baseUrl": "./src", "paths": { "@lib/*": ["lib/*"], "exact": ["lib/exact.ts"], }, /* more */ },
      }`,
      'tsconfig.json': '{ "extends": "./tsconfig.base" }',
      'src/lib/one.ts': 'export const one = 1;',
      'src/lib/exact.ts': 'export const two = 2;',
      'src/based.ts': 'export const three = 3;',
    });
    const session = await harness().openSession(
      'src/deep/a.ts',
      "import { one } from '@lib/one'; import { two } from 'exact'; import { three } from 'based';\nexport const sum = () => one + two + three;",
    );
    assert.equal(await codeOf(session, 'sum', 'sum()'), '6');
  });

  it('paths of the first referenced project, as templates with several tsconfig files have it', async () => {
    harness().write({
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'tsconfig.app.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/one.ts': 'export const one = 1;',
    });
    const session = await harness().openSession(
      'src/a.ts',
      "import { one } from '@/one';\nexport const f = () => one;",
    );
    assert.equal(await codeOf(session, 'f', 'f()'), '1');
  });

  it('CommonJS as it is, with module.exports as default and its properties by name', async () => {
    const result = await harness().open(
      'lib/a.js',
      'function f(a) { return typeof this + a; }\nf.extra = function extra() {};\nf.version = 3;\nmodule.exports = f;',
    );
    assert.ok(result.status === 'opened');
    assert.deepEqual(result.exports, [
      { ...aRuntimeExport('default', 'function'), ownName: 'f', parameterNames: ['a'] },
      { ...aRuntimeExport('extra', 'function'), ownName: 'extra' },
      aRuntimeExport('version', 'value'),
    ]);
    // Sloppy mode: `this` is the global object, as it is when Node loads the file.
    assert.equal(await codeOf(result.session, 'default', 'subject(1)'), "'object1'");
  });

  it('ES modules in .js files, JSX and assets', async () => {
    harness().write({
      'node_modules/react/package.json': '{ "name": "react" }',
      'node_modules/react/jsx-runtime.js': 'exports.jsx = (type, props) => ({ type, props });',
      'src/style.css': 'a { color: red }',
    });
    const session = await harness().openSession(
      'src/a.js',
      "import './style.css';\nexport const Hello = ({ name }) => <b>{name}</b>;",
    );
    assert.equal(
      await codeOf(session, 'Hello', "Hello({ name: 'x' })"),
      "{ type: 'b', props: { children: 'x' } }",
    );
  });

  it('packages: CommonJS, ES modules, and those with an import entry only', async () => {
    harness().write({
      'node_modules/cjs/package.json': '{ "name": "cjs", "main": "main.js" }',
      'node_modules/cjs/main.js': 'module.exports = { name: "cjs" };',
      'node_modules/esm/package.json': '{ "name": "esm", "type": "module", "exports": "./main.js" }',
      'node_modules/esm/main.js': 'export default "esm"; export const named = 1;',
      'node_modules/@s/only/package.json':
        '{ "name": "@s/only", "type": "module", "exports": { "./*": { "import": "./lib/*.js" } } }',
      'node_modules/@s/only/lib/sub.js': 'export const sub = "sub";',
    });
    const session = await harness().openSession(
      'src/a.ts',
      "import cjs from 'cjs'; import esm, { named } from 'esm'; import { sub } from '@s/only/sub';\nexport const f = () => [cjs.name, esm, named, sub];",
    );
    assert.equal(await codeOf(session, 'f', 'f()'), "['cjs', 'esm', 1, 'sub']");
  });

  it('import.meta, but only where it is code', async () => {
    const session = await harness().openSession(
      'src/a.ts',
      "export const f = () => [import.meta.url.endsWith('/src/a.ts'), import.meta.filename === __filename, import.meta.env.MODE];\nexport const text = () => 'import.meta.url';",
    );
    assert.equal(await codeOf(session, 'f', 'f()'), "[true, true, 'test']");
    assert.equal(await codeOf(session, 'text', 'text()'), "'import.meta.url'");
  });

  it('decorators and namespaces with the TypeScript of the project', async () => {
    harness().write({
      'node_modules/typescript/package.json': '{ "name": "typescript", "main": "main.js" }',
      'node_modules/typescript/main.js': `module.exports = require(${JSON.stringify(require.resolve('typescript'))});`,
      'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
    });
    const session = await harness().openSession(
      'src/a.ts',
      `const tag = (target: { tagged?: boolean }): void => { target.tagged = true; };
@tag
export class Tagged { static tagged?: boolean; }
export namespace Inner { export const depth = 1; }
export const f = () => [Tagged.tagged, Inner.depth];`,
    );
    assert.equal(await codeOf(session, 'f', 'f()'), '[true, 1]');
  });

  it('fields as the tsconfig says: assigned after parameter properties, or defined', async () => {
    const code =
      'class A { doubled = this.n * 2; constructor(private n: number) {} }\nexport const f = () => new A(2).doubled;';
    harness().write({ 'tsconfig.json': '{ "compilerOptions": { "target": "ES2020" } }' });
    assert.equal(await codeOf(await harness().openSession('src/a.ts', code), 'f', 'f()'), '4');
    harness().write({ 'tsconfig.json': '{ "compilerOptions": { "target": "ES2022" } }' });
    assert.equal(await codeOf(await harness().openSession('src/a.ts', code), 'f', 'f()'), 'NaN');
  });

  it('the text it is given, with its counters', async () => {
    const file = 'export const f = (a: boolean) => a ? 1 : 2;';
    const code =
      '__agenticQePoints[0]++;export const f = (a: boolean) => a ? (__agenticQePoints[1]++, 10) : (__agenticQePoints[2]++, 20);';
    const result = await harness().open('src/a.ts', file, { request: { code, pointCount: 3 } });
    assert.ok(result.status === 'opened');
    assert.deepEqual(result.loadedPoints, [0]);
    const signal = new AbortController().signal;
    const points: (readonly number[])[] = [];
    const scenario = (id: string, expression: string) => ({
      id,
      subject: 'f',
      bindings: { f: 'f' },
      steps: [{ expression, role: 'act' as const }],
    });
    for await (const seen of result.session.execute(
      [scenario('a', 'f(true)'), scenario('b', 'f(false)')],
      signal,
    )) {
      points.push(seen.status === 'observed' ? seen.points : []);
    }
    assert.deepEqual(points, [[1], [2]]);
  });

  it('and lists what it really exports', async () => {
    const result = await harness().open(
      'src/a.ts',
      `class Base { shared(): void {} }
export class Store extends Base { #n = 0; get size() { return this.#n; } add(): void {} _hidden(): void {} static make() {} }
export const store = new Store();
export const api = { get: () => 1, post() {}, version: 1 };
export const limit = 3;
export type Gone = string;
export function Old(this: { n: number }) { this.n = 1; }
Old.prototype.grow = function () {};
export default async function main() {}`,
    );
    assert.ok(result.status === 'opened');
    const byName = Object.fromEntries(
      result.exports.map(({ name, kind, members, statics }) => [
        name,
        [kind, ...[...members, ...statics].map((member) => member.name)],
      ]),
    );
    assert.deepEqual(byName, {
      Store: ['class', 'add', 'shared'],
      store: ['instance'],
      api: ['object', 'get', 'post'],
      limit: ['value'],
      Old: ['class', 'grow'],
      default: ['function'],
    });
  });

  it('and tells which classes can be called without new', async () => {
    const result = await harness().open(
      'src/a.js',
      `class Strict { add() {} }
function Lenient() { if (!(this instanceof Lenient)) return new Lenient(); }
function Careless() { this.n = 1; }
for (const old of [Lenient, Careless]) old.prototype.grow = function () {};
module.exports = { Strict, Lenient, Careless, Proxied: new Proxy(Strict, { apply: (target) => new target() }) };`,
    );
    assert.ok(result.status === 'opened');
    const lenient = result.exports.filter(({ worksWithoutNew }) => worksWithoutNew);
    assert.deepEqual(
      lenient.map(({ name }) => name),
      ['Lenient', 'Proxied'],
    );
  });
});
