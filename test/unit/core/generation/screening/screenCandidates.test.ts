import assert from 'node:assert/strict';
import type { TestCandidate } from '../../../../../src/core/generation/candidate';
import { dropReasons } from '../../../../../src/core/generation/receipt';
import { screenCandidates } from '../../../../../src/core/generation/screening/screenCandidates';
import type { ReadTest } from '../../../../../src/core/testing/languageAdapter';
import { verifies } from '../../../../requirements';
import { typescriptAdapter } from '../../../../support/modelSourceBuilders';
import { aShopTest, screened } from '../../../../support/screenedTest';
import { aTestStyle } from '../../../../support/synthesisBuilders';

const plan = { language: typescriptAdapter, style: aTestStyle() };

function reject(
  candidates: readonly TestCandidate[],
  {
    existing = [],
    earlier = [],
  }: { existing?: readonly ReadTest[]; earlier?: readonly TestCandidate[] } = {},
): Record<string, string> {
  const rejections = screenCandidates(candidates, { plan, existing, earlier });
  return Object.fromEntries([...rejections].map(([id, { reason, detail }]) => [id, `${reason}: ${detail}`]));
}

function testsOf(text: string): readonly ReadTest[] {
  const read = typescriptAdapter.readTests(text, plan.style);
  assert.ok(read.status === 'read');
  return read.tests;
}

describe('screenCandidates', () => {
  it(`says why each candidate that is not to be tried is not ${verifies('RUN-12')}`, () => {
    const candidates = [
      aShopTest('expect(discount(1)).toBe(1);', { id: 'good' }),
      aShopTest('expect(discount(1).toBe(1);', { id: 'broken' }),
      aShopTest("vi.mock('./shop');\nexpect(discount(1)).toBe(1);", { id: 'mocking' }),
      aShopTest('discount(1);', { id: 'trivial' }),
      aShopTest('expect(discount(Date.now())).toBe(1);', { id: 'timed' }),
      aShopTest('expect(discount(2)).toBe(1);', { id: 'other' }),
    ];
    assert.deepEqual(reject(candidates), {
      broken: "unparsable: ')' expected.",
      mocking: 'mocks-subject: It mocks ./shop, the module under test, with vi.mock.',
      trivial: 'trivial: It asserts nothing.',
      timed: 'touches-world: It uses Date.now: it depends on the clock.',
    });
  });

  it('names the first reason in the order of the filters', () => {
    const reasons = Object.keys(dropReasons);
    const worst = [
      ["vi.mock('./shop'); process.exit();", 'mocks-subject'],
      ['process.exit(); expect(true).toBe(true);', 'trivial'],
      ['process.exit(); expect(discount(1)).toBe(1);', 'touches-world'],
    ] as const;
    const found = worst.map(([body]) => screened(body)?.reason ?? '');
    assert.deepEqual(
      found,
      worst.map(([, reason]) => reason),
    );
    assert.deepEqual(
      [...found].sort((a, b) => reasons.indexOf(a) - reasons.indexOf(b)),
      found,
    );
  });

  describe('parses', () => {
    it('rejects what is not the language of the test file', () => {
      const body = 'const price: number = discount(1);\nexpect(price).toBe(1);';
      assert.equal(screened(body), undefined);
      assert.equal(screened(body, { style: { language: 'javascript' } })?.reason, 'unparsable');
    });

    it('rejects a body that ends its test and goes on', () => {
      const body = "expect(discount(1)).toBe(1);\n});\nit('b', () => {\nexpect(discount(1)).toBe(1);";
      assert.deepEqual(screened(body), {
        reason: 'unparsable',
        detail: 'It is not one test: its braces end it early.',
      });
    });

    it('rejects what cannot stand on its own', () =>
      assert.deepEqual(screened('this.timeout(5);\nexpect(discount(1)).toBe(1);'), {
        reason: 'unparsable',
        detail: 'It uses "this".',
      }));
  });

  describe('duplicates', () => {
    const body = "const price = discount('a');\nexpect(price).toBe(1);";
    const same = 'const cost = discount("a")\n\nexpect( cost ).toBe(1) // as it was';

    it('are found among the existing tests, by what they do', () => {
      const existing = testsOf(`import { expect, it } from 'vitest';
import { discount as reduce } from '../src/shop.js';
it('is one', () => { let sum = reduce(\`a\`); expect(sum).toBe(1); });`);
      assert.deepEqual(reject([aShopTest(body, { id: 'a', title: 'new' })], { existing }), {
        a: 'duplicate: It does what the existing test "is one" does.',
      });
    });

    it('are found among earlier candidates and in the batch, where the first one stays', () => {
      const first = aShopTest(body, { id: 'first', title: 'is first' });
      const second = aShopTest(same, { id: 'second', title: 'is second' });
      assert.deepEqual(reject([first, second]), { second: 'duplicate: It does what "is first" does.' });
      assert.deepEqual(reject([second], { earlier: [first] }), {
        second: 'duplicate: It does what "is first" does.',
      });
    });

    it('are not those of a candidate that is rejected itself', () => {
      const timed = 'expect(discount(Date.now())).toBe(1);';
      const rejected = reject([aShopTest(timed, { id: 'a' }), aShopTest(timed, { id: 'b' })]);
      assert.deepEqual(Object.values(rejected), [
        'touches-world: It uses Date.now: it depends on the clock.',
        'touches-world: It uses Date.now: it depends on the clock.',
      ]);
    });

    it('are not what an existing test does that cannot be taken apart', () => {
      const existing = testsOf("it.each([1])('a', () => {});\nit('b', (done) => done());");
      assert.equal(existing.length, 2);
      assert.deepEqual(reject([aShopTest(body)], { existing }), {});
    });
  });
});
