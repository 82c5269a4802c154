import type { TestRunResult } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { Baseline } from './4-runTests';
import type { TestCandidate } from './candidate';
import { confirmFindings } from './confirmFindings';
import { ControlRuns } from './controlRuns';
import type { Dossier } from './dossier';
import type { RunContext } from './runContext';
import { type StabilityRun, stabilityRuns } from './stabilityRuns';
import type { StabilityTrial } from './stabilityTrial';
import { type JudgedTests, TestFileJudge } from './testFileJudge';

export interface JudgeContext extends RunContext {
  /** Tests that reveal a bug are written too, marked as failing. */
  readonly writesFindings: boolean;
}

/**
 * Stage 5: drops what failed, selects what adds coverage or notices mutants, then runs each test file exactly as it will be
 * written until every test in it has passed all of `stabilityRuns`. All files belong to one project.
 */
export async function judgeTests(
  dossiers: readonly Dossier[],
  baseline: Baseline,
  context: JudgeContext,
): Promise<readonly JudgedTests[]> {
  const judges: TestFileJudge[] = [];
  for (const dossier of dossiers) {
    const confirmed: readonly TestCandidate[] = await confirmFindings(dossier, context);
    judges.push(new TestFileJudge(dossier, baseline, context.writesFindings ? confirmed : []));
  }
  const controls = new ControlRuns(async (trial, existingTests, stabilityRun) => {
    await context.temporaryFiles.write(trial.file, existingTests);
    return await run([trial], neighboursIn(stabilityRun, [trial], baseline), stabilityRun, context);
  });
  let open = judges;
  while (open.length > 0) {
    const trials = open.flatMap((judge) => {
      const trial = judge.nextTrial(context.runId);
      return trial ? [{ judge, trial }] : [];
    });
    if (trials.length > 0)
      await tryTogether(
        trials.map(({ trial }) => trial),
        { baseline, context, controls },
      );
    open = trials
      .filter(({ judge, trial }) => !judge.conclude(trial, stabilityRuns.length))
      .map(({ judge }) => judge);
  }
  return judges.map((judge) => judge.result);
}

interface TrialSurroundings {
  readonly baseline: Baseline;
  readonly context: RunContext;
  readonly controls: ControlRuns;
}

async function tryTogether(
  trials: readonly StabilityTrial[],
  { baseline, context, controls }: TrialSurroundings,
): Promise<void> {
  for (const stabilityRun of stabilityRuns) {
    const neighbours = neighboursIn(stabilityRun, trials, baseline);
    for (const trial of trials) await context.temporaryFiles.write(trial.file, trial.textFor(stabilityRun));
    const result = await run(trials, neighbours, stabilityRun, context);
    const isClear = result.status === 'completed' && !trials.some((trial) => trial.harmDone(result));
    if (isClear) {
      for (const trial of trials) trial.observe(result, stabilityRun);
      continue;
    }
    // One file that hangs, breaks the runner or harms the user's tests must not cost the others their verdict.
    for (const trial of trials) {
      const alone = trials.length === 1 ? result : await run([trial], neighbours, stabilityRun, context);
      const isHarmful = alone.status === 'completed' && trial.harmDone(alone) !== undefined;
      const excused = isHarmful ? await controls.failuresWithoutOurs(trial, stabilityRun) : undefined;
      trial.observe(alone, stabilityRun, excused);
    }
  }
  await context.temporaryFiles.removeAll();
}

/** The first run has the existing tests beside ours and measures; the others are ours alone. */
function neighboursIn(
  stabilityRun: StabilityRun,
  trials: readonly StabilityTrial[],
  baseline: Baseline,
): readonly WorkspacePath[] | undefined {
  return stabilityRun === stabilityRuns[0] ? neighboursOf(trials, baseline) : undefined;
}

/** Existing test files, without those whose text is part of a trial. */
function neighboursOf(trials: readonly StabilityTrial[], baseline: Baseline): readonly WorkspacePath[] {
  const merged = new Set(trials.map((trial) => trial.plan.testFile));
  return baseline.status === 'measured' ? baseline.files.filter((file) => !merged.has(file)) : [];
}

/** @param neighbours to run too, in a run that measures coverage; undefined: ours alone, nothing measured */
function run(
  trials: readonly StabilityTrial[],
  neighbours: readonly WorkspacePath[] | undefined,
  { timeZone, world }: StabilityRun,
  context: RunContext,
): Promise<TestRunResult> {
  const [first] = trials;
  if (!first) throw new RangeError('A run needs a trial');
  return context.runner.run(
    {
      project: first.plan.project,
      // In the order in which a runner takes them: what one leaves behind, the next one finds.
      files: [...trials.map((trial) => trial.file), ...(neighbours ?? [])].sort(),
      coverageOf: neighbours ? trials.map((trial) => trial.plan.target.path) : [],
      ...(world && { marked: world }),
      environment: timeZone ? { TZ: timeZone } : {},
      timeoutMs: context.timeoutMs,
      onOutput: context.onOutput,
    },
    context.signal,
  );
}
