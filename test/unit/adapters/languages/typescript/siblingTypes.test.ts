import assert from 'node:assert/strict';
import { functionNamed, inspectSource, parametersText } from '../../../../support/inspectedSource';

async function readParameters(
  source: string,
  siblings: Readonly<Record<string, string>>,
  path?: string,
): Promise<string> {
  const { model } = await inspectSource(source, { siblings, ...(path !== undefined && { path }) });
  return parametersText(functionNamed(model, 'f').parameters);
}

describe('types from sibling files', () => {
  it('follows a specifier with the extension .js to the .ts file', async () => {
    const source = `import type { Item } from '../lib/item.js'; export function f(a: Item) {}`;
    assert.equal(
      await readParameters(source, { 'lib/item.ts': 'export interface Item { sku: string }' }),
      'a: { sku: string }',
    );
  });

  it('finds index files and other extensions', async () => {
    const source = `import { A } from './a'; import { B } from './b'; export function f(a: A, b: B) {}`;
    const siblings = { 'src/a/index.ts': 'export type A = 1', 'src/b.mts': "export type B = 'b'" };
    assert.equal(await readParameters(source, siblings), "a: 1, b: 'b'");
  });

  it('follows renamed imports, re-exports, export stars and default exports', async () => {
    const source = `import Main, { A as Alias, Deep } from './barrel'; export function f(a: Alias, b: Deep, c: Main) {}`;
    const siblings = {
      'src/barrel.ts': `export { Inner as A } from './inner'; export * from './deep'; export { Inner as default } from './inner';`,
      'src/inner.ts': 'interface Inner { x: number }; export { Inner };',
      'src/deep.ts': `import { Inner } from './inner'; export interface Deep extends Inner { y: string }`,
    };
    assert.equal(
      await readParameters(source, siblings),
      'a: { x: number }, b: { x: number; y: string }, c: { x: number }',
    );
  });

  it('reads namespace imports and import types', async () => {
    const source = `import * as types from './types'; export function f(a: types.Item, b: import('./types').Item) {}`;
    const siblings = { 'src/types.ts': 'export type Item = { id: number }' };
    assert.equal(await readParameters(source, siblings), 'a: { id: number }, b: { id: number }');
  });

  it('gives enums of other files by value and their classes as objects', async () => {
    const source = `import { Level, Money } from './money'; export function f(a: Level, b: Money) {}`;
    const siblings = {
      'src/money.ts':
        "export enum Level { Low = 'low', High = 'high' } export class Money { constructor(readonly cents: number) {} }",
    };
    assert.equal(await readParameters(source, siblings), "a: 'low' | 'high', b: { cents: number }");
  });

  it('survives files that import each other', async () => {
    const source = `import type { B } from './b'; export interface A { b?: B } export function f(a: A) {}`;
    const siblings = {
      'src/b.ts': `import type { A } from './unit'; export interface B { a?: A; n: number }`,
      'src/unit.ts': source,
    };
    assert.match(await readParameters(source, siblings), /^a: \{ b\?: \{ a\?: .*n: number \} \}$/);
  });

  it('goes only so deep', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `T${index}`);
    const chain = names.map((name, index) => `interface ${name} { next: T${index + 1} }`).join('\n');
    const depth =
      (await readParameters(`${chain}\nexport function f(a: T0) {}`, {})).split('next').length - 1;
    assert.ok(depth > 5 && depth < 12, String(depth));
  });

  it('says unknown for missing files and for what lies outside of the workspace', async () => {
    const source = `import { A } from './gone'; import { B } from '../../../outside'; import { C } from 'package'; export function f(a: A, b: B, c: C) {}`;
    assert.equal(await readParameters(source, {}), 'a: unknown, b: unknown, c: unknown');
  });

  it('does not read siblings that no type needs', async () => {
    const { reads } = await inspectSource(
      `import { run } from './heavy'; export function f(a: string) { return run(a); }`,
    );
    assert.deepEqual(
      reads.filter((path) => !/readme/i.test(path)),
      [],
    );
  });

  it('reads JSDoc types of required JavaScript files', async () => {
    const source = `/** @param {import('./types').Options} options */\nexports.f = function (options) {};`;
    const siblings = { 'src/types.js': '/** @typedef {{ depth: number }} Options */\nmodule.exports = {};' };
    assert.equal(await readParameters(source, siblings, 'src/unit.js'), 'options: { depth: number }');
  });
});
