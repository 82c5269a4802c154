import type { FileCoverage } from '../testing/coverage';
import type { TestOutcome } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';
import type { WrittenTests } from './3-writeTests';
import type { RunContext } from './runContext';
import { runMarked } from './runMarked';
import { describeFailedRun, runRequest } from './runResults';
import type { TestEvidence } from './testEvidence';

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
