import type { TestRunnerError } from '../errors';
import { embeddedModel } from '../routing/modelCatalog';
import { composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { MarkRecords, TestRunResult } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { WrittenTests } from './3-writeTests';
import type { TestCandidate } from './candidate';
import type { RunContext } from './runContext';
import {
  type CompletedRun,
  describeFailedRun,
  isTitled,
  runnerError,
  runRequest,
  seconds,
} from './runResults';
import type { CandidateEvidence, TestEvidence } from './testEvidence';
import { temporaryTestFile } from './testFileLocation';

/** Runs beyond the first one that a file may take until it is known which of its candidates break it. */
const mostSeparateRuns = 12;
/** One test body may take this long; a generated test has no business to. */
export const bodyTimeoutMs = 10_000;

export async function runMarked(
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
  const together = open.length === 0 ? [] : await separateFiles(open, result, context);
  const evidence = await withSecondRuns(together, context);
  return written.map((item) => {
    const found = evidence.find(({ written: { plan } }) => plan === item.plan)?.byCandidate ?? new Map();
    const own = item.candidates.flatMap(({ id }) => {
      const known = hung.get(id) ?? found.get(id);
      return known ? [[id, known] as const] : [];
    });
    return { written: item, byCandidate: new Map(own) };
  });
}

/**
 * A test that changes what all share, or brings the framework down, fails others: those that did not pass beside it are run again
 * by themselves. None of them touches anything, so that there are fewer each time.
 */
async function withSecondRuns(
  evidence: readonly TestEvidence[],
  context: RunContext,
): Promise<readonly TestEvidence[]> {
  const all = evidence.flatMap(({ byCandidate }) => [...byCandidate.values()]);
  const hasCulprit = all.some(({ effects, outcome }) => effects.length > 0 || outcome?.status === 'skipped');
  const again = evidence
    .map(({ written, byCandidate }) => ({
      ...written,
      candidates: written.candidates.filter(({ id }) => isWorthSecondRun(byCandidate.get(id))),
    }))
    .filter(({ candidates }) => candidates.length > 0);
  const count = again.reduce((sum, { candidates }) => sum + candidates.length, 0);
  if (!hasCulprit || count === 0 || count === all.length) return evidence;
  const second = await runMarked(again, context);
  return evidence.map((item) => {
    const own = second.find(({ written: { plan } }) => plan === item.written.plan)?.byCandidate ?? new Map();
    return { ...item, byCandidate: new Map([...item.byCandidate, ...own]) };
  });
}

function isWorthSecondRun(evidence: CandidateEvidence | undefined): boolean {
  if (!evidence || evidence.brokenBecause !== undefined || evidence.effects.length > 0) return false;
  return evidence.outcome?.status !== 'passed';
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
  const executed = candidate.isOfLoading ? coverage?.total : coverage?.byMark.get(candidate.id);
  return {
    outcome: tests.find((test) => test.file === file && isTitled(test, candidate)),
    brokenBecause: whatItLeft(candidate, marks),
    coverage: executed?.find((found) => found.file === source),
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
