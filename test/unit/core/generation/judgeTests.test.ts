import assert from 'node:assert/strict';
import type { TestPlan } from '../../../../src/core/generation/2-planTests';
import type { Baseline } from '../../../../src/core/generation/4-runTests';
import { judgeTests } from '../../../../src/core/generation/5-judgeTests';
import { Dossier } from '../../../../src/core/generation/dossier';
import { TemporaryFiles } from '../../../../src/core/generation/temporaryFiles';
import type { CandidateEvidence } from '../../../../src/core/generation/testEvidence';
import type { TestFrameworkId } from '../../../../src/core/testing/testProject';
import type { TestOutcome, TestRunner } from '../../../../src/core/testing/testRunner';
import { verifies } from '../../../requirements';
import { aCandidate } from '../../../support/builders';
import { aFileCoverage, fakeLanguage, fakeProject, memoryRunStore } from '../../../support/generationFakes';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';
import { aTestStyle } from '../../../support/synthesisBuilders';

const source = 'src/double.ts';
const testFile = 'src/double.test.ts';
const passed: TestOutcome = { file: '', titlePath: [], status: 'passed', durationMs: 1 };

interface Scene {
  readonly existingTests?: string;
  readonly framework?: TestFrameworkId;
  /** Candidates that pass and add coverage. Default: `good`. */
  readonly good?: readonly string[];
  /** What a test does in the file on trial; undefined: what it should. */
  readonly statusOf?: (title: string, text: string) => TestOutcome['status'] | undefined;
}

/** Judges the good candidates and a test named `bug` that reveals a bug, over a runner that does what the scene says. */
async function judge({ existingTests, framework = 'vitest', good = ['good'], statusOf }: Scene) {
  const workspace = createMemoryWorkspace(existingTests === undefined ? {} : { [testFile]: existingTests });
  const plan = {
    target: { path: source },
    testFile,
    existingTests,
    language: fakeLanguage,
    project: fakeProject,
    style: aTestStyle({ framework }),
  } as unknown as TestPlan;
  const dossier = new Dossier(plan, { tests: [], unreadable: [] });
  const candidates = [...good, 'bug'].map((title) => aCandidate({ id: title, title }));
  const written = { plan, candidates, rejected: [] };
  const evidenceOf = (title: string): CandidateEvidence => ({
    outcome: { ...passed, status: title === 'bug' ? 'failed' : 'passed' },
    brokenBecause: undefined,
    coverage: aFileCoverage(source, title === 'bug' ? [] : [good.indexOf(title)]),
    effects: [],
  });
  dossier.add(written);
  dossier.note({
    written,
    byCandidate: new Map(candidates.map(({ title }) => [title, evidenceOf(title)])),
  });
  dossier.markAsFinding('bug', 'Its documentation says 4.');

  let runs = 0;
  const runner: TestRunner = {
    framework,
    assertInstalled: async () => {},
    run: async ({ files }) => {
      runs++;
      const tests = files.flatMap((file) => outcomesIn(file, workspace.files.get(file) ?? ''));
      return { status: 'completed', commandLine: '', durationMs: 1, tests, brokenFiles: [] };
    },
  };
  const outcomesIn = (file: string, text: string): TestOutcome[] =>
    [...text.matchAll(/it(?:\.\w+)?\('([^']+)'/g)].map(([head, title = '']) => {
      const usual = file.includes('-finding') ? 'failed' : head.includes('.skip') ? 'skipped' : 'passed';
      const isOurs = title === 'bug' || good.includes(title);
      const status = (file.includes('-keep') ? statusOf?.(title, text) : undefined) ?? usual;
      return { file, titlePath: isOurs ? ['double', title] : [title], status, durationMs: 1 };
    });
  const context = {
    runId: 'abcdef-1',
    runner,
    temporaryFiles: new TemporaryFiles(workspace, memoryRunStore(), () => ({}) as never),
    timeoutMs: 1000,
    onOutput: () => {},
    signal: new AbortController().signal,
    writesFindings: true,
  };
  const before: Baseline = {
    status: 'measured',
    files: existingTests === undefined ? [] : [testFile],
    coverage: [],
    tests: existingTests === undefined ? [] : outcomesIn(testFile, existingTests),
  };
  const [judged] = await judgeTests([dossier], before, context);
  assert.ok(judged);
  const verdicts = Object.fromEntries([...judged.judgements].map(([id, { status }]) => [id, status]));
  const inText = candidates
    .filter(({ title }) => judged.finalText?.includes(`'${title}'`))
    .map(({ id }) => id);
  return { judged, verdicts, inText, withheld: Object.fromEntries(judged.withheldFindings), runs };
}

const isMarked = (text: string): boolean => text.includes("'bug'");

describe('tests that reveal a bug, where they are to be written', () => {
  it(`are written beside the others when the framework takes their failure as it should ${verifies('RUN-13')}`, async () => {
    const { inText, verdicts, withheld } = await judge({});
    assert.deepEqual([inText, verdicts, withheld], [['good', 'bug'], { good: 'kept', bug: 'finding' }, {}]);
  });

  it(`are only shown when they pass in the test file, where their mark would fail ${verifies('RUN-13')}`, async () => {
    const { inText, verdicts, withheld } = await judge({
      statusOf: (title) => (title === 'bug' ? 'failed' : undefined),
    });
    assert.deepEqual([inText, verdicts], [['good'], { good: 'kept', bug: 'finding' }]);
    assert.deepEqual(withheld, { bug: 'Marked as failing, it is reported as failed there.' });
  });

  it(`are tried too when there is nothing else to write ${verifies('RUN-13')}`, async () => {
    const well = await judge({ good: [] });
    assert.deepEqual(well.inText, ['bug']);
    const badly = await judge({ good: [], statusOf: () => 'failed' });
    assert.deepEqual(
      [badly.judged.finalText, badly.withheld],
      [undefined, { bug: 'Marked as failing, it is reported as failed there.' }],
    );
  });

  it(`are skipped tests to Mocha, and nothing else ${verifies('RUN-13')}`, async () => {
    assert.deepEqual((await judge({ framework: 'mocha' })).inText, ['good', 'bug']);
    const running = await judge({
      framework: 'mocha',
      statusOf: (title) => (title === 'bug' ? 'passed' : undefined),
    });
    assert.deepEqual(
      [running.inText, running.withheld],
      [['good'], { bug: 'Marked as failing, it is reported as passed there.' }],
    );
  });

  it(`are left out when a test of the user's fails beside them, and the others are kept ${verifies('RUN-13')}`, async () => {
    const { inText, withheld, verdicts } = await judge({
      existingTests: "it('old', () => {});",
      statusOf: (title, text) => (title === 'old' && isMarked(text) ? 'failed' : undefined),
    });
    assert.deepEqual([inText, verdicts.good], [['good'], 'kept']);
    assert.deepEqual(withheld, { bug: 'The existing test "old" fails when it is added.' });
  });

  it(`are not blamed for what another test does ${verifies('RUN-13')}`, async () => {
    const { inText, withheld, verdicts } = await judge({
      existingTests: "it('old', () => {});",
      statusOf: (title, text) => (title === 'old' && text.includes("'good'") ? 'failed' : undefined),
    });
    assert.deepEqual([inText, verdicts.good, withheld], [['bug'], 'dropped', {}]);
  });

  it(`are only shown when they cannot be merged ${verifies('RUN-13')}`, async () => {
    const { judged, withheld } = await judge({ existingTests: 'conflict', good: [] });
    assert.equal(judged.finalText, undefined);
    assert.match(withheld.bug ?? '', /^Cannot be merged into src\/double\.test\.ts: /);
  });
});

describe('an existing test that goes by the name of its file', () => {
  it(`is not taken for harmed because it fails under the name of the trial ${verifies('RUN-12')}`, async () => {
    const { inText, verdicts } = await judge({
      existingTests: "it('snapshot', () => {});",
      statusOf: (title) => (title === 'snapshot' ? 'failed' : undefined),
    });
    assert.deepEqual([inText, verdicts.good], [['good', 'bug'], 'kept']);
  });

  it(`is run without ours once for each of the five runs, and only if it failed ${verifies('RUN-12')}`, async () => {
    const existingTests = "it('snapshot', () => {});";
    const calm = await judge({ existingTests });
    const failing = await judge({
      existingTests,
      statusOf: (title) => (title === 'snapshot' ? 'failed' : undefined),
    });
    assert.equal(failing.runs - calm.runs, 5);
  });
});
