import assert from 'node:assert/strict';
import { inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import { plansFromClues } from '../../../../../src/core/synthesis/search/clueSubstitution';
import type { SearchClue } from '../../../../../src/core/synthesis/trial';
import { aCallable } from '../../../../support/aCallable';

const callable = aCallable('parse');

function codesFor(clue: Omit<SearchClue, 'site'>, ...codes: readonly string[]): readonly string[] {
  const plan = { calls: [{ callable, arguments: codes.map((code) => inputOf(code)) }] };
  return plansFromClues(plan, [{ site: 0, ...clue }]).map(({ calls }) =>
    (calls[0]?.arguments ?? []).map(({ code }) => code).join(', '),
  );
}

describe('plansFromClues', () => {
  it('puts what is wanted in each place where the compared value stands, one at a time', () => {
    assert.deepEqual(codesFor({ value: '2', wanted: ['10'] }, '{ from: 2, to: 22 }', '2'), [
      '{ from: 10, to: 22 }, 2',
      '{ from: 2, to: 22 }, 10',
    ]);
  });

  it('knows a text in other quotes, and leaves names of properties alone', () => {
    assert.deepEqual(codesFor({ value: "'kind'", wanted: ["'circle'"] }, `{ 'kind': "kind", of: 'one' }`), [
      `{ 'kind': 'circle', of: 'one' }`,
    ]);
  });

  it('puts what is wanted into texts, in the place of a compared part and on either side of it', () => {
    assert.deepEqual(codesFor({ value: "'+'", wanted: ["'i'"] }, "'1+2'"), ["'1i2'", "'1+i2'", "'1i+2'"]);
  });

  it('knows characters by their codes', () => {
    assert.deepEqual(codesFor({ value: '97', wanted: ['91'] }, "'ab'"), ["'[b'", "'a[b'", "'[ab'"]);
  });

  it('tries texts that match and texts that do not where a pattern was tried', () => {
    const codes = codesFor({ value: "'a'", wanted: [], pattern: '^x\\d$' }, "'a'");
    assert.ok(codes.includes("'x1'"), codes.join());
    assert.ok(codes.length > 1, codes.join());
  });

  it('tries values of other types where the type was asked for', () => {
    const codes = codesFor({ value: "'number'", wanted: ["'number'"] }, "['a', 5]");
    assert.ok(codes.includes("['a', { color: 'red' }]"), codes.join());
    assert.ok(!codes.some((code) => code.includes('2')), codes.join());
  });

  it('finds a truth value in the place of a number stranger than another number', () => {
    const plan = { calls: [{ callable, arguments: [inputOf('5')] }] };
    const plans = plansFromClues(plan, [{ site: 0, value: '5', wanted: ['false', '7'] }]);
    assert.deepEqual(
      plans.map(({ calls }) => calls[0]?.arguments.map(({ code, strain }) => [code, strain])),
      [[['false', 1]], [['7', 0.5]]],
    );
  });

  it('tries an everyday word first where a pattern was tried', () => {
    const codes = codesFor({ value: "'a'", wanted: [], pattern: 'fe?$' }, "'a'");
    assert.equal(codes[0], "'knife'");
  });

  it('has nothing for values that the code computed', () => {
    assert.deepEqual(codesFor({ value: '7', wanted: ['8'] }, '5'), []);
  });
});
