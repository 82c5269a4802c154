import assert from 'node:assert/strict';
import {
  environmentFailure,
  isAssertionFailure,
  isMissingException,
  isOfOtherClassOnly,
  isPromise,
  readActual,
  readExpected,
} from '../../../../../src/core/generation/triage/failureText';
import { failureTexts } from './failureTexts';

/** `framework name` of every message, with what is read from it. */
function readAll<T>(read: (message: string) => T): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(failureTexts).flatMap(([framework, texts]) =>
      Object.entries(texts).map(([name, message]) => [`${framework} ${name}`, read(message)] as const),
    ),
  );
}

function namesWhere(read: (message: string) => unknown): readonly string[] {
  return [...readAll(read)].flatMap(([name, value]) => (value === true ? [name] : [])).sort();
}

describe('the text of a failure', () => {
  it('tells a failed assertion from any other error', () => {
    const others = namesWhere((message) => !isAssertionFailure(message));
    assert.deepEqual(others, [
      'jest error',
      'jest message',
      'jest missing',
      'jest reference',
      'jest timeout',
      'mocha error',
      'mocha missing',
      'mocha reference',
      'mocha timeout',
      'node-test missing',
      'node-test timeout',
      'vitest error',
      'vitest missing',
      'vitest reference',
      'vitest timeout',
    ]);
    assert.equal(isAssertionFailure("Error: expected token to be ';'"), false);
  });

  it('tells that nothing was thrown', () => {
    assert.deepEqual(namesWhere(isMissingException), [
      'jest rejects',
      'jest throws',
      'mocha chaiThrow',
      'mocha rejects',
      'mocha throws',
      'node-test rejects',
      'node-test throws',
      'vitest rejects',
      'vitest throws',
    ]);
    const other = "AssertionError: expected [Function] to throw 'RangeError' but 'TypeError: x' was thrown";
    assert.equal(isMissingException(other), false);
  });

  it('tells what the surroundings have done', () => {
    const found = [...readAll(environmentFailure)].filter(([, sentence]) => sentence !== undefined);
    assert.deepEqual(Object.fromEntries(found), {
      'vitest timeout': 'It did not end within the time limit of a test.',
      'vitest missing': "Cannot find package 'no-such-package'.",
      'jest timeout': 'It did not end within the time limit of a test.',
      'mocha timeout': 'It did not end within the time limit of a test.',
      'mocha missing': "Cannot find package 'no-such-package'.",
      'node-test timeout': 'It did not end within the time limit of a test.',
      'node-test missing': "Cannot find package 'no-such-package'.",
    });
  });

  it('tells the value that was found, where it is a simple one', () => {
    const actual = (framework: keyof typeof failureTexts): object =>
      Object.fromEntries(
        Object.entries(failureTexts[framework])
          .map(([name, message]) => [name, readActual(message)])
          .filter(([, value]) => value !== undefined),
      );
    assert.deepEqual(actual('vitest'), {
      number: '1',
      undefined: 'undefined',
      nan: 'NaN',
      null: 'null',
      string: "'a'",
      multiline: "'a\\nb'",
      undefinedToEqual: 'undefined',
      undefinedToStrictEqual: 'undefined',
      nullToEqual: 'null',
      closeTo: '0.5',
      truthy: '0',
      boolean: '1',
      isNull: '1',
      resolves: '1',
      greater: '1',
      bigint: '10n',
      message: '1',
    });
    assert.deepEqual(actual('jest'), {
      number: '1',
      undefined: 'undefined',
      nan: 'NaN',
      null: 'null',
      string: '"a"',
      undefinedToEqual: 'undefined',
      undefinedToStrictEqual: 'undefined',
      nullToEqual: 'null',
      closeTo: '0.5',
      truthy: '0',
      boolean: '1',
      isNull: '1',
      resolves: '1',
      greater: '1',
      bigint: '10n',
    });
    assert.deepEqual(actual('mocha'), {
      number: '3',
      undefined: 'undefined',
      nan: 'NaN',
      null: 'null',
      string: "'a'",
      multiline: "'a\\nb'",
      longString: "'a long text that goes on and on and on and on until it is quite long'",
      undefinedToEqual: 'undefined',
      nullToEqual: 'null',
      boolean: '1',
      bigint: '10n',
      message: '1',
      chaiNumber: '3',
      chaiUndefined: 'undefined',
      chaiString: "'a'",
      chaiTrue: '1',
    });
    assert.deepEqual(actual('node-test'), { number: '3', nullToEqual: 'null', message: '1' });
  });

  it('tells the value that was wanted', () => {
    const { vitest, jest, mocha } = failureTexts;
    const messages = [
      vitest.number,
      vitest.object,
      vitest.message,
      jest.string,
      jest.not,
      mocha.boolean,
      mocha.chaiNumber,
    ];
    assert.deepEqual(messages.map(readExpected), ['4', '{ a: 2 }', '2', '"b"', undefined, 'true', '4']);
  });

  it('tells a promise that nobody waited for', () => {
    assert.deepEqual(namesWhere(isPromise), [
      'jest promise',
      'mocha promise',
      'node-test promise',
      'vitest promise',
    ]);
  });

  it('tells objects that differ by their class only', () => {
    assert.deepEqual(namesWhere(isOfOtherClassOnly), []);
    const byClass = [
      'AssertionError: expected Foo{ a: 1 } to strictly equal { a: 1 }',
      'AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:\n+ actual - expected\n\n+ Foo {\n- {\n    a: 1\n  }\n',
      'Error: expect(received).toStrictEqual(expected) // deep equality\n\n- Expected  - 1\n+ Received  + 1\n\n- Object {\n+ Foo {\n    "a": 1,\n  }',
      'Error: expect(received).toStrictEqual(expected) // deep equality\n\n- Expected  - 0\n+ Received  + 1\n\n- Object {\n+ Foo {\n    "a": 1,\n+   "b": undefined,\n  }',
    ];
    assert.deepEqual(byClass.map(isOfOtherClassOnly), [true, true, true, true]);
  });
});
