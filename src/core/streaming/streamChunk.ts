import type { AppError } from '../../base/error';
import type { RunPart } from './runPart';

/** What is known of a stream when it starts. */
export interface StreamMetadata {
  readonly streamId: string;
  readonly taskId: string;
  readonly taskType: string;
  readonly agentId: string;
  readonly agentType: string;
  readonly modelName: string;
  /** From 1; a retry of the task is a stream of its own. */
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
}

/** One part of a task's work, in the order in which it was done. */
export interface StreamChunk {
  readonly streamId: string;
  readonly agentId: string;
  /** From 1, rising by one; none is missing and none comes twice. */
  readonly sequence: number;
  readonly part: RunPart;
}

/** How far the task is. */
export interface ProgressInfo {
  /** In [0, 1], never less than before; the last one of a completed stream is 1. */
  readonly fraction: number;
  readonly message: string;
}

/** How a stream ended well. */
export interface StreamResult {
  readonly streamId: string;
  readonly chunks: number;
  readonly durationMs: number;
  /** Milliseconds from the start to the first chunk; undefined when there was none. */
  readonly firstChunkAfterMs: number | undefined;
}

/** Why a stream ended, and what comes next. */
export interface StreamFailure {
  readonly error: AppError;
  /** `retry`: another stream follows; `synchronous`: the task goes on without streaming; `none`: the task has failed. */
  readonly next: 'retry' | 'synchronous' | 'none';
}

/** Told what happens in a stream; one that throws is logged and changes nothing. */
export interface StreamCallbacks {
  onStart(metadata: StreamMetadata): void;
  onChunk(chunk: StreamChunk): void;
  onProgress(progress: ProgressInfo): void;
  /** The stream has ended without a result. Exactly one of `onError` and `onComplete` is called per stream. */
  onError(failure: StreamFailure): void;
  onComplete(result: StreamResult): void;
}
