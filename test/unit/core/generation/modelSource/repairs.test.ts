import assert from 'node:assert/strict';
import { objectionToRepair, Repairs } from '../../../../../src/core/generation/modelSource/repairs';
import type {
  LanguageAdapter,
  ReadAssertion,
  ReadTest,
} from '../../../../../src/core/testing/languageAdapter';
import { aCandidate } from '../../../../support/builders';
import { aTestStyle } from '../../../../support/synthesisBuilders';

const value = (subject: string, expected = '1'): ReadAssertion => ({
  name: 'expect.toBe',
  kind: 'value',
  subject,
  expected,
});
const isThere: ReadAssertion = { name: 'expect.toBeDefined', kind: 'existence', subject: 'a()' };

/** A language in which every file has one test with these assertions. */
function languageWith(assertions: readonly ReadAssertion[]): Pick<LanguageAdapter, 'readTests'> {
  const test: ReadTest = {
    suites: [],
    title: '',
    bodyLines: [],
    isAsync: false,
    imports: [],
    globals: [],
    calls: [],
    assignments: [],
    subjects: [],
    assertions,
    fingerprint: '',
  };
  return { readTests: () => ({ status: 'read', tests: [test] }) };
}

function objection(
  before: Pick<LanguageAdapter, 'readTests'>,
  assertions: readonly ReadAssertion[],
  repaired: Partial<Parameters<typeof objectionToRepair>[1]['repaired']> = {},
): string | undefined {
  const candidate = aCandidate();
  return objectionToRepair(
    { candidate, detail: '' },
    {
      repaired: { bodyLines: ['mended();'], imports: candidate.imports, ...repaired },
      assertions,
      style: aTestStyle(),
      language: before,
    },
  );
}

describe('objectionToRepair', () => {
  it('finds that assertions were dropped', () => {
    assert.equal(
      objection(languageWith([value('a()'), value('b()')]), [value('a()')]),
      'It checks less than the test that failed: 1 of its 2 assertions are left.',
    );
  });

  it('finds it also where other things are asserted in their place that say nothing', () => {
    const before = languageWith([value('a()'), value('b()')]);
    assert.match(objection(before, [value('a()'), isThere]) ?? '', /1 of its 2/);
  });

  it('lets other expectations pass, and more of them', () => {
    assert.equal(objection(languageWith([value('a()')]), [value('a()', '2'), value('b()')]), undefined);
  });

  it('does not count what was checked twice, nor what told nothing', () => {
    const before = languageWith([value('a()'), value('a()'), isThere]);
    assert.equal(objection(before, [value('a()')]), undefined);
  });

  it('finds that nothing was changed, whatever the layout, unless the code is to blame', () => {
    const { bodyLines } = aCandidate();
    const same = { bodyLines: ['', ...bodyLines.map((line) => `  ${line}`)] };
    const language = languageWith([value('a()')]);
    assert.match(objection(language, [value('a()')], same) ?? '', /given back as it was/);
    assert.equal(objection(language, [value('a()')], { ...same, claim: 'It adds.' }), undefined);
  });

  it('takes another import for a change', () => {
    const { bodyLines } = aCandidate();
    assert.equal(objection(languageWith([]), [], { bodyLines, imports: [] }), undefined);
  });

  it('holds nothing against the repair of what could not be read', () => {
    const unreadable = {
      readTests: () => ({ status: 'syntax-error', message: 'No.', line: 1 }) as const,
    };
    assert.equal(objection(unreadable, []), undefined);
  });
});

describe('Repairs', () => {
  const failedTest = (id: string, unit: string) => ({
    candidate: aCandidate({ id, unit, title: id }),
    detail: '',
  });

  it('gives a test with another title the first one that is left of its unit', () => {
    const repairs = new Repairs([
      failedTest('a', 'Cart'),
      failedTest('b', 'discount'),
      failedTest('c', 'discount'),
    ]);
    const ids = ['discount', 'Cart', 'Basket', 'Cart'].map((unit) => repairs.takeNext(unit)?.candidate.id);
    assert.deepEqual(ids, ['b', 'a', 'c', undefined]);
  });

  it('gives none away twice', () => {
    const repairs = new Repairs([failedTest('a', 'Cart')]);
    const ids = [1, 2].map(() => repairs.take({ unit: 'Cart', title: 'A' })?.candidate.id);
    assert.deepEqual(ids, ['a', undefined]);
  });
});
