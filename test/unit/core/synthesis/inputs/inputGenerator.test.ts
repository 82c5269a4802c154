import assert from 'node:assert/strict';
import { createRandom } from '../../../../../src/base/random';
import { constantPoolOf } from '../../../../../src/core/synthesis/inputs/constantPool';
import { InputGenerator } from '../../../../../src/core/synthesis/inputs/inputGenerator';
import type { GeneratorScope } from '../../../../../src/core/synthesis/inputs/inputMaker';
import type { ValueShape } from '../../../../../src/core/synthesis/moduleModel';
import { aParameter } from '../../../../support/synthesisBuilders';

const text: ValueShape = { kind: 'string' };
const number: ValueShape = { kind: 'number' };

function generator(changes: Partial<GeneratorScope> = {}): InputGenerator {
  return new InputGenerator({
    pool: constantPoolOf([]),
    produced: [],
    written: [],
    staysInType: true,
    constructorOf: () => undefined,
    constructors: () => [],
    exportNameIn: () => undefined,
    ...changes,
  });
}

function codesOf(shape: ValueShape, name: string, changes: Partial<GeneratorScope> = {}): string[] {
  return generator(changes)
    .variations({ name, shape })
    .map(({ code }) => code);
}

describe('InputGenerator', () => {
  it('chooses values that fit the name', () => {
    const ordinary = (name: string, shape: ValueShape): string => generator().ordinary({ name, shape }).code;
    assert.equal(ordinary('email', text), "'ada@example.com'");
    assert.equal(ordinary('quantity', number), '3');
    assert.equal(ordinary('pricesInEuro', { kind: 'array', element: number }), '[25, 40, 10]');
    assert.equal(ordinary('isOpen', { kind: 'boolean' }), 'true');
  });

  it('gives an object its required properties only', () => {
    const shape: ValueShape = {
      kind: 'object',
      properties: [
        { name: 'sku', shape: text, isOptional: false },
        { name: 'note', shape: text, isOptional: true },
      ],
    };
    assert.equal(generator().ordinary({ name: 'line', shape }).code, "{ sku: 'SKU-1' }");
    const varied = codesOf(shape, 'line');
    assert.ok(varied.includes("{ sku: 'SKU-1', note: 'hello' }"));
    assert.ok(varied.includes("{ sku: '' }"));
  });

  it('tries boundaries, and constants with their neighbours', () => {
    const codes = codesOf(number, 'total', { pool: constantPoolOf(['50', "'x'"]) });
    for (const expected of ['0', '-1', '49', '50', '51', 'NaN', 'Infinity'])
      assert.ok(codes.includes(expected), expected);
  });

  it('keeps numbers small where they are a size', () => {
    assert.ok(!codesOf(number, 'times').some((code) => Number(code) > 1000));
  });

  it('tries texts that match the patterns of the source', () => {
    assert.ok(codesOf(text, 'value', { pool: constantPoolOf(['/^v\\d+$/']) }).includes("'v12'"));
  });

  it('tries what the module itself produced', () => {
    assert.ok(codesOf(text, 'value', { produced: ['2024-000005-9'] }).includes("'2024-000005-9'"));
  });

  it('tries every option of a union', () => {
    const shape: ValueShape = {
      kind: 'union',
      options: [{ kind: 'literal', code: "'a'" }, { kind: 'literal', code: "'b'" }, { kind: 'null' }],
    };
    assert.equal(generator().ordinary({ name: 'kind', shape }).code, "'a'");
    assert.deepEqual(codesOf(shape, 'kind'), ["'b'", 'null']);
  });

  it('leaves the type only where nobody checks types', () => {
    assert.ok(!codesOf(number, 'count').includes('null'));
    assert.ok(codesOf(number, 'count', { staysInType: false }).includes('null'));
  });

  it('makes instances of exported classes and says which export they need', () => {
    const constructorOf = () => ({
      localName: 'Money',
      exportName: 'Money',
      parameters: [aParameter('cents', number)],
    });
    const input = generator({ constructorOf }).ordinary({
      name: 'price',
      shape: { kind: 'instance', exportName: 'Money' },
    });
    assert.equal(input.code, 'new Money(1250)');
    assert.deepEqual(input.exportNames, ['Money']);
  });

  it('writes functions that fit, and ones that fail at first', () => {
    const shape: ValueShape = { kind: 'function', parameters: [], returns: number, isAsync: true };
    const inputs = generator().variations({ name: 'task', shape });
    assert.equal(generator().ordinary({ name: 'task', shape }).code, 'async () => 5');
    assert.ok(inputs.some(({ trait }) => trait?.state === 'rejects'));
    const retried = inputs.find(({ trait }) => trait?.state === 'fails twice and then succeeds');
    assert.deepEqual(
      retried?.setup.map(({ name }) => name),
      ['failures'],
    );
  });

  it('listens with a function that keeps what it got', () => {
    const shape: ValueShape = {
      kind: 'function',
      parameters: [aParameter('value', text)],
      returns: { kind: 'undefined' },
      isAsync: false,
    };
    const input = generator().ordinary({ name: 'listener', shape });
    assert.equal(input.code, '(value) => {\n  received.push(value);\n}');
    assert.deepEqual(input.setup, [{ name: 'received', code: '[]', isInspected: true }]);
  });

  it('ends for types that contain themselves', () => {
    const tree: { kind: 'object'; properties: { name: string; shape: ValueShape; isOptional: boolean }[] } = {
      kind: 'object',
      properties: [],
    };
    tree.properties.push(
      { name: 'left', shape: tree, isOptional: false },
      { name: 'right', shape: tree, isOptional: true },
    );
    assert.ok(generator().ordinary({ name: 'tree', shape: tree }).code.length < 200);
    assert.ok(codesOf(tree, 'tree').length > 0);
  });

  it('repeats random inputs for the same seed', () => {
    const shape: ValueShape = { kind: 'array', element: text };
    const draw = (): string[] => {
      const random = createRandom(7);
      const source = generator();
      return Array.from({ length: 20 }, () => source.random({ name: 'words', shape }, random).code);
    };
    assert.deepEqual(draw(), draw());
    assert.ok(new Set(draw()).size > 5);
  });
});
