import assert from 'node:assert/strict';
import { createTypeScriptLanguageAdapter } from '../../../../../src/adapters/languages/typescript/typeScriptLanguageAdapter';
import type { TestCandidate } from '../../../../../src/core/generation/candidate';
import type { CandidateEvidence } from '../../../../../src/core/generation/testEvidence';
import { type Triage, triageFailure } from '../../../../../src/core/generation/triage/triageFailure';
import { aCandidate } from '../../../../support/builders';
import { inspectSource } from '../../../../support/inspectedSource';
import { aTestStyle } from '../../../../support/synthesisBuilders';
import { failureTexts } from './failureTexts';

const shop = `
/**
 * Adds two amounts up.
 * @example
 * add(1, 2) // => 3
 * add('a b', "c") // => 'abc'
 * add(-1, 0) // throws RangeError
 * add(3, 0) // => [3]
 * parts(4) // => [2, 2]
 * const items = [{ price: 2 }];
 * add(items, 1) // => 3
 * add(total, 1) // => 3
 */
export function add(a: unknown, b: unknown): unknown { return 0; }

export function round(price: number, digits = 0): number { return price; }

/** @returns {Promise<string>} load(1) gives 'one'. */
export async function load(id: number) { return ''; }

export function isEmpty(list: unknown[]) { return list.length; }

export default function parse(text: string): string | null { return null; }

/** new Cart(2).total() // => 2 */
export class Cart {
  constructor(readonly first: number) {}
  total(): number { return 0; }
  static of(price: number): number { return price; }
}
`;
const imports = `import parse, { add, add as plus, Cart, isEmpty, load, round } from './shop';
import * as everything from './shop';
import assert from 'node:assert/strict';`;

const found = (actual: string, wanted: string): string =>
  `AssertionError: expected ${actual} to be ${wanted} // Object.is equality\n    at /project/src/shop.test.ts:4:44`;
const nothingPromised = 'Nothing that the code promises contradicts what it does.';

interface Failed {
  readonly body: string;
  readonly message: string;
  readonly candidate?: Partial<TestCandidate>;
  readonly evidence?: Partial<CandidateEvidence>;
}

async function triage({ body, message, candidate, evidence }: Failed): Promise<Triage> {
  const { model } = await inspectSource(shop, { path: 'src/shop.ts' });
  const read = createTypeScriptLanguageAdapter().readTests(
    `${imports}\nit('a', async () => {\n${body}\n});`,
    aTestStyle(),
  );
  assert.ok(read.status === 'read', JSON.stringify(read));
  const outcome = { file: 'a.test.ts', titlePath: ['a'], status: 'failed', durationMs: 1 } as const;
  return triageFailure(
    {
      candidate: aCandidate(candidate),
      evidence: {
        outcome: { ...outcome, failureMessage: message },
        brokenBecause: undefined,
        coverage: undefined,
        effects: [],
        ...evidence,
      },
      test: read.tests[0],
    },
    { model, style: aTestStyle() },
  );
}

/** The evidence that the code is to blame; the cause where it is not. */
async function proof(body: string, message: string): Promise<string> {
  const { cause, detail } = await triage({ body, message });
  return cause === 'code' ? detail : cause;
}

describe('triageFailure', () => {
  describe('holds the code to its documentation', () => {
    const gives3 = 'The documentation of add says that add(1, 2) gives 3, and it gives 4.';
    const bodies: readonly (readonly [string, string])[] = [
      ['the very call', 'expect(add(1, 2)).toBe(3);'],
      ['by another name', 'expect(plus(1, 2)).toEqual(3);'],
      ['as a member of the module', 'expect(everything.add(1, 2)).toBe(3);'],
      ['through constants', 'const one = 1;\nconst sum = add(one, 2);\nexpect(sum).toBe(3);'],
      ['with node:assert', 'assert.equal(add(1, 2), 3);'],
      ['with chai', 'expect(add(1, 2)).to.equal(3);'],
      ['beside another assertion', 'expect(add(1, 2)).toBe(3);\nexpect(add(2, 2)).toBe(7);'],
    ];
    for (const [name, body] of bodies)
      it(name, async () => {
        assert.equal(await proof(body, found('4', '3')), gives3);
      });

    it('whatever the quotes', async () => {
      const message = failureTexts.jest.string.replace('"b"', '"abc"');
      assert.equal(
        await proof('expect(add("a b", \'c\')).toBe(`abc`);', message),
        'The documentation of add says that add(\'a b\', "c") gives \'abc\', and it gives "a".',
      );
    });

    it('with objects, which the message does not show as code', async () => {
      const body = 'const list = [{ price: 2 }];\nexpect(add(list, 1)).toBe(3);';
      assert.equal(
        await proof(body, found('[ 1 ]', '3')),
        'The documentation of add says that add(items, 1) gives 3, and it does not.',
      );
    });

    it('for what it must refuse', async () => {
      const throws = 'The documentation of add says that add(-1, 0) throws, and it does not.';
      const body = 'expect(() => add(-1, 0)).toThrow(RangeError);';
      assert.equal(await proof(body, failureTexts.vitest.throws), throws);
      assert.equal(await proof(body, failureTexts.jest.throws), throws);
      const withAssert = 'assert.throws(() => { add(-1, 0); }, RangeError);';
      assert.equal(await proof(withAssert, failureTexts.mocha.throws), throws);
      assert.equal(await proof(body, failureTexts.jest.throwsOther), 'test');
    });

    it('for methods of an object that was made the same way and used for nothing else', async () => {
      const gives2 = 'The documentation of Cart.total says that new Cart(2).total() gives 2, and it gives 0.';
      assert.equal(await proof('expect(new Cart(2).total()).toBe(2);', found('+0', '2')), gives2);
      assert.equal(
        await proof('const cart = new Cart(2);\nexpect(cart.total()).toBe(2);', found('0', '2')),
        gives2,
      );
      assert.equal(await proof('expect(new Cart(3).total()).toBe(2);', found('0', '2')), 'test');
      const used = 'const cart = new Cart(2);\ncart.clear();\nexpect(cart.total()).toBe(2);';
      assert.equal(await proof(used, found('0', '2')), 'test');
    });

    it('for what it promises to give later', async () => {
      const gives = "The documentation of load says that load(1) gives 'one', and it gives 'two'.";
      assert.equal(await proof("expect(await load(1)).toBe('one');", found("'two'", "'one'")), gives);
      assert.equal(
        await proof("await expect(load(1)).resolves.toBe('one');", found("'two'", "'one'")),
        gives,
      );
      assert.equal(await proof("expect(load(1)).toBe('one');", found('Promise{…}', "'one'")), 'test');
    });
  });

  describe('does not blame the code', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['for another call', 'expect(add(1, 3)).toBe(3);', found('4', '3')],
      ['for another result', 'expect(add(1, 2)).toBe(5);', found('3', '5')],
      ['for giving what is documented', 'expect(add(1, 2)).not.toBe(3);', failureTexts.vitest.not],
      ['for what is part of the result', 'expect(add(1, 2).length).toBe(3);', found('undefined', '3')],
      [
        'for a documented call with something unknown in it',
        'let total = 2;\nexpect(add(total, 1)).toBe(3);',
        found('4', '3'),
      ],
      [
        'for a list that was changed in between',
        'const list = [{ price: 2 }];\nlist.pop();\nexpect(add(list, 1)).toBe(3);',
        found('4', '3'),
      ],
      ['for an example of another function', 'expect(add(4)).toEqual([2, 2]);', found('1', '[ 2, 2 ]')],
      [
        'for lists that are equal and not the same',
        'expect(add(3, 0)).toBe([3]);',
        failureTexts.vitest.sameArray,
      ],
      [
        'when it is not known which assertion failed',
        'const x = 3;\nexpect(add(1, 2)).toBe(3);\nexpect(add(9, 9)).toBe(x);',
        found('4', '3'),
      ],
      ['for an error on the way', 'expect(add(1, 2)).toBe(3);', failureTexts.vitest.error],
      ['for functions of the same name of something else', "expect('a'.add(1, 2)).toBe(3);", found('4', '3')],
    ];
    for (const [name, body, message] of cases)
      it(name, async () => {
        assert.equal(await proof(body, message), 'test');
      });
  });

  describe('holds the code to its types', () => {
    it('by the value that each framework reports', async () => {
      const gives = (actual: string): string => `round is declared to give number, and gives ${actual}.`;
      const { vitest, jest, mocha } = failureTexts;
      for (const text of [vitest.undefined, jest.undefined, mocha.undefined, mocha.chaiUndefined])
        assert.equal(await proof('expect(round(4.2)).toBe(4);', text), gives('undefined'));
      assert.equal(await proof('expect(round(4.2, 0)).toBe(4);', vitest.null), gives('null'));
      assert.equal(await proof('expect(round(4.2)).toBe(4);', vitest.string), gives("'a'"));
    });

    it('for methods, whatever was done to their object, and for static ones', async () => {
      const body = 'const cart = new Cart(2);\ncart.clear();\nexpect(cart.total()).toBe(4);';
      assert.equal(
        await proof(body, failureTexts.vitest.undefined),
        'Cart.total is declared to give number, and gives undefined.',
      );
      assert.equal(
        await proof('expect(Cart.of(4)).toBe(4);', failureTexts.vitest.undefined),
        'Cart.of is declared to give number, and gives undefined.',
      );
    });

    it('but not for what they allow, nor for what was given against them', async () => {
      assert.equal(await proof("expect(parse('a')).toBe('b');", failureTexts.vitest.null), 'test');
      assert.equal(await proof('expect(round(4.2)).toBe(4);', failureTexts.vitest.nan), 'test');
      assert.equal(await proof("expect(round('4' as any)).toBe(4);", failureTexts.vitest.undefined), 'test');
      assert.equal(await proof("expect(round('4')).toBe(4);", failureTexts.vitest.undefined), 'test');
      assert.equal(await proof('expect(round()).toBe(4);', failureTexts.vitest.undefined), 'test');
      assert.equal(await proof("expect(round(4)).toBe('4');", failureTexts.vitest.undefined), 'test');
    });
  });

  it('holds the code to a name that is a question', async () => {
    assert.equal(
      await proof('expect(isEmpty([])).toBe(true);', failureTexts.vitest.boolean),
      'isEmpty is named like a question, and gives 1 instead of true or false.',
    );
    assert.equal(await proof('expect(isEmpty([])).toBe(4);', failureTexts.vitest.undefined), 'test');
  });

  it('takes the word of a model only after the test was given back to it, and says that it is no more than that', async () => {
    const failed = { body: 'expect(add(9, 9)).toBe(18);', message: found('0', '18') };
    const claim = { modelId: 'gpt', claim: 'Nine and nine is eighteen.' };
    assert.deepEqual(await triage({ ...failed, candidate: { ...claim, replaces: 'add-1' } }), {
      cause: 'code',
      detail: 'Only gpt says so: Nine and nine is eighteen.',
    });
    assert.deepEqual(await triage({ ...failed, candidate: claim }), {
      cause: 'test',
      detail: nothingPromised,
    });
  });

  it('takes the word of the embedded engine, which only says what the documentation says', async () => {
    const failed = { body: 'expect(add(9, 9)).toBe(18);', message: found('0', '18') };
    const claim = 'The documentation says that add(9, 9) gives 18, and it gives 0.';
    assert.deepEqual(await triage({ ...failed, candidate: { modelId: 'embedded', claim } }), {
      cause: 'code',
      detail: claim,
    });
  });

  it('blames the surroundings for what they have done, whatever is claimed', async () => {
    const body = 'expect(add(1, 2)).toBe(3);';
    const message = found('4', '3');
    const claimed = { claim: 'It is wrong.', replaces: 'add-1' };
    assert.deepEqual(
      await triage({ body, message, candidate: claimed, evidence: { effects: ['network'] } }),
      {
        cause: 'environment',
        detail: 'It touches the world: network.',
      },
    );
    assert.deepEqual(
      await triage({
        body,
        message,
        candidate: claimed,
        evidence: { brokenBecause: 'It did not end.\nAt all.' },
      }),
      { cause: 'environment', detail: 'It did not end.' },
    );
    assert.deepEqual(await triage({ body, message: failureTexts.jest.timeout, candidate: claimed }), {
      cause: 'environment',
      detail: 'It did not end within the time limit of a test.',
    });
    assert.equal(
      (await triage({ body, message: '', evidence: { outcome: undefined } })).cause,
      'environment',
    );
  });
});
