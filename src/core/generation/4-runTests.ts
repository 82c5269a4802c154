import { TestRunnerError } from '../errors';
import { embeddedModel } from '../routing/modelCatalog';
import type { WorldEffect } from '../synthesis/scenario';
import { composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { FileCoverage } from '../testing/coverage';
import type {
  MarkRecords,
  TestOutcome,
  TestRunner,
  TestRunRequest,
  TestRunResult,
} from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';
import type { WrittenTests } from './3-writeTests';
import type { TestCandidate } from './candidate';
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
  /** Set when it could not be run: its file is broken and it is not known that others in it are to blame, or it did not end. */
  readonly brokenBecause: string | undefined;
  /** What the candidate's body alone executed of its source file. */
  readonly coverage: FileCoverage | undefined;
  /** Touches of the outside world, which were blocked. */
  readonly effects: readonly WorldEffect[];
}

export interface TestEvidence {
  readonly written: WrittenTests;
  readonly byCandidate: ReadonlyMap<string, CandidateEvidence>;
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
  const evidence = withCandidates.length === 0 ? [] : await runMarked(withCandidates, context);
  await context.temporaryFiles.removeAll();
  const without = written.filter(({ candidates }) => candidates.length === 0);
  return [...evidence, ...without.map((item) => ({ written: item, byCandidate: new Map() }))];
}

/** Runs beyond the first one that a file may take until it is known which of its candidates break it. */
const mostSeparateRuns = 12;
/** One test body may take this long; a generated test has no business to. */
export const bodyTimeoutMs = 10_000;

async function runMarked(
  written: readonly WrittenTests[],
  context: RunContext,
): Promise<readonly TestEvidence[]> {
  const hung = new Map<string, CandidateEvidence>();
  let open = written;
  let result = await tryTogether(open, context);
  for (let runs = mostSeparateRuns; result.status === 'timed-out' && runs > 0; runs--) {
    // The bodies that had begun and did not end are to blame; the others have a right to a run without them.
    const marks = new Set((result.marks?.unfinished ?? []).map(({ mark }) => mark));
    const isToBlame = ({ id }: TestCandidate): boolean => marks.has(id);
    const blamed = open.flatMap(({ candidates }) => candidates.filter(isToBlame));
    if (blamed.length === 0) break;
    for (const { id } of blamed)
      hung.set(id, withoutRun(`It did not end within ${seconds(result.timeoutMs)}.`));
    open = open
      .map((item) => ({ ...item, candidates: item.candidates.filter((one) => !isToBlame(one)) }))
      .filter(({ candidates }) => candidates.length > 0);
    if (open.length === 0) break;
    result = await tryTogether(open, context);
  }
  const evidence = open.length === 0 ? [] : await separateFiles(open, result, context);
  return written.map((item) => {
    const found = evidence.find(({ written: { plan } }) => plan === item.plan)?.byCandidate ?? new Map();
    const own = item.candidates.flatMap(({ id }) => {
      const known = hung.get(id) ?? found.get(id);
      return known ? [[id, known] as const] : [];
    });
    return { written: item, byCandidate: new Map(own) };
  });
}

/** What a run says of each file; where it says nothing because of one of them, each file is run alone. */
async function separateFiles(
  written: readonly WrittenTests[],
  result: TestRunResult,
  context: RunContext,
): Promise<readonly TestEvidence[]> {
  if (result.status !== 'completed' && written.length > 1) {
    // One file that hangs or breaks the runner must not cost the others their verdict.
    const alone: TestEvidence[] = [];
    for (const item of written) alone.push(...(await runMarked([item], context)));
    return alone;
  }
  const evidence: TestEvidence[] = [];
  for (const item of written) {
    const byCandidate = new Map<string, CandidateEvidence>();
    const budget = { runs: mostSeparateRuns };
    const problem = await separate(item, result, { context, byCandidate, budget });
    if (problem) throw problem;
    evidence.push({ written: item, byCandidate });
  }
  return evidence;
}

function withoutRun(brokenBecause: string): CandidateEvidence {
  return { outcome: undefined, brokenBecause, coverage: undefined, effects: [] };
}

interface Separation {
  readonly context: RunContext;
  readonly byCandidate: Map<string, CandidateEvidence>;
  /** Runs that are left. */
  readonly budget: { runs: number };
}

/**
 * Takes the evidence of a run; where the candidates as a whole could not be run, those of each model are tried by themselves, then
 * halves: one bad candidate must not cost the others their verdict.
 * @returns why the runner did not finish, when that is so for all of them
 */
async function separate(
  written: WrittenTests,
  result: TestRunResult,
  separation: Separation,
): Promise<TestRunnerError | undefined> {
  const { context, byCandidate, budget } = separation;
  const broken = result.status === 'completed' ? brokenBecause(written, result, context) : undefined;
  if (result.status === 'completed' && broken === undefined) {
    for (const candidate of written.candidates)
      byCandidate.set(candidate.id, evidenceFor(candidate, written, result, context));
    return undefined;
  }
  const reason = broken ?? (result.status === 'completed' ? '' : describeFailedRun(result));
  const parts = result.status === 'completed' ? partsOf(written) : byModel(written);
  if (parts.length < 2 || budget.runs < parts.length) {
    for (const { id } of written.candidates) byCandidate.set(id, withoutRun(reason));
    return result.status === 'completed' ? undefined : runnerError(result);
  }
  budget.runs -= parts.length;
  const problems: (TestRunnerError | undefined)[] = [];
  for (const part of parts)
    problems.push(await separate(part, await tryTogether([part], context), separation));
  return problems.every((problem) => problem !== undefined) ? problems[0] : undefined;
}

/** Those of each model; halves of those of one, unless it is the embedded engine, which has run the code of each by itself. */
function partsOf(written: WrittenTests): readonly WrittenTests[] {
  const models = byModel(written);
  const { candidates } = written;
  if (models.length > 1 || candidates.length < 2 || candidates[0]?.modelId === embeddedModel.name)
    return models;
  const middle = Math.ceil(candidates.length / 2);
  return [candidates.slice(0, middle), candidates.slice(middle)].map((half) => ({
    ...written,
    candidates: half,
  }));
}

function byModel(written: WrittenTests): readonly WrittenTests[] {
  const { candidates } = written;
  return [...new Set(candidates.map(({ modelId }) => modelId))].map((modelId) => ({
    ...written,
    candidates: candidates.filter((candidate) => candidate.modelId === modelId),
  }));
}

async function tryTogether(written: readonly WrittenTests[], context: RunContext): Promise<TestRunResult> {
  for (const item of written) {
    const parts = composeTestFile(item.candidates, item.plan.style, { probe: true });
    await context.temporaryFiles.write(tryFile(item, context), renderTestFile(parts, item.plan.style));
  }
  const files = written.map((item) => tryFile(item, context));
  const plans = written.map(({ plan }) => plan);
  const request = runRequest(plans, files, context);
  return await context.runner.run({ ...request, marked: { isGuarded: true, bodyTimeoutMs } }, context.signal);
}

function tryFile({ plan }: WrittenTests, { runId }: RunContext): WorkspacePath {
  return temporaryTestFile(plan.testFile, runId, 'try');
}

function brokenBecause(written: WrittenTests, run: CompletedRun, context: RunContext): string | undefined {
  return run.brokenFiles.find((broken) => broken.file === tryFile(written, context))?.message;
}

function evidenceFor(
  candidate: TestCandidate,
  written: WrittenTests,
  { tests, coverage, marks }: CompletedRun,
  context: RunContext,
): CandidateEvidence {
  const file = tryFile(written, context);
  const source = written.plan.target.path;
  return {
    outcome: tests.find((test) => test.file === file && isTitled(test, candidate)),
    brokenBecause: whatItLeft(candidate, marks),
    coverage: coverage?.byMark.get(candidate.id)?.find((found) => found.file === source),
    effects: marks?.effects.get(candidate.id) ?? [],
  };
}

/** A test that passes may still leave something behind that harms those after it. */
function whatItLeft({ id }: TestCandidate, marks: MarkRecords | undefined): string | undefined {
  const uncaught = marks?.uncaught.get(id);
  if (uncaught !== undefined) return `It leaves an error that nobody handles: ${uncaught}`;
  return marks?.unfinished.some(({ mark }) => mark === id)
    ? 'It did not end: something that it started goes on.'
    : undefined;
}

function runnerError(result: Exclude<TestRunResult, CompletedRun>): TestRunnerError {
  const [code, hint] =
    result.status === 'timed-out'
      ? (['test-runner-timed-out', 'Run the command yourself to see where it stays.'] as const)
      : (['test-runner-failed', 'Run the command yourself; when it works, generate again.'] as const);
  return new TestRunnerError(code, `${describeFailedRun(result)} Command: ${result.commandLine}`, { hint });
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
    ? `The test run was stopped after ${seconds(result.timeoutMs)}.`
    : `The test run failed: ${result.message}`;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
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
