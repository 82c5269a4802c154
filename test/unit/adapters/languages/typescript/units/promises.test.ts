import assert from 'node:assert/strict';
import type { ClassUnit, FunctionUnit, MethodModel } from '../../../../../../src/core/synthesis/moduleModel';
import {
  classNamed,
  functionNamed,
  inspectSource,
  parametersText,
} from '../../../../../support/inspectedSource';

async function functionIn(source: string, path?: string): Promise<FunctionUnit> {
  const { model } = await inspectSource(source, path === undefined ? {} : { path });
  return functionNamed(model, model.units[0]?.exportName ?? '');
}

async function classIn(source: string, path?: string): Promise<ClassUnit> {
  const { model } = await inspectSource(source, path === undefined ? {} : { path });
  return classNamed(model, model.units[0]?.exportName ?? '');
}

function shapeText({ returns }: Pick<FunctionUnit | MethodModel, 'returns'>): string | undefined {
  return (
    returns && parametersText([{ name: 'it', shape: returns, isOptional: false, isRest: false }]).slice(4)
  );
}

describe('what units say of themselves', () => {
  describe('documentation', () => {
    const functions: Readonly<Record<string, string | undefined>> = {
      '/** Adds up. */\nexport function add() {}': 'Adds up.',
      '/**\n * Adds up.\n *\n *   add(1, 2) // 3\n * @returns {number} the sum\n */\nexport const add = () => 1;':
        'Adds up.\n\n  add(1, 2) // 3\n@returns {number} the sum',
      '/**\r\n * Adds\r\n * up.\r\n */\r\nexport default function () {}': 'Adds\nup.',
      '// Adds up,\n// fast.\nexport function add() {}': 'Adds up,\nfast.',
      '// A file about sums.\n\n// Adds up.\nexport function add() {}': 'Adds up.',
      '// eslint-disable-next-line complexity\nexport function add() {}': undefined,
      '// A file about sums.\n\nexport function add() {}': undefined,
      '/** A file about sums. */\n\n/** Adds up. */\nexport function add() {}': 'Adds up.',
      '/** Adds up. */\nexport function add(a: number): number;\nexport function add(a: string): string;\nexport function add(a: any) { return a; }':
        'Adds up.',
      '/***/ export function add() {}': undefined,
      'export function add() { /** Inside. */ }': undefined,
    };
    for (const [source, expected] of Object.entries(functions)) {
      it(`of ${JSON.stringify(source)}`, async () =>
        assert.equal((await functionIn(source)).documentation, expected));
    }

    it('of CommonJS exports', async () => {
      const unit = await functionIn('/** Adds up. */\nexports.add = function () {};', 'src/unit.js');
      assert.equal(unit.documentation, 'Adds up.');
    });

    it('of classes and their methods', async () => {
      const unit = await classIn(`/** Holds things. */
export class Cart {
  /** Puts one in. */
  put() {}
  // Takes one out.
  take = () => 1;
  count() {}
}`);
      assert.equal(unit.documentation, 'Holds things.');
      assert.deepEqual(
        unit.methods.map(({ documentation }) => documentation),
        ['Puts one in.', 'Takes one out.', undefined],
      );
    });

    it('of objects of functions and old-style classes', async () => {
      const tools = await classIn(
        '/** Tools. */\nexport const tools = {\n  /** Adds up. */\n  add() {},\n};',
      );
      assert.deepEqual([tools.documentation, tools.methods[0]?.documentation], ['Tools.', 'Adds up.']);
      const cart = await classIn(
        '/** Holds things. */\nfunction Cart() {}\n/** Puts one in. */\nCart.prototype.put = function () {};\nmodule.exports = Cart;',
        'src/unit.js',
      );
      assert.deepEqual(
        [cart.documentation, cart.methods[0]?.documentation],
        ['Holds things.', 'Puts one in.'],
      );
    });
  });

  describe('declared results', () => {
    const results: Readonly<Record<string, string | undefined>> = {
      'export function f(): number { return 1; }': 'number',
      'export function f(a) { return 1; }': undefined,
      'export function f(): any { return 1; }': undefined,
      'export function f(): void {}': 'undefined',
      "export const f = (a: number): 'a' | undefined => undefined;": "'a' | undefined",
      'export async function f(): Promise<string[]> { return []; }': 'Promise<Array<string>>',
      'export function f(a: unknown): a is string { return true; }': 'boolean',
      'type Make = (a: number) => string;\nexport const f: Make = (a) => `${a}`;': 'string',
      'export function f(a: number): number;\nexport function f(a: string): string;\nexport function f(a: any): any {}':
        'number | string',
      'export function f<T extends string>(a: T): T { return a; }': 'string',
      'interface Item { name: string }\nexport function f(): Item { return { name: "" }; }':
        '{ name: string }',
    };
    for (const [source, expected] of Object.entries(results)) {
      it(`of ${JSON.stringify(source)}`, async () =>
        assert.equal(shapeText(await functionIn(source)), expected));
    }

    it('by JSDoc', async () => {
      const unit = await functionIn(
        '/** @returns {number} the sum */\nexport function add() {}',
        'src/unit.js',
      );
      assert.equal(shapeText(unit), 'number');
    });

    it('of methods', async () => {
      const { methods } = await classIn('export class Cart { count(): number { return 1; } put() {} }');
      assert.deepEqual(methods.map(shapeText), ['number', undefined]);
    });
  });
});
