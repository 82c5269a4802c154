import type { TestRunResult } from '../testing/testRunner';
import type { Baseline, RunContext, TestEvidence } from './4-runTests';
import type { StabilityTrial } from './stabilityTrial';
import { type JudgedTests, TestFileJudge } from './testFileJudge';

/** Runs of the final file in which a kept test must pass, all of them. */
export const stabilityRuns = 5;

/** The runs see different time zones, so that a test which only holds at home does not pass for stable. */
const timeZoneOfRun = [undefined, 'UTC', 'Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Auckland'] as const;

/**
 * Stage 5: drops what failed, selects what adds coverage, then runs each test file exactly as it will be written until
 * every test in it has passed `stabilityRuns` runs out of as many. All files belong to one project.
 */
export async function judgeTests(
  evidence: readonly TestEvidence[],
  baseline: Baseline,
  context: RunContext,
): Promise<readonly JudgedTests[]> {
  const judges = evidence.map((item) => new TestFileJudge(item, baseline));
  let open = judges;
  while (open.length > 0) {
    const trials = open.flatMap((judge) => {
      const trial = judge.nextTrial(context.runId);
      return trial ? [{ judge, trial }] : [];
    });
    if (trials.length > 0)
      await tryTogether(
        trials.map(({ trial }) => trial),
        context,
      );
    open = trials
      .filter(({ judge, trial }) => !judge.conclude(trial, stabilityRuns))
      .map(({ judge }) => judge);
  }
  return judges.map((judge) => judge.result);
}

async function tryTogether(trials: readonly StabilityTrial[], context: RunContext): Promise<void> {
  for (const trial of trials) await context.temporaryFiles.write(trial.file, trial.text);
  for (const [index, timeZone] of timeZoneOfRun.entries()) {
    const result = await run(trials, index === 0, timeZone, context);
    if (result.status === 'completed' || trials.length === 1) {
      for (const trial of trials) trial.observe(result);
      continue;
    }
    // One file that hangs or breaks the runner must not cost the others their verdict.
    for (const trial of trials) trial.observe(await run([trial], index === 0, timeZone, context));
  }
  await context.temporaryFiles.removeAll();
}

function run(
  trials: readonly StabilityTrial[],
  isFirst: boolean,
  timeZone: string | undefined,
  context: RunContext,
): Promise<TestRunResult> {
  const [first] = trials;
  if (!first) throw new RangeError('A run needs a trial');
  const merged = new Set(trials.map((trial) => trial.plan.testFile));
  const neighbours = trials.flatMap((trial) => trial.plan.relatedTests).filter((file) => !merged.has(file));
  return context.runner.run(
    {
      project: first.plan.project,
      files: [...trials.map((trial) => trial.file), ...(isFirst ? new Set(neighbours) : [])],
      coverageOf: isFirst ? trials.map((trial) => trial.plan.target.path) : [],
      environment: timeZone ? { TZ: timeZone } : {},
      timeoutMs: context.timeoutMs,
      onOutput: context.onOutput,
    },
    context.signal,
  );
}
