import assert from 'node:assert/strict';
import { screened } from '../../../../support/screenedTest';

describe('a test that asserts nothing about the code', () => {
  const rejected: Readonly<Record<string, string>> = {
    'discount(1);': 'It asserts nothing.',
    'expect(discount(1));': 'It asserts nothing.',
    'expect(discount(1)).toBe;': 'It asserts nothing.',
    'expect.assertions(1); discount(1);': 'It asserts nothing.',
    'expect(discount(1)).toBeDefined();':
      'It only says that discount(1) is there, or of a type (expect.toBeDefined).',
    "expect(true).toBe(true);\nexpect(typeof discount).toBe('function');":
      'It only says that typeof discount is there, or of a type (expect.toBe).',
    'const price = discount(1); expect(price).toEqual(price);':
      'It compares price with itself (expect.toEqual).',
    'discount(1); expect(true).toBe(true);':
      'Its expect.toBe checks true, which has nothing to do with the module under test.',
    'const fake = vi.fn(); fake(); expect(fake).toHaveBeenCalled();':
      'Its expect.toHaveBeenCalled checks fake, which has nothing to do with the module under test.',
    'expect(load(1)).resolves.toBe(1);':
      'Nobody waits for its expect.resolves.toBe, or it has nothing of the module under test in it.',
    'expect(discount(1)).toMatchSnapshot();':
      'It calls expect.toMatchSnapshot: a snapshot does not say what is right.',
    'expect(discount(1)).toBe(1); expect(discount(2)).toMatchInlineSnapshot(`2`);':
      'It calls expect.toMatchInlineSnapshot: a snapshot does not say what is right.',
    "expect(discount({ a: 'long', b: 'longer', c: 'and longer still', d: 'than that' })).toBeDefined();":
      "It only says that discount({ a: 'long', b: 'longer', c: 'and longer still', d… is there, or of a type (expect.toBeDefined).",
  };
  for (const [body, detail] of Object.entries(rejected)) {
    it(`rejects ${body}`, () => assert.deepEqual(screened(body), { reason: 'trivial', detail }));
  }

  for (const body of [
    'expect(discount(1)).toBe(1);',
    'expect(discount(1)).toBeDefined();\nexpect(discount(1)).toBe(1);',
    'expect(discount(1)).toBeUndefined();',
    'expect(discount(1)).toBeTruthy();',
    'expect(() => discount(-1)).toThrow(RangeError);',
    'await expect(load(1)).resolves.toEqual(expect.objectContaining({ id: 1 }));',
    'assert.ok(discount(1));',
    'const act = () => discount(-1);\n\nexpect(act).toThrow(RangeError);\nexpect(act).toThrow("negative");',
    'assert.throws(() => discount(-1), { name: "RangeError", message: "negative" });',
    'assert.deepEqual({ ...new Basket() }, { items: [] });',
  ]) {
    it(`lets through ${body}`, () => assert.equal(screened(body), undefined));
  }
});
