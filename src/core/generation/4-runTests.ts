import { TestRunnerError } from '../errors';
import { composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { FileCoverage } from '../testing/coverage';
import type { TestOutcome, TestRunner, TestRunRequest, TestRunResult } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';
import type { WrittenTests } from './3-writeTests';
import type { TemporaryFiles } from './temporaryFiles';
import { temporaryTestFile } from './testFileLocation';

export type CompletedRun = Extract<TestRunResult, { status: 'completed' }>;

export interface RunContext {
  readonly runId: string;
  readonly runner: TestRunner;
  readonly temporaryFiles: TemporaryFiles;
  readonly timeoutMs: number;
  readonly onOutput: (text: string) => void;
  readonly signal: AbortSignal;
}

/** What the existing tests cover before anything is added; `unavailable` says why it is not known. */
export type Baseline =
  | {
      readonly status: 'measured';
      /** Test files that were run; the kept tests are tried beside them. */
      readonly files: readonly WorkspacePath[];
      readonly coverage: readonly FileCoverage[];
      readonly tests: readonly TestOutcome[];
    }
  | { readonly status: 'unavailable'; readonly reason: string };

/** Evidence on one candidate from a run in which every candidate is marked. */
export interface CandidateEvidence {
  readonly outcome: TestOutcome | undefined;
  /** What the candidate's body alone executed of its source file. */
  readonly coverage: FileCoverage | undefined;
}

export interface TestEvidence {
  readonly written: WrittenTests;
  readonly byCandidate: ReadonlyMap<string, CandidateEvidence>;
  /** Set when the file as a whole could not be run. */
  readonly brokenBecause: string | undefined;
}

/**
 * Runs existing tests of the plans' sources, to know what is covered already. Plans share one project. Mocha runs all files
 * in one process, where any of them can change what the others see: there the whole suite is run, if it comes to an end.
 */
export async function measureBaseline(plans: readonly TestPlan[], context: RunContext): Promise<Baseline> {
  const related = [...new Set(plans.flatMap((plan) => plan.relatedTests))];
  const [first] = plans;
  const suite = first?.project.framework === 'mocha' ? first.project.testFiles : related;
  const baseline = await runExisting(plans, suite, context);
  if (baseline.status === 'measured' || suite === related) return baseline;
  return await runExisting(plans, related, context);
}

async function runExisting(
  plans: readonly TestPlan[],
  files: readonly WorkspacePath[],
  context: RunContext,
): Promise<Baseline> {
  if (files.length === 0) return { status: 'measured', files, coverage: [], tests: [] };
  const result = await context.runner.run(runRequest(plans, files, context), context.signal);
  if (result.status !== 'completed') return { status: 'unavailable', reason: describeFailedRun(result) };
  return { status: 'measured', files, coverage: result.coverage?.total ?? [], tests: result.tests };
}

/**
 * Stage 4: runs all candidates once in the project's own runner, each marked, so that what each one executes is known.
 * @throws TestRunnerError when the runner does not start, or does not finish even for a single file
 */
export async function runTests(
  written: readonly WrittenTests[],
  context: RunContext,
): Promise<readonly TestEvidence[]> {
  const withCandidates = written.filter(({ candidates }) => candidates.length > 0);
  const files = new Map<WrittenTests, WorkspacePath>();
  for (const item of withCandidates) {
    const file = temporaryTestFile(item.plan.testFile, context.runId, 'try');
    const parts = composeTestFile(item.candidates, item.plan.style, { probe: true });
    await context.temporaryFiles.write(file, renderTestFile(parts, item.plan.style));
    files.set(item, file);
  }
  const evidence = files.size === 0 ? [] : await runMarked(files, context);
  await context.temporaryFiles.removeAll();
  const without = written.filter(({ candidates }) => candidates.length === 0);
  return [
    ...evidence,
    ...without.map((item) => ({ written: item, byCandidate: new Map(), brokenBecause: undefined })),
  ];
}

async function runMarked(
  files: ReadonlyMap<WrittenTests, WorkspacePath>,
  context: RunContext,
): Promise<TestEvidence[]> {
  const plans = [...files.keys()].map(({ plan }) => plan);
  const result = await context.runner.run(runRequest(plans, [...files.values()], context), context.signal);
  if (result.status === 'completed') return [...files].map(([item, file]) => evidenceFor(item, file, result));
  if (files.size > 1) {
    // One file that hangs or breaks the runner must not cost the others their verdict.
    const separate: TestEvidence[] = [];
    for (const entry of files) separate.push(...(await runMarked(new Map([entry]), context)));
    return separate;
  }
  const [code, hint] =
    result.status === 'timed-out'
      ? (['test-runner-timed-out', 'Run the command yourself to see where it stays.'] as const)
      : (['test-runner-failed', 'Run the command yourself; when it works, generate again.'] as const);
  throw new TestRunnerError(code, `${describeFailedRun(result)} Command: ${result.commandLine}`, { hint });
}

function evidenceFor(written: WrittenTests, file: WorkspacePath, run: CompletedRun): TestEvidence {
  const source = written.plan.target.path;
  const byCandidate = new Map<string, CandidateEvidence>();
  for (const candidate of written.candidates) {
    byCandidate.set(candidate.id, {
      outcome: run.tests.find((test) => test.file === file && isTitled(test, candidate)),
      coverage: run.coverage?.byMark.get(candidate.id)?.find((coverage) => coverage.file === source),
    });
  }
  return {
    written,
    byCandidate,
    brokenBecause: run.brokenFiles.find((broken) => broken.file === file)?.message,
  };
}

/** Is this the outcome of the candidate, by its suite and title? */
export function isTitled(
  test: TestOutcome,
  candidate: { readonly unit: string; readonly title: string },
): boolean {
  return test.titlePath.at(-1) === candidate.title && test.titlePath.at(-2) === candidate.unit;
}

/** One sentence without the command line. */
export function describeFailedRun(result: Exclude<TestRunResult, CompletedRun>): string {
  return result.status === 'timed-out'
    ? `The test run was stopped after ${Math.round(result.timeoutMs / 1000)} s.`
    : `The test run failed: ${result.message}`;
}

function runRequest(
  plans: readonly TestPlan[],
  files: readonly WorkspacePath[],
  context: RunContext,
): TestRunRequest {
  const [first] = plans;
  if (!first) throw new RangeError('A test run needs a plan');
  return {
    project: first.project,
    files,
    coverageOf: plans.map((plan) => plan.target.path),
    environment: {},
    timeoutMs: context.timeoutMs,
    onOutput: context.onOutput,
  };
}
