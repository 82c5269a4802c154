import type { WorkspacePath } from '../testing/workspace';
import type { SpendingEstimate } from './candidateSources';

/** What a run is about to pay a model for; shown before the first paid call of a run. */
export interface SpendingPlan {
  readonly runId: string;
  readonly workspaceRoot: string;
  readonly modelName: string;
  readonly files: readonly {
    readonly path: WorkspacePath;
    /** One line each: what nothing tests yet. */
    readonly gaps: readonly string[];
  }[];
  readonly estimate: SpendingEstimate;
}

/** Asks the user. False: the run goes on with what is free. Rejects with AbortError when the run is cancelled meanwhile. */
export type ConfirmSpending = (plan: SpendingPlan, signal: AbortSignal) => Promise<boolean>;
