import type { CostSummary } from '../cost/costSummary';
import type { CoverageAnalysis } from '../coverageAnalysis/coverageAnalysis';
import type { CompletedRun } from '../generation/runResults';
import type { WorkspacePath } from '../testing/workspace';
import type { FlakinessTrial } from './measureFlakiness';
import type { NotKnown } from './notKnown';
import type { SuiteScore } from './suiteScore';

/** What was spent, as far as the gate looks at it. */
export type Spend = Pick<CostSummary, 'totalMicroUsd' | 'isEstimated' | 'unpricedCalls' | 'byModel'>;

/** Everything that the rules are judged on. What no rule asked for is undefined. */
export interface GateMeasurements {
  readonly analysis: CoverageAnalysis;
  /** Of the runs that the analysis rests on. */
  readonly failedTests: CompletedRun['tests'];
  /** Test files that could not be loaded in them. */
  readonly brokenFiles: CompletedRun['brokenFiles'];
  readonly flakiness?: FlakinessTrial | NotKnown;
  readonly mutation?: readonly SuiteScore[] | NotKnown;
  readonly spend?: Spend | NotKnown;
  /** Sources and test files that are no longer what was measured. */
  readonly changedFiles: readonly WorkspacePath[];
}
