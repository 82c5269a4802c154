import type { RunPart } from './runPart';
import type { StreamFailure } from './streamChunk';

/** What an attempt needs of its stream; a TaskStream is one. */
export interface AttemptStream {
  /** Aborted when the work is to stop: the reason is the AppError that broke the stream, or an AbortError. */
  readonly signal: AbortSignal;
  write(part: RunPart): Promise<void>;
  /** @throws what broke the stream meanwhile; AbortError when it was cancelled */
  complete(): Promise<void>;
  fail(failure: StreamFailure): Promise<void>;
  abort(): void;
}
