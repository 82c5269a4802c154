import assert from 'node:assert/strict';
import vm from 'node:vm';
import { transform } from 'sucrase';
import ts from 'typescript';
import { pointsKey } from '../../../../../../src/core/testing/languageAdapter';
import { guideNames } from '../../../../../../src/core/testing/searchGuides';
import { inspectSource } from '../../../../../support/inspectedSource';

interface Execution {
  /** What the snippet logged, and what it threw. */
  readonly log: readonly unknown[];
  readonly hits: readonly number[];
}

type Transpile = (code: string) => string;

const bySucrase: Transpile = (code) =>
  transform(code, { transforms: ['typescript', 'imports', 'jsx'], production: true }).code;
const byTypeScript: Transpile = (code) =>
  ts.transpileModule(code, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.React,
      experimentalDecorators: true,
    },
  }).outputText;

async function execute(
  code: string,
  pointCount: number,
  transpile: Transpile | undefined,
): Promise<Execution> {
  const log: unknown[] = [];
  const points = new Uint32Array(pointCount);
  const React = { createElement: (...parts: unknown[]) => parts };
  const context = vm.createContext({
    log: (...values: unknown[]) => log.push(...values),
    [pointsKey]: points,
    [guideNames.left]: (_site: number, value: unknown) => value,
    [guideNames.right]: (_site: number, _operator: string, value: unknown) => value,
    [guideNames.truth]: (_site: number, value: unknown) => value,
    [guideNames.round]: () => {},
    exports: {},
    React,
  });
  try {
    vm.runInContext(transpile ? transpile(code) : code, context);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  } catch (error) {
    log.push(`thrown ${String(error)}`);
  }
  // Through JSON: values of another realm are never strictly equal.
  return { log: JSON.parse(JSON.stringify(log)) as unknown[], hits: [...points] };
}

const javaScript: Readonly<Record<string, string>> = {
  'if and else in every form': `
    function f(a) { if (a > 1) if (a > 2) log('big'); else log('middle'); else if (a) { log('one') } else { log('none') }
      if (a) log('yes')
      if (!a) ; else log('truthy') }
    [0, 1, 2, 3].forEach(f)`,
  'dangling else keeps its if':
    'const f = (a, b) => { if (a) for (;;) { if (b) break; else return "inner" } return "end" }; log(f(1, 1), f(1, 0), f(0, 0))',
  'loops without braces':
    'let s = 0; for (let i = 0, n = 3; i < n; i++) s += i; for (const k in { a: 1, b: 2 }) s += k; for (const v of [1, 2]) s += v; let w = 3; while (w--) s += w; do s += "!"; while (w++ < 0); log(s)',
  'labels and continue':
    'let out = ""; outer: for (let i = 0; i < 3; i++) { inner: for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; out += i + ":" + j + " " } } block: { if (out) break block; out = "never" } log(out)',
  'switch with fall through':
    'const f = (x) => { switch (x) { case 1: case 2: return "low"; case 3: { x += 1 } default: x += 10; case 5: x++ } return x }; log([1, 2, 3, 4, 5].map(f))',
  'logical operands and precedence':
    'const f = (a, b, c) => a && b || c && !(a ?? b) || (a, b) ? a || b : (b ?? c); log([0, 1, null].flatMap((a) => [0, 2].flatMap((b) => [0, 3].map((c) => f(a, b, c)))))',
  'line breaks instead of semicolons': `
    let a = 1
    let b = a
    ;[1].forEach((v) => log(v))
    const f = () => {}
    ;(() => log('iife'))()
    const g = (x) => x
    const many = 1, arrow = () => {}
    (log)
    var c = a
    ++b
    log(b, typeof arrow)`,
  'an arrow function that a line break ends':
    "let x = 1, f = () => {}\nlog('next')\nlet g = (y) => () => {}\n;[1, 2].map((v) => log(v))",
  'a field that a line break ends':
    "class A { x = () => {}\n['y']() { return 2 } z = 1;*g() { yield 3 }\nstatic w = () => {}\n}\nconst a = new A(); log(a.y(), typeof a.x, [...a.g()], typeof A.w)",
  'return, throw and continue end at line breaks':
    "function f() { return\n1 }\nfunction g() { for (const i of [1, 2]) { if (i === 1) continue\nlog(i) } }\nlog(f()); g(); try { throw 'x'\n} catch { log('caught') }",
  'names of functions': `
    const a = () => {}, b = function () {}, c = class {}, d = (function () {}), e = function own() {}; let g = async () => {};
    const { h = () => {} } = {}; const f = (p = () => {}) => p.name;
    class K { field = () => {}; static s = function () {}; #p = () => {}; 'quoted name' = () => {}; p() { return this.#p.name } }
    const k = new K(); const i = true ? () => {} : 0; const j = 0 || (() => {})
    log([a, b, c, d, e, g, h, k.field, K.s, k['quoted name'], i, j].map((x) => x.name), f(), k.p())`,
  'arrow functions with expressions':
    'const o = () => ({ a: 1 }); const n = (a) => (b) => a + b; const v = () => void 0; const l = () => []; log(o(), n(1)(2), v(), l())',
  'this, super and fields in classes': `
    class A { constructor(x) { this.x = x } get y() { return this.x } static make(...r) { return new this(...r) } }
    class B extends A { f = this.x * 2; static n = 1; static { B.n++ } constructor(x = 5) { const z = x; super(z); log(this.f) } m() { return super.y || 'none' } }
    log(B.make().m(), B.make(0).m(), B.n)`,
  'generators and async': `
    function* g(a) { const x = yield a || 1; yield* [x ?? 2]; return x ? (yield 9) : 3 }
    const i = g(); log(i.next(), i.next(), i.next(), i.next())
    const wait = async (v) => { const r = await v; try { return r && await Promise.reject(new Error('no')) } catch (e) { return e.message } finally { log('finally') } }
    wait(1).then(log); wait(0).then(log); (async () => { for await (const v of [1, 2]) log(v) })()`,
  'optional chaining':
    "const o = { a: { f() { return this.v }, v: 7 } }; log(o?.a?.f(), o.b?.c.d, (o.a?.f)(), delete o?.a?.v, o?.['a'].v ?? 'gone')",
  'default values':
    'function f(a = 1, { b = a + 1, c: [d = 3] = [] } = {}, ...r) { return [a, b, d, r] } log(f(), f(5, { b: 6, c: [7] }, 8), f.length)',
  directives:
    "'use strict'\nfunction f() { 'use strict'; return this === undefined }\nfunction g() { return (function () { return this })() === undefined }\nlog(f(), g())",
  'sloppy mode':
    'if (true) function h() { return 1 }\nvar undeclared = typeof nothing; with ({ z: 3 }) log(z); log(h(), undeclared)',
  'comma, in, instanceof and void':
    "for (var i = 0, j = ('a' in { a: 1 }) ? 2 : 3; i < j; i++, j--) log(i, j); log(void 0, [] instanceof Array && 'yes', (1, 2))",
  'spread, templates and tags': `const t = (s, ...v) => s.raw.join('|') + v; log(t\`a\${1 || 2}b\${0 ? 1 : 2}\`, [...(0 ? [1] : [2, 3])], { ...(null ?? { a: 1 }) })`,
  'comments in odd places':
    "const a = /* one */ 1 /* two */; // three\nif (a /* four */) /* five */ log('x') // six\nelse /* seven */ log('y')\nconst f = (x) => // eight\n  x || // nine\n  2 // ten\nlog(f(0))",
  'errors keep their way':
    "function f(n) { if (n < 0) throw new RangeError('negative'); return n && f(n - 1) } try { log(f(2)); f(-1) } catch ({ name, message }) { log(name, message) } finally { log('done') }",
  'getters, setters and computed names':
    "const k = 'x' || 'y'; const o = { get [k]() { return this._v || 1 }, set [k](v) { this._v = v }, async *gen() { yield 1 }, [k + 1]: () => 2 }; o.x = 5; log(o.x, o.x1())",
  'assignments by logic and destructuring':
    'let a = null, b; a ??= 5; b ||= a && 2; [a = 1, b = 2] = [undefined, b]; ({ a, c: b = a || 9 } = { a: 3 }); log(a, b)',
  'empty things':
    'function f() {} ; ;; class C {} for (let i = 0; i < 2; i++); while (false); log(f(), (() => {})(), typeof C)',
  'comparisons, searches and properties by name': `
    const table = { a: [1, 2], 'b c': () => 5, D: class { constructor(x) { this.x = x } static make() { return 'made' } }, n: { o: { p: 3 } } }
    const key = 'b c', none = null, words = ['a', 'b']; let i = 0
    log(table[key](), new table['D'.slice(0)](4).x, new (table['D'])(6).x, table['D'.trim()].make(), none?.x.includes(key), none?.[key], table?.n['o'.trim()]?.p)
    log(words.includes('a') && 'yes', 'abc'.startsWith('ab') === true, /b/.test(key) !== false, 'a' in table, words.indexOf('c') < 0 == true, !words[i++])
    table[key] = 2; delete table[key]; table['z'.trim()] ??= 1; table['z'.trim()]++; [table['y'.trim()]] = [7]; ({ q: table['x'.trim()] } = { q: 8 }); log(table, i)
    const o = { m() { return this.v }, v: 9 }; const name = 'm'; log(o[name](), (o[name])?.(), super_(o))
    function super_(x) { return { __proto__: x, r(k) { return super[k]() } }.r('m') }
    class P { #a = 1; has(x) { return #a in x && x.#a === 1 } } log(new P().has(new P()), typeof key === 'string', typeof missing == 'undefined')
    for (const x of words) if (x >= 'b' || x.length <= 0) log(x); while (i-- > 0); do { i += 2 } while (i < 3)
    switch (key.length) { case words.length + 1: log('three'); break; case (log('asked'), 9): default: log('other') }`,
  'a constructor called with the result of logic':
    'const O = null; const v = new (O || Date)(0); log(v.getTime(), (0, eval)("1 + 1"))',
};

const typeScript: Readonly<Record<string, string>> = {
  'types, casts and overloads': `
    type A = 'x' | 'y'; interface B { a: A; f(): void }
    function f(a: string): string; function f(a: number): number; function f(a: any): any { return a as unknown }
    const g = <T,>(a: T): T => a!; const h = ((a: number) => a) as (a: number) => number; const s = { a: 1 } satisfies object
    declare const nothing: number; declare function ambient(): void; declare module 'x' { const y: number }
    let late!: string; log(f('q'), g(3), h.name, s, g<string>('z'))`,
  'enums and namespaces': `
    enum Level { Low, High = 1 << 2, Name = 'n' as any } const enum Fixed { One = 1 }
    log(Level.High, Level[0], Fixed.One, Level.Low || 'zero')`,
  'parameter properties and abstract classes': `
    abstract class Base { protected abstract area(): number; constructor(readonly name: string = 'base', private n = 2) {} twice(): number { return this.area() * this.n } }
    class Square extends Base { side = 3; #hidden?: string; declare other: number; static readonly unit: string = 'cm'; constructor() { super('square'); log(this.name) } protected override area(): number { return this.side ** 2 } }
    log(new Square().twice(), Square.unit)`,
  'a constructor with code before super': `
    class A { constructor(public x: number) {} }
    class B extends A { constructor(public y: number) { super(y || 1); log(this.x, this.y) } }
    new B(0); new B(4)`,
  'index access without checks and generics': `
    const table: Record<string, number> = { a: 1 }; function pick<K extends keyof typeof table>(k: K, fallback: number = 0): number { return table[k]! ?? fallback }
    log(pick('a'), pick('b'), pick('c', 5))`,
  JSX: "const List = (p: { items?: string[] }) => <ul id={p.items ? 'some' : 'none'}>{p.items?.map((i) => <li key={i}>{i || 'empty'}</li>) ?? <p>no</p>} text</ul>; log(List({}), List({ items: ['a', ''] }))",
};

const modules: Readonly<Record<string, string>> = {
  'imports and exports stay at the top level':
    "import type { X } from './x'; export const a = 1; export default (a || 2) as number; export { a as b }; export type Y = X; export function f() { return a ? 1 : 2 } log(f())",
  decorators:
    'function d(c: any, k?: any) { log(typeof c, k) } @d class A { @d m(a = 1) { return a } } log(new A().m())',
};

describe('instrumentSource', () => {
  for (const [title, source] of Object.entries(javaScript)) {
    it(`does the same: ${title}`, () => assertSameBehaviour(source, 'unit.js', undefined));
  }
  for (const [title, source] of Object.entries(typeScript)) {
    it(`does the same in TypeScript, by sucrase: ${title}`, () =>
      assertSameBehaviour(source, 'unit.tsx', bySucrase));
    it(`does the same in TypeScript, by tsc: ${title}`, () =>
      assertSameBehaviour(source, 'unit.tsx', byTypeScript));
  }
  for (const [title, source] of Object.entries(modules)) {
    it(`does the same in modules: ${title}`, () => assertSameBehaviour(source, 'unit.ts', byTypeScript));
  }

  it('runs namespaces', () =>
    assertSameBehaviour(
      'namespace N { export const a = 1 || 2; export function f() { return a ? 1 : 0 } } log(N.f())',
      'unit.ts',
      byTypeScript,
    ));

  it('keeps a hashbang and directives first', async () => {
    const { instrumented } = await inspectSource("#!/usr/bin/env node\n'use strict';\nrun();", {
      path: 'a.js',
    });
    assert.deepEqual(instrumented.code.split('\n').slice(0, 2), ['#!/usr/bin/env node', "'use strict';"]);
  });

  it('leaves files without code untouched', async () => {
    const source =
      "import './a';\nexport * from './b';\ninterface A { x: number }\nexport declare const c: number;\nenum B { X = 1 }\n";
    const { instrumented } = await inspectSource(source);
    assert.deepEqual(instrumented, { code: source, guidedCode: source, points: [] });
  });

  it('survives sums of thousands of terms', async () => {
    const sum = Array.from({ length: 5000 }, (_, index) => `'${index}'`).join(' +\n');
    const { instrumented } = await inspectSource(
      `export const text = ${sum}; export function f(a) { return a + ${sum}; }`,
      { path: 'a.js' },
    );
    assert.equal(instrumented.points.length, 2);
  });
});

describe('guides', () => {
  /** What the guides of a text are told, in order. */
  async function told(source: string): Promise<readonly unknown[][]> {
    const { instrumented } = await inspectSource(source, { path: 'a.js' });
    const calls: unknown[][] = [];
    const context = vm.createContext({
      [pointsKey]: new Uint32Array(instrumented.points.length),
      [guideNames.left]: (site: number, value: unknown) => {
        calls.push(['left', site, value]);
        return value;
      },
      [guideNames.right]: (site: number, operator: string, value: unknown, leftSite?: number) => {
        calls.push(['right', site, operator, value, ...(leftSite === undefined ? [] : [leftSite])]);
        return value;
      },
      [guideNames.truth]: (site: number, value: unknown) => {
        calls.push(['truth', site, value]);
        return value;
      },
      [guideNames.round]: () => calls.push(['round']),
    });
    vm.runInContext(instrumented.guidedCode, context);
    return JSON.parse(JSON.stringify(calls)) as unknown[][];
  }

  it('tell both operands of a comparison', async () => {
    assert.deepEqual(await told('const x = 4; x < 5;'), [
      ['left', 0, 4],
      ['right', 0, '<', 5],
    ]);
  });

  it('tell what a switch compares its value with', async () => {
    assert.deepEqual(await told("switch ('b'.trim()) { case 'a': break; case 'b': break; case 'c': }"), [
      ['left', 0, 'b'],
      ['right', 1, '===', 'a', 0],
      ['right', 2, '===', 'b', 0],
    ]);
  });

  it('tell what is looked for, and where', async () => {
    assert.deepEqual(
      await told("const text = 'abc'; text.startsWith('x'); const t = { k: 1 }, w = 'k'; t[w];"),
      [
        ['left', 0, 'abc'],
        ['right', 0, 'startsWith', 'x'],
        ['left', 1, { k: 1 }],
        ['right', 1, 'property', 'k'],
      ],
    );
  });

  it('tell conditions, types that are asked for and rounds of loops, but not indexes', async () => {
    const source =
      "let n = 2; const list = [1]; while (n) n--; if (typeof n === 'object') n; for (const i of [0]) list[i]; n || list;";
    assert.deepEqual(await told(source), [
      ['truth', 0, 2],
      ['round'],
      ['truth', 0, 1],
      ['round'],
      ['truth', 0, 0],
      ['left', 1, 'number'],
      ['right', 1, '===', 'object'],
      ['round'],
      ['truth', 2, 0],
    ]);
  });
});

describe('counters', () => {
  /** Kind and line of the points that were hit and not hit, in order. */
  async function hitsOf(source: string): Promise<{ hit: string[]; missed: string[] }> {
    const { instrumented } = await inspectSource(source, { path: 'a.js' });
    const { hits } = await execute(instrumented.code, instrumented.points.length, undefined);
    const label = (index: number): string =>
      `${instrumented.points[index]?.kind} ${instrumented.points[index]?.line}`;
    const indexes = hits.map((_, index) => index);
    return {
      hit: indexes.filter((index) => hits[index]).map(label),
      missed: indexes.filter((index) => !hits[index]).map(label),
    };
  }

  it('counts statements that ran', async () => {
    const { hit, missed } = await hitsOf(
      'function f() {\n  log(1);\n  return 2;\n}\nconst a = 1,\n  b = f();\nfunction g() {\n  log(3);\n}',
    );
    assert.deepEqual(hit, ['statement 2', 'statement 3', 'statement 5', 'statement 6']);
    assert.deepEqual(missed, ['statement 8']);
  });

  it('counts both sides of an if, a missing else too', async () => {
    assert.deepEqual(await hitsOf('if (1)\n  log(1);\nif (0) {\n  log(2);\n} else\n  log(3);'), {
      hit: ['statement 1', 'branch 2', 'statement 2', 'statement 3', 'branch 6', 'statement 6'],
      missed: ['branch 1', 'branch 3', 'statement 4'],
    });
  });

  it('counts conditional, logical, default and case paths', async () => {
    assert.deepEqual((await hitsOf('const a = 1 ?\n 2 :\n 3;')).missed, ['branch 3']);
    assert.deepEqual((await hitsOf('const a = 0 &&\n 1 ||\n (2 ??\n 3);')).missed, ['branch 2', 'branch 4']);
    assert.deepEqual((await hitsOf('const f = (\n a = 1,\n { b = 2 } = {}\n) => a;\nf(1);')).missed, [
      'branch 2',
    ]);
    assert.deepEqual((await hitsOf('switch (2) {\n case 1:\n case 2:\n  break;\n default:\n}')).missed, [
      'branch 2',
      'branch 5',
    ]);
  });

  it('counts arrow expressions and field initialisers', async () => {
    assert.deepEqual(
      (await hitsOf('const f = () =>\n 1;\nclass A {\n a = 1;\n b = () =>\n  2;\n}\nnew A();')).missed,
      ['statement 2', 'statement 6'],
    );
  });
});

async function assertSameBehaviour(
  source: string,
  path: string,
  transpile: Transpile | undefined,
): Promise<void> {
  const { instrumented } = await inspectSource(source, { path });
  const expected = await execute(source, 0, transpile);
  assert.ok(expected.log.length > 0, 'the snippet shows nothing');
  assert.ok(!expected.log.some((value) => /SyntaxError/.test(String(value))), String(expected.log));
  const { code, guidedCode, points } = instrumented;
  const counted = await execute(code, points.length, transpile);
  const guided = await execute(guidedCode, points.length, transpile);
  for (const [text, actual] of [[code, counted] as const, [guidedCode, guided] as const]) {
    assert.equal(text.split('\n').length, source.split('\n').length);
    assert.deepEqual(actual.log, expected.log);
  }
  assert.ok(counted.hits.some((hit) => hit > 0));
  assert.deepEqual(guided.hits, counted.hits);
}
