import type { AppError } from '../../base/error';
import type { TaskSummary } from './task';

export type RunResult<S extends TaskSummary = TaskSummary> =
  | { readonly status: 'finished'; readonly summary: S }
  | { readonly status: 'failed'; readonly error: AppError }
  | { readonly status: 'cancelled' };

/** Handle of a submitted task; its parts arrive through the StreamManager under its `runId`. */
export interface FleetRun<S extends TaskSummary = TaskSummary> {
  readonly runId: string;
  /** Never rejects. Settles after the terminal part was sent and all child processes are gone. */
  readonly result: Promise<RunResult<S>>;
  /** Stops the run and kills its child processes; nothing when it has ended. */
  cancel(): void;
  /** Begins nothing new; what has passed is judged and kept. A task that keeps nothing in between goes on to its end. */
  stop(): void;
}
