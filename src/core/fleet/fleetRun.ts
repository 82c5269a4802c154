import type { AppError } from '../../base/error';
import type { RunSummary } from '../streaming/runPart';

export type RunResult =
  | { readonly status: 'finished'; readonly summary: RunSummary }
  | { readonly status: 'failed'; readonly error: AppError }
  | { readonly status: 'cancelled' };

/** Handle of a submitted task; its parts arrive through `StreamManager.subscribe(runId, …)`. */
export interface FleetRun {
  readonly runId: string;
  /** Never rejects. Settles after the terminal part was sent and all child processes are gone. */
  readonly result: Promise<RunResult>;
  /** Stops the run and kills its child processes; nothing when it has ended. */
  cancel(): void;
}
