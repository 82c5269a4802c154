import { TestRunnerError } from '../errors';
import type { TestOutcome, TestRunRequest, TestRunResult } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';
import type { RunContext } from './runContext';

export type CompletedRun = Extract<TestRunResult, { status: 'completed' }>;

/** The failure of a whole run, for whoever cannot go on without it. */
export function runnerError(result: Exclude<TestRunResult, CompletedRun>): TestRunnerError {
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

export function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}

export function runRequest(
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
