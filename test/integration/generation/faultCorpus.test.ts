import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { type DropReason, dropReasons, type TestReceipt } from '../../../src/core/generation/receipt';
import type { TestFrameworkId } from '../../../src/core/testing/testProject';
import { verifies } from '../../requirements';
import { bundleScript } from '../../support/bundledScript';
import type { BadTest, CorpusTest } from '../../support/corpusTest';
import type { CorpusResult, runCorpus as run } from '../../support/faultCorpus';
import { livingProcesses } from '../../support/livingProcesses';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { behaviourFaults } from './faultCorpus/behaviourFaults';
import { goodDeskTests, goodOfficeTests } from './faultCorpus/goodTests';
import { portableBadTests, portableGoodTests } from './faultCorpus/portableTests';
import { textFaults } from './faultCorpus/textFaults';
import { worldFaults } from './faultCorpus/worldFaults';

const timeoutMs = 180_000;

/** Hand-written tests, good and bad, in one batch through the built product's pipeline and a real test runner. */
describe(`the fault corpus ${verifies('RUN-12', 'RUN-10')}`, () => {
  let folder: string;
  let outside: string;
  let runCorpus: typeof run;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'agentic-qe-test-'));
    outside = await mkdtemp(path.join(tmpdir(), 'agentic-qe-outside-'));
    // Bundled, because it loads parts of itself when it needs them.
    ({ runCorpus } = require(await bundleScript('faultCorpus', folder)) as { runCorpus: typeof run });
  });
  after(async () => {
    await rm(folder, { recursive: true });
    await rm(outside, { recursive: true });
  });

  async function tryCorpus(
    project: ProjectCopy,
    tests: Readonly<Record<string, readonly CorpusTest[]>>,
    framework?: TestFrameworkId,
  ): Promise<CorpusResult> {
    const distFolder = path.join(repositoryRoot, 'dist');
    return await runCorpus({ folder: project.folder, distFolder, tests, ...(framework && { framework }) });
  }

  describe('with Vitest', () => {
    let project: ProjectCopy;
    let filesBefore: Readonly<Record<string, string>>;
    let bad: readonly BadTest[];
    let result: CorpusResult;
    const good = [...goodDeskTests, ...goodOfficeTests];

    before(async function () {
      this.timeout(timeoutMs);
      project = await copyProject('faults');
      filesBefore = await project.snapshot();
      const desk = [...textFaults, ...behaviourFaults(new Date())];
      const office = worldFaults(outside);
      bad = [...desk, ...office];
      result = await tryCorpus(project, {
        'src/desk.ts': inOrder(desk, goodDeskTests),
        'src/office.ts': inOrder(office, goodOfficeTests),
      });
    });
    after(() => project.remove());

    it('has enough of both', () => {
      assert.ok(bad.length >= 40, `${bad.length} bad ones`);
      assert.ok(good.length >= 40, `${good.length} good ones`);
    });

    for (const reason of Object.keys(dropReasons) as DropReason[]) {
      if (reason === 'rejected' || reason === 'repaired') continue;
      it(`drops a test that ${dropReasons[reason]}`, () => {
        const expected = bad.filter((test) => [test.reason].flat().includes(reason));
        assert.ok(expected.length > 0);
        assert.deepEqual(misjudged(expected, [], result), []);
      });
    }

    it('keeps every good test, whatever stands beside it', () => {
      assert.deepEqual(misjudged([], good, result), []);
    });

    it('accounts for each test once', () => {
      assert.equal(result.summary.receipts.length, good.length + bad.length);
      assert.equal(result.summary.kept, good.length);
    });

    it('leaves nothing behind but the tests', async () => {
      const after = await project.snapshot();
      const names = [...new Set([...Object.keys(filesBefore), ...Object.keys(after)])];
      assert.deepEqual(
        names
          .filter((name) => filesBefore[name] !== after[name])
          .map((name) => path.relative(project.folder, name).replaceAll('\\', '/')),
        ['src/desk.test.ts', 'src/office.test.ts'],
      );
      assert.deepEqual(await readdir(outside), []);
      assert.deepEqual(livingProcesses(project.folder), []);
    });
  });

  for (const framework of ['jest', 'mocha', 'node-test'] as const) {
    it(`judges the same way with ${framework}`, async function () {
      this.timeout(timeoutMs);
      const project = await copyProject(framework);
      try {
        await project.write('src/desk.js', await plainModule(framework));
        const bad = portableBadTests(outside, new Date());
        const result = await tryCorpus(
          project,
          { 'src/desk.js': inOrder(bad, portableGoodTests) },
          framework,
        );
        assert.deepEqual(misjudged(bad, portableGoodTests, result), []);
        assert.deepEqual(await readdir(outside), []);
        assert.deepEqual(livingProcesses(project.folder), []);
      } finally {
        await project.remove();
      }
    });
  }
});

/** Both modules of the corpus in one, in JavaScript. */
async function plainModule(framework: TestFrameworkId): Promise<string> {
  const folder = path.join(repositoryRoot, 'test/fixtures/projects/faults/src');
  const texts = await Promise.all(
    ['office.ts', 'desk.ts'].map((name) => readFile(path.join(folder, name), 'utf8')),
  );
  const module = framework === 'jest' ? ModuleKind.CommonJS : ModuleKind.ESNext;
  return transpileModule(texts.join('\n'), { compilerOptions: { module, target: ScriptTarget.ES2022 } })
    .outputText;
}

/** Bad ones first, where they can do most harm, but for those that are bad beside the good ones only. */
function inOrder(bad: readonly BadTest[], good: readonly CorpusTest[]): readonly CorpusTest[] {
  return [...bad.filter(({ isLate }) => !isLate), ...good, ...bad.filter(({ isLate }) => isLate)];
}

/** Whose receipt says something else than it should, with what it says. */
function misjudged(
  bad: readonly BadTest[],
  good: readonly CorpusTest[],
  { summary, notices }: CorpusResult,
): readonly string[] {
  const receiptOf = ({ unit, title }: CorpusTest): TestReceipt | undefined =>
    summary.receipts.find((receipt) => receipt.unit === unit && receipt.title === title);
  const wrong = [
    ...bad.flatMap((test) => {
      const verdict = receiptOf(test)?.verdict;
      const isRight =
        verdict?.status === 'dropped' &&
        [test.reason].flat().includes(verdict.reason) &&
        test.detail.test(verdict.detail);
      return isRight ? [] : [[test, verdict] as const];
    }),
    ...good.flatMap((test) => {
      const verdict = receiptOf(test)?.verdict;
      return verdict?.status === 'kept' ? [] : [[test, verdict] as const];
    }),
  ];
  const lines = wrong.map(([{ unit, title }, verdict]) => `${unit}, ${title}: ${JSON.stringify(verdict)}`);
  return lines.length === 0 ? [] : [...lines, ...notices];
}
