import type { RunPart } from '../streaming/runPart';

/**
 * Tells what happens in a task. While streaming, awaiting the promise slows the work down to the speed of its slowest reader;
 * it rejects with AbortError when the work is to stop. Not awaiting it is allowed and only gives up that slowing.
 */
export type EmitPart = (part: RunPart) => void | Promise<void>;

/** What an agent works with during one task. */
export interface TaskWork {
  readonly emit: EmitPart;
  /** Aborted when the task is cancelled, has timed out, or its stream broke. */
  readonly signal: AbortSignal;
  /** The text of tests is wanted as it is written (`test-code`). */
  readonly isStreaming: boolean;
  /** While nothing else is to be told, progress is reported this often, so that no live work is taken for a silent one. */
  readonly elapsedReportIntervalMs: number;
}
