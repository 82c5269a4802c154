import type { Baseline } from './4-runTests';
import type { TestCandidate } from './candidate';
import { confirmFindings } from './confirmFindings';
import type { Dossier } from './dossier';
import type { RunContext } from './runContext';
import { runTrials, trialSurroundings } from './runTrials';
import { stabilityRuns } from './stabilityRuns';
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
  const surroundings = trialSurroundings(baseline, context);
  let open = judges;
  while (open.length > 0) {
    const trials = open.flatMap((judge) => {
      const trial = judge.nextTrial(context.runId);
      return trial ? [{ judge, trial }] : [];
    });
    if (trials.length > 0)
      await runTrials(
        trials.map(({ trial }) => trial),
        surroundings,
      );
    open = trials
      .filter(({ judge, trial }) => !judge.conclude(trial, stabilityRuns.length))
      .map(({ judge }) => judge);
  }
  return judges.map((judge) => judge.result);
}
