import assert from 'node:assert/strict';
import type { TestPlan } from '../../../../src/core/generation/2-planTests';
import type { WrittenTests } from '../../../../src/core/generation/3-writeTests';
import type { TestCandidate, TestStyle } from '../../../../src/core/generation/candidate';
import { checkCandidateTypes } from '../../../../src/core/generation/checkCandidateTypes';
import type { ImportLine } from '../../../../src/core/testing/languageAdapter';
import type {
  TypeChecker,
  TypeCheckRequest,
  TypeCheckResult,
} from '../../../../src/core/testing/typeChecker';
import { aCandidate } from '../../../support/builders';
import { aTestStyle } from '../../../support/synthesisBuilders';

const importing = (specifier: string, ...names: string[]): ImportLine => ({
  specifier,
  style: 'import',
  names,
});

function aPlan(candidates: readonly TestCandidate[], style: Partial<TestStyle> = {}): WrittenTests {
  const plan = {
    testFile: 'src/shop.test.ts',
    project: { root: '.' },
    style: aTestStyle(style),
  } as TestPlan;
  return { plan, candidates, rejected: [] };
}

/** Complains about the lines that have this text. */
function complaining(
  problems: Readonly<Record<string, string>>,
): TypeChecker & { readonly requests: TypeCheckRequest[] } {
  const requests: TypeCheckRequest[] = [];
  return {
    requests,
    check: async (request) => {
      requests.push(request);
      const found = request.files.flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, index) =>
          Object.entries(problems)
            .filter(([code]) => line.includes(code))
            .map(([, message]) => ({ file: path, line: index + 1, code: 2000, message })),
        ),
      );
      return { status: 'checked', problems: found };
    },
  };
}

/** Ids of the rejected candidates. */
async function rejected(
  typeChecker: TypeChecker,
  ...written: readonly WrittenTests[]
): Promise<readonly string[]> {
  const rejections = await checkCandidateTypes(written, {
    typeChecker,
    signal: new AbortController().signal,
    onNotice: async (message) => assert.fail(message),
  });
  return [...rejections.keys()];
}

describe('checkCandidateTypes', () => {
  const good = aCandidate({ id: 'good' });
  const bad = aCandidate({ id: 'bad', title: 'is bad', bodyLines: ['const x = 1;', 'wrong(x);'] });

  it('rejects those in whose lines the compiler finds fault, with its words, beside their test file', async () => {
    const checker = complaining({ 'wrong(x)': "Argument of type 'number' is not assignable." });
    const rejections = await checkCandidateTypes([aPlan([good, bad])], {
      typeChecker: checker,
      signal: new AbortController().signal,
      onNotice: async () => {},
    });
    assert.deepEqual(
      [...rejections],
      [['bad', { reason: 'ill-typed', detail: "TS2000: Argument of type 'number' is not assignable." }]],
    );
    assert.deepEqual(
      checker.requests.map(({ projectRoot, files }) => [projectRoot, files.map(({ path }) => path)]),
      [['.', ['src/shop.aqe-types-check.test.ts']]],
    );
  });

  it('does not check JavaScript', async () => {
    const checker = complaining({});
    await rejected(checker, aPlan([good], { language: 'javascript' }));
    assert.deepEqual(checker.requests, []);
  });

  it('says once for each plan why nothing is checked, and rejects nothing', async () => {
    const unavailable: TypeCheckResult = { status: 'unavailable', reason: 'There is no tsconfig.json.' };
    const notices: string[] = [];
    const rejections = await checkCandidateTypes([aPlan([good, bad])], {
      typeChecker: { check: async () => unavailable },
      signal: new AbortController().signal,
      onNotice: async (message) => void notices.push(message),
    });
    assert.equal(rejections.size, 0);
    assert.deepEqual(notices, ['Types are not checked: There is no tsconfig.json.']);
  });

  describe('for a fault in an import', () => {
    const total = aCandidate({
      id: 'total',
      imports: [importing('./shop', 'total'), importing('./kit', 'make')],
    });
    const sum = aCandidate({
      id: 'sum',
      title: 's',
      imports: [importing('./shop', 'sum'), importing('./kits', 'nope')],
    });
    const whole = aCandidate({
      id: 'whole',
      title: 'w',
      imports: [{ ...importing('./shop'), defaultName: 'shop' }],
    });
    const both = aPlan([total, sum, whole]);

    it('rejects those that import what is named', async () => {
      const message = "Module '\"./shop\"' has no exported member 'sum'. Did you mean 'total'?";
      assert.deepEqual(await rejected(complaining({ "'./shop'": message }), both), ['sum']);
    });

    it('rejects those that import anything from a module that is missing', async () => {
      const message = "Cannot find module './kit' or its corresponding type declarations.";
      assert.deepEqual(await rejected(complaining({ "'./kit'": message }), both), ['total']);
    });

    it('rejects those that import a default that is missing', async () => {
      assert.deepEqual(
        await rejected(complaining({ "'./shop'": 'Module \'"./shop"\' has no default export.' }), both),
        ['whole'],
      );
    });

    it('rejects none for how the module under test is imported', async () => {
      const messages = [
        "Cannot find module './shop' or its corresponding type declarations.",
        "Relative import paths need explicit file extensions in ECMAScript imports when '--moduleResolution' is 'node16' or 'nodenext'. Did you mean './shop.js'?",
      ];
      for (const message of messages)
        assert.deepEqual(await rejected(complaining({ "'./shop'": message }), both), []);
    });
  });

  it('checks apart what means something else by a name that the others import', async () => {
    const other = aCandidate({ id: 'other', title: 'o', imports: [importing('./triple', 'double')] });
    const checker = complaining({ "'./triple'": "Duplicate identifier 'double'." });
    assert.deepEqual(await rejected(checker, aPlan([good, bad, other])), ['other']);
    assert.equal(checker.requests.length, 2);
    assert.ok(
      checker.requests.every(({ files }) => (files[0]?.text.match(/import .*double/g) ?? []).length === 1),
    );
  });
});
