import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { jsonProblemOf } from '../../../../src/core/memory/jsonValue';

describe('jsonProblemOf', () => {
  const sound: [string, unknown][] = [
    ['texts, numbers, booleans and null', { list: ['a', '', 0, -1.5, true, false, null] }],
    ['what is nested a hundred deep', nested(100)],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
    ['an object of another realm', runInNewContext('({ list: [1, { a: 2 }] })')],
    ['the same object in two places', ((shared) => [shared, { shared }])({ a: 1 })],
    ['properties that are undefined', { a: undefined }],
  ];
  for (const [what, value] of sound) {
    it(`finds none in ${what}`, () => {
      assert.equal(jsonProblemOf(value), undefined);
    });
  }

  class Point {
    readonly x = 1;
  }
  const holdingItself: unknown[] = [];
  holdingItself.push({ list: holdingItself });
  const unsound: [unknown, RegExp][] = [
    [undefined, /^the value is undefined$/],
    [() => 1, /^the value is a function$/],
    [10n, /^the value is a bigint$/],
    [Symbol('a'), /^the value is a symbol$/],
    [Number.NaN, /^the value is NaN$/],
    [Number.POSITIVE_INFINITY, /^the value is Infinity$/],
    [new Date(0), /^the value is a Date$/],
    [new Map(), /^the value is a Map$/],
    [new Point(), /^the value is a Point$/],
    [{ items: [{}, { at: new Date(0) }] }, /^items\[1\]\.at is a Date$/],
    [[1, undefined], /^the value\[1\] is undefined$/],
    [new Array(1), /^the value\[0\] is undefined$/],
    [{ toJSON: () => 'x' }, /^toJSON is a function$/],
    [holdingItself, /is nested more than 100 deep, or holds itself$/],
    [nested(101), /is nested more than 100 deep, or holds itself$/],
  ];
  for (const [value, problem] of unsound) {
    it(`says ${problem.source}`, () => {
      assert.match(jsonProblemOf(value) ?? '', problem);
    });
  }
});

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = { a: value };
  return value;
}
