import type { TestRunResult } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { Baseline } from './4-runTests';
import { ControlRuns } from './controlRuns';
import type { RunContext } from './runContext';
import { type StabilityRun, stabilityRuns } from './stabilityRuns';
import type { StabilityTrial } from './stabilityTrial';

/** What trials need beside their files; `controls` are remembered from one trial to the next. */
export interface TrialSurroundings {
  readonly baseline: Baseline;
  readonly context: RunContext;
  readonly controls: ControlRuns;
}

export function trialSurroundings(baseline: Baseline, context: RunContext): TrialSurroundings {
  const controls = new ControlRuns(async (trial, existingTests, stabilityRun) => {
    await context.temporaryFiles.write(trial.file, existingTests);
    return await run([trial], neighboursIn(stabilityRun, [trial], baseline), stabilityRun, context);
  });
  return { baseline, context, controls };
}

/** Runs the files of the trials `stabilityRuns.length` times, each time otherwise, and tells them what came out. */
export async function runTrials(
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
