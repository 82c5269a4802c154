import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { observeValue } from '../../src/adapters/sandbox/worker/observeValue';

const options = { maxDepth: 6, maxCodeLength: 600, isAuthored: () => true, classNames: new Map() };

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '\\',
      '\n',
      '\r',
      '\u2028',
      '`',
      '$',
      '{',
      '\u0000',
      '\ud800',
      '\udc00',
      '\u200b',
    ),
  }),
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.boolean(),
  fc.constantFrom(null, undefined, Symbol.iterator, Symbol.for("a'b")),
  // Node.js finds no two invalid dates equal; they have an example of their own.
  fc.date({ noInvalidDate: true }),
  fc.constantFrom(/a\/b[/]\n/giu, /(?:)/, /\//, /\n/),
  fc.uint8Array({ maxLength: 9 }),
  fc.float64Array({ maxLength: 5 }),
  fc.bigInt64Array({ maxLength: 3 }),
  fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
  fc.string().map((message) => new TypeError(message)),
);
const key = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'class', '1', '-1', 'a-b', '$a', "'"),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'value' },
    leaf,
    fc.array(tie('value'), { maxLength: 4, depthIdentifier: 'value' }),
    fc.sparseArray(tie('value'), { maxLength: 5, maxNumElements: 3, depthIdentifier: 'value' }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: false, depthIdentifier: 'value' }),
    fc
      .array(fc.tuple(tie('value'), tie('value')), { maxLength: 3, depthIdentifier: 'value' })
      .map((entries) => new Map(entries)),
    fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'value' }).map((items) => new Set(items)),
  ),
}));

describe('observeValue', () => {
  it('writes an expression for an equal value, or says why there is none', () => {
    let expressed = 0;
    fc.assert(
      fc.property(value, (original) => {
        const observed = observeValue(original, options);
        if (observed.kind === 'inexpressible') {
          assert.match(observed.reason, /^is (longer than 600 characters|nested deeper than 6 levels)$/);
          return;
        }
        assert.ok(observed.kind === 'expressible');
        assert.ok(observed.code.length <= 600);
        assert.doesNotMatch(observed.code, /[\n\r\u2028\u2029]/);
        const copy: unknown = runInThisContext(`"use strict"; (${observed.code})`);
        assert.deepStrictEqual(copy, original);
        if (observed.isPrimitive) assert.ok(Object.is(copy, original));
        expressed++;
      }),
      { numRuns: 2000 },
    );
    assert.ok(expressed > 1000, `only ${expressed} of 2000 values were expressed`);
  });

  it('writes an expression for an invalid date', () => {
    const observed = observeValue([new Date(Number.NaN)], options);
    assert.ok(observed.kind === 'expressible');
    assert.equal(String(runInThisContext(`(${observed.code})`)), 'Invalid Date');
  });

  it('never throws, whatever the value is', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBoxedValues: true, withSparseArray: true, withBigInt: true }),
        (original) => {
          const observed = observeValue(original, options);
          if (observed.kind !== 'expressible') return;
          assert.deepStrictEqual(runInThisContext(`(${observed.code})`), original);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
