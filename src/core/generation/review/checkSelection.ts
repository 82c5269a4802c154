import type { TestProject } from '../../testing/testProject';
import type { WorkspacePath } from '../../testing/workspace';
import type { Baseline } from '../4-runTests';
import type { TestCandidate } from '../candidate';
import { composeFinalText, type FinalTextPlan } from '../finalText';
import { firstLine } from '../firstLine';
import type { RunContext } from '../runContext';
import { runTrials, trialSurroundings } from '../runTrials';
import { stabilityRuns } from '../stabilityRuns';
import { StabilityTrial, type TrialPlan } from '../stabilityTrial';
import { temporaryTestFile } from '../testFileLocation';

/** Tests that are to be put into a file, and what the file is about. */
export interface Selection {
  readonly plan: FinalTextPlan;
  readonly sourceFile: WorkspacePath;
  readonly project: TestProject;
  readonly tests: readonly TestCandidate[];
  readonly findings: readonly TestCandidate[];
}

export interface CheckedSelection {
  /** The file with the tests that passed every run; undefined when none did. */
  readonly text: string | undefined;
  readonly refused: readonly { readonly candidateId: string; readonly reason: string }[];
}

/** Runs the file with the tests as a run of generation does, until all that are left in it have passed every run. */
export async function checkSelection(
  { plan: filePlan, sourceFile, project, tests, findings }: Selection,
  context: RunContext,
): Promise<CheckedSelection> {
  const plan: TrialPlan = { ...filePlan, target: { path: sourceFile }, project };
  const surroundings = trialSurroundings(await ownBaseline(plan, context), context);
  const { baseline } = surroundings;
  const file = temporaryTestFile(plan.testFile, context.runId, 'keep');
  const refused: { candidateId: string; reason: string }[] = [];
  let [selected, marked] = [tests, findings];
  const refuse = (unfit: ReadonlyMap<string, string>): void => {
    for (const [candidateId, reason] of unfit) refused.push({ candidateId, reason: firstLine(reason) });
    selected = selected.filter(({ id }) => !unfit.has(id));
    marked = marked.filter(({ id }) => !unfit.has(id));
  };
  const refuseAll = (reason: string): void =>
    refuse(new Map([...selected, ...marked].map(({ id }) => [id, reason])));
  while (selected.length + marked.length > 0) {
    const composed = composeFinalText(plan, selected, { findings: marked });
    if (composed.status === 'conflict') {
      refuseAll(composed.reason);
      break;
    }
    const trial = new StabilityTrial({ plan, file, selected, findings: marked, baseline }, composed.text);
    await runTrials([trial], surroundings);
    const failed = trial.unfit(stabilityRuns.length).map(({ id, detail }) => [id, detail] as const);
    const unfit = new Map([...failed, ...trial.unfitFindings]);
    if (unfit.size === 0 && trial.spoilt === undefined) return { text: composed.text, refused };
    if (unfit.size === 0) refuseAll(trial.spoilt ?? '');
    else refuse(unfit);
  }
  return { text: undefined, refused };
}

/** How the tests that are in the file already end without ours. */
async function ownBaseline(plan: TrialPlan, context: RunContext): Promise<Baseline> {
  if (plan.existingTests === undefined)
    return { status: 'unavailable', reason: 'There is no test file yet.' };
  const result = await context.runner.run(
    {
      project: plan.project,
      files: [plan.testFile],
      coverageOf: [],
      environment: {},
      timeoutMs: context.timeoutMs,
      onOutput: context.onOutput,
    },
    context.signal,
  );
  if (result.status !== 'completed') return { status: 'unavailable', reason: 'The test file cannot be run.' };
  return { status: 'measured', files: [], coverage: [], tests: result.tests };
}
