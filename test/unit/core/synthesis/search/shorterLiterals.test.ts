import assert from 'node:assert/strict';
import { isJumble, shorterLiterals } from '../../../../../src/core/synthesis/search/shorterLiterals';

function shorter(code: string, keepsProperties = false): readonly string[] {
  return shorterLiterals(code, { keepsProperties });
}

describe('shorterLiterals', () => {
  it('puts words in place of what nobody would write', () => {
    assert.deepEqual(shorter("'bnFRiRQtOE'"), ["'hello'", "'a'"]);
    assert.deepEqual(shorter("'Hello World'"), []);
  });

  it('cuts long texts', () => {
    assert.ok(shorter(`'${'one two three '.repeat(3)}'`).includes("'one'"));
  });

  it('makes strange numbers ordinary', () => {
    assert.deepEqual(shorter('87_178_291_199'), ['2', '100']);
    assert.deepEqual(shorter('12'), []);
  });

  it('takes one item out of a list, or half of many', () => {
    assert.deepEqual(shorter('[1, 2, 3]'), ['[2, 3]', '[1, 3]', '[1, 2]']);
    assert.equal(shorter('[1, 2, 3, 4, 5, 6]')[0], '[1, 2, 3]');
    assert.deepEqual(shorter('[1, 2]'), []);
  });

  it('takes one property out of an object, where no type asks for it', () => {
    assert.deepEqual(shorter('{ a: 1, b: 2 }'), ['{ b: 2 }', '{ a: 1 }']);
    assert.deepEqual(shorter('{ a: 1, b: 2 }', true), []);
    assert.deepEqual(shorter('{ a: 1 }'), []);
  });

  it('goes into what is nested', () => {
    assert.ok(shorter("new Delta([{ insert: 'bnFRiRQtOE' }])").includes("new Delta([{ insert: 'hello' }])"));
    assert.deepEqual(shorter("new Date('2024-03-15T10:30:00.000Z')"), []);
  });

  for (const text of ['bnFRiRQtOE', 'aBcDeFg', 'xkcdqrs', 'a\u0001b'])
    it(`finds ${JSON.stringify(text)} hard to read`, () => {
      assert.equal(isJumble(text), true);
    });
  for (const text of ['hello', 'camelCase', 'SKU-1', 'correct-Horse-7', 'getHTMLElement', '#ff8800'])
    it(`finds ${text} readable`, () => {
      assert.equal(isJumble(text), false);
    });
});
