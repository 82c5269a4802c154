import assert from 'node:assert/strict';
import {
  type DocumentedOutcome,
  judgeDocumented,
} from '../../../../../src/core/synthesis/documentation/documentedOutcome';
import type { StepOutcome } from '../../../../../src/core/synthesis/scenario';

function gives(code: string): StepOutcome {
  return { status: 'returned', isPromise: false, value: { kind: 'expressible', code, isPrimitive: true } };
}

function throws(isDeliberate: boolean): StepOutcome {
  return {
    status: 'threw',
    isPromise: false,
    error: { name: 'RangeError', message: 'no', isDeliberate },
  };
}

const instance: StepOutcome = {
  status: 'returned',
  isPromise: false,
  value: { kind: 'instance', className: 'Money', code: '{ cents: 5 }' },
};

describe('judgeDocumented', () => {
  const cases: readonly (readonly [
    what: string,
    actual: StepOutcome,
    documented: StepOutcome | undefined,
    expected: DocumentedOutcome,
  ])[] = [
    ['the same value', gives('5'), gives('5'), 'holds'],
    ['a text shown without quotes', gives("'9'"), gives('9'), 'holds'],
    ['a number with fewer digits', gives('0.6912'), gives('0.69'), 'holds'],
    ['a number that rounds to another one', gives('0.6962'), gives('0.69'), 'contradicted'],
    ['another whole number', gives('5.4'), gives('5'), 'contradicted'],
    ['another text', gives("'b'"), gives("'a'"), 'contradicted'],
    ['NaN for a number', gives('NaN'), gives('0'), 'contradicted'],
    ['nothing for a text', gives('undefined'), gives("'a'"), 'contradicted'],
    ['a text for a number', gives("'1 + i'"), gives('9'), 'unclear'],
    ['a negative zero', gives('-0'), gives('0'), 'unclear'],
    ['an instance for a text', instance, gives("'5 EUR'"), 'unclear'],
    ['an error for a value', throws(true), gives('5'), 'unclear'],
    ['an error that was promised', throws(true), undefined, 'holds'],
    ["the engine's own error for one that was promised", throws(false), undefined, 'unclear'],
    ['a value for an error', gives('5'), undefined, 'contradicted'],
  ];
  for (const [what, actual, documented, expected] of cases)
    it(`finds ${what}: ${expected}`, () => {
      assert.equal(judgeDocumented(actual, documented), expected);
    });
});
