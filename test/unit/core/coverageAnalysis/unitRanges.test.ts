import assert from 'node:assert/strict';
import { unitAt, unitRanges } from '../../../../src/core/coverageAnalysis/unitRanges';
import { inspectSource } from '../../../support/inspectedSource';

/** Units of a text as `name start-end`, read by the adapter that reads them in the product. */
async function rangesIn(
  lines: readonly string[],
  options?: Parameters<typeof inspectSource>[1],
): Promise<readonly string[]> {
  const source = lines.join('\n');
  const { model } = await inspectSource(source, options);
  return unitRanges(model, source).map(({ name, range }) => `${name} ${range.startLine}-${range.endLine}`);
}

describe('unitRanges', () => {
  it('has the exported functions, classes and their methods', async () => {
    const lines = [
      'export function f() {',
      '  return 1;',
      '}',
      'export class Cart {',
      '  add() {}',
      '  get total() { return 1; }',
      '}',
      'function hidden() {}',
    ];
    assert.deepEqual(await rangesIn(lines), ['f 1-3', 'Cart 4-7', 'Cart.add 5-5']);
  });

  it('leaves inherited methods to the class that has them', async () => {
    const siblings = { 'src/base.ts': '\n\nexport class Base {\n  save() {\n  }\n}' };
    const lines = [
      "import { Base } from './base';",
      'export class Cart extends Base {',
      '  add() {}',
      '  saveAll() {',
      '  }',
      '}',
    ];
    assert.deepEqual(await rangesIn(lines, { siblings }), ['Cart 2-6', 'Cart.add 3-3', 'Cart.saveAll 4-5']);
  });

  it('has methods with decorators', async () => {
    const lines = ['export class Cart {', '  @log', "  @get('/') add() {", '  }', '}'];
    assert.deepEqual(await rangesIn(lines), ['Cart 1-5', 'Cart.add 2-4']);
  });

  it('has methods that are put on a prototype', async () => {
    const lines = [
      'function Cart() {',
      '}',
      'Cart.prototype.add = function () {',
      '};',
      'exports.Cart = Cart;',
    ];
    assert.deepEqual(await rangesIn(lines, { path: 'src/cart.js' }), ['Cart 1-2', 'Cart.add 3-4']);
  });
});

describe('unitAt', () => {
  const units = [
    { name: 'Cart', range: { startLine: 2, endLine: 9 } },
    { name: 'Cart.add', range: { startLine: 4, endLine: 5 } },
    { name: 'oneLine', range: { startLine: 11, endLine: 11 } },
  ];
  for (const [line, name] of [
    [1, '(module)'],
    [2, 'Cart'],
    [4, 'Cart.add'],
    [5, 'Cart.add'],
    [6, 'Cart'],
    [9, 'Cart'],
    [10, '(module)'],
    [11, 'oneLine'],
  ] as const) {
    it(`is ${name} on line ${line}`, () => assert.equal(unitAt(line, units), name));
  }
});
