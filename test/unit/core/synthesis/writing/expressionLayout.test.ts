import assert from 'node:assert/strict';
import { layOutExpression } from '../../../../../src/core/synthesis/writing/expressionLayout';

describe('layOutExpression', () => {
  const room = { width: 40, indent: '  ' };

  it('leaves alone what fits', () => {
    assert.equal(layOutExpression('add(1, 2)', 0, room), 'add(1, 2)');
  });

  it('keeps the brackets of a call around its only large argument', () => {
    assert.equal(
      layOutExpression("cart.add({ sku: 'SKU-1', quantity: 3, price: 25 })", 0, room),
      ['cart.add({', "  sku: 'SKU-1',", '  quantity: 3,', '  price: 25,', '})'].join('\n'),
    );
  });

  it('breaks one argument a line where several are large', () => {
    assert.equal(
      layOutExpression('merge({ cents: 1250, x: 1 }, { cents: 399, x: 2 })', 0, room),
      ['merge(', '  { cents: 1250, x: 1 },', '  { cents: 399, x: 2 },', ')'].join('\n'),
    );
  });

  it('leaves function bodies alone and indents the lines they have', () => {
    const code = 'retry(async () => {\n  throw failure;\n})';
    assert.equal(
      layOutExpression(code, 0, { width: 10, indent: '\t' }),
      'retry(async () => {\n\tthrow failure;\n})',
    );
  });

  it('gives up where there is nothing to break', () => {
    const text = `'${'x'.repeat(60)}'`;
    assert.equal(layOutExpression(text, 0, room), text);
  });
});
