import type { WorkspacePath } from '../testing/workspace';
import type { SpendingEstimate } from './candidateSources';

/** What a run is about to pay a model for; shown before the first paid call, and again before anything that goes beyond it. */
export interface SpendingPlan {
  readonly runId: string;
  readonly workspaceRoot: string;
  readonly modelName: string;
  readonly files: readonly {
    readonly path: WorkspacePath;
    /** One line each: what nothing tests yet, or what is to be mended. */
    readonly gaps: readonly string[];
  }[];
  /** The worst case is the most that is paid without another question: repairs and calls that are tried again are in it. */
  readonly estimate: SpendingEstimate;
  /** It is beyond what was agreed to in this run before. */
  readonly isFurther: boolean;
}

/** Asks the user. False: the run goes on with what is free. Rejects with AbortError when the run is cancelled meanwhile. */
export type ConfirmSpending = (plan: SpendingPlan, signal: AbortSignal) => Promise<boolean>;
