import type { Door } from '../cost/door';
import type { AnalyzeCoverageRequest } from '../coverageAnalysis/analyzeCoverageRequest';
import type { CoverageAnalysis } from '../coverageAnalysis/coverageAnalysis';
import type { GenerateTestsRequest } from '../generation/generateTestsRequest';
import type { RunSummary } from '../generation/runSummary';
import type { GateReport } from '../quality/gateReport';
import type { QualityGateRequest } from '../quality/qualityGateRequest';
import type { WorkspacePath } from '../testing/workspace';

/** What a user can ask the fleet for; `type` decides which agent performs it. The same from every door. */
export type TaskRequest = GenerateTestsRequest | AnalyzeCoverageRequest | QualityGateRequest;
export type TaskType = TaskRequest['type'];

/** What each task ends with. `type` is that of the request. */
export interface TaskSummaries {
  readonly 'generate-tests': RunSummary;
  readonly 'analyze-coverage': CoverageAnalysis;
  readonly 'quality-gate': GateReport;
}
export type TaskSummary = TaskSummaries[TaskType];
export type SummaryOf<R extends TaskRequest> = TaskSummaries[R['type']];

/** Order in which waiting tasks are started; equal ones in order of arrival. */
export const taskPriorities = ['low', 'normal', 'high', 'critical'] as const;
export type TaskPriority = (typeof taskPriorities)[number];

/** Text of a source file that a task is about; the router judges its complexity. */
export interface TaskSource {
  readonly path: WorkspacePath;
  readonly text: string;
}

/** A task as agents and the router see it. */
export interface QETask<R extends TaskRequest = TaskRequest> {
  /** The id of the run. */
  readonly id: string;
  readonly type: R['type'];
  readonly priority: TaskPriority;
  readonly request: R;
  /** Through which it was submitted; absent: the host's own. */
  readonly door?: Door;
  /** Reads the sources it is about; called only when somebody needs them. Missing files are left out. */
  readonly readSources: () => Promise<readonly TaskSource[]>;
  /** Aborted by a user who wants no more, but to keep what is there. */
  readonly stopSignal?: AbortSignal;
}
