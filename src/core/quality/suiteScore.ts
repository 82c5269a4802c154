import type { FleetConfig } from '../config/fleetConfig';
import type { Workbench } from '../generation/workbench';
import type { MutationScore } from '../mutation/killMap';
import type { Mutant } from '../mutation/mutant';
import type { TestFrameworkId } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';

/** How many of the mutants of a source file its existing tests notice. */
export type SuiteScore = { readonly sourceFile: WorkspacePath } & (
  | {
      readonly status: 'measured';
      /** Mutants that only an unmeasured test might notice count as survived. */
      readonly score: MutationScore;
      readonly survivors: readonly Mutant[];
      /** Existing tests that could not be taken apart: what they notice is not known. */
      readonly unmeasuredTests: readonly { readonly title: string; readonly reason: string }[];
    }
  | { readonly status: 'unavailable'; readonly reason: string }
);

export interface SuiteScoreJob {
  readonly runId: string;
  readonly sourceFile: WorkspacePath;
  readonly framework?: TestFrameworkId;
  readonly workbench: Workbench;
  readonly settings: FleetConfig['mutation'];
  /** Of one invocation of a test runner. */
  readonly timeoutMs: number;
  readonly onOutput: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Runs the existing tests of a source file against its mutants. @throws AppError when they cannot be run; AbortError */
export type MeasureSuiteScore = (job: SuiteScoreJob) => Promise<SuiteScore>;
