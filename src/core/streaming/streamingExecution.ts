import { AbortError, isAbortError, throwIfAborted } from '../../base/abort';
import { AppError, describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import { type SetTimer, systemTimer } from '../../base/timer';
import type { EmitPart } from '../agents/taskWork';
import { StreamingError } from '../errors';
import type { AttemptStream } from './attemptStream';
import { performAttempt } from './attemptWork';
import type { StreamFailure } from './streamChunk';
import { createWait, type Wait } from './wait';

/** The `streaming.retryConfig.*` settings of the same names. */
export interface RetryConfig {
  /** Further streams after the first. */
  readonly maxRetries: number;
  /** Wait before the first of them; each further wait is `backoffMultiplier` times as long. */
  readonly backoffMs: number;
  readonly backoffMultiplier: number;
}

export interface StreamingExecution<T> {
  /** Opens the stream of the attempt; attempts are numbered from 1. */
  readonly openStream: (attempt: number) => AttemptStream;
  /** Does the task and writes what happens; it has to end soon after the signal was aborted. */
  readonly attempt: (write: EmitPart, signal: AbortSignal) => Promise<T>;
  /** Does the task without a stream. */
  readonly synchronous: () => Promise<T>;
  readonly retryConfig: RetryConfig;
  /** False when the task must not be done again from the start: it has changed the workspace. */
  readonly canRetry: () => boolean;
  /** Tells the run itself, past all streams, that work begins again. */
  readonly emit: EmitPart;
  readonly logger: Logger;
  /** Aborted when the task is cancelled. */
  readonly signal: AbortSignal;
  readonly setTimer?: SetTimer;
  /** Default: as `setTimer` measures time. */
  readonly wait?: Wait;
}

type Failed = { readonly error: unknown; readonly next: StreamFailure['next'] };

/**
 * Does a task over a stream (spec 8.2). A stream that breaks in a way that may pass is tried again, `maxRetries` times, after
 * waits of backoffMs × multiplier^(n−1); then, or when streaming itself cannot work, the task is done once without a
 * stream. Each attempt has a stream of its own, and its work has stopped before the next one begins.
 * @throws AbortError when cancelled; the error of the last attempt when it is final
 */
export async function executeStreaming<T>(execution: StreamingExecution<T>): Promise<T> {
  const { retryConfig, signal, logger, setTimer = systemTimer, wait = createWait(setTimer) } = execution;
  const restart = async (attempt: number, error: unknown): Promise<void> =>
    await execution.emit({ type: 'restart', attempt, reason: describeError(error) });
  for (let attempt = 1; ; attempt++) {
    throwIfAborted(signal);
    const outcome = await streamOnce(execution, attempt, setTimer);
    if (outcome.status === 'done') return outcome.value;
    const { error, next } = outcome;
    if (next === 'none') throw error;
    if (next === 'synchronous') {
      logger.error('Streaming failed, falling back to sync', { attempt, error: describeError(error) });
      await restart(attempt + 1, error);
      return await execution.synchronous();
    }
    const delayMs = retryConfig.backoffMs * retryConfig.backoffMultiplier ** (attempt - 1);
    logger.warn('A stream failed and is tried again', { attempt, delayMs, error: describeError(error) });
    await wait(delayMs, signal);
    await restart(attempt + 1, error);
  }
}

/** One attempt, from the start of its stream to the one event that ends it. */
async function streamOnce<T>(
  execution: StreamingExecution<T>,
  attempt: number,
  setTimer: SetTimer,
): Promise<{ readonly status: 'done'; readonly value: T } | ({ readonly status: 'failed' } & Failed)> {
  const { signal } = execution;
  const stream = execution.openStream(attempt);
  let outcome = await performAttempt({ stream, attempt: execution.attempt, signal, setTimer });
  if (outcome.status === 'done') {
    try {
      await stream.complete();
      return outcome;
    } catch (error) {
      outcome = { status: 'failed', error, isStopped: true };
    }
  }
  const { error, isStopped } = outcome;
  if (signal.aborted || isAbortError(error)) {
    stream.abort();
    throw new AbortError();
  }
  if (!isStopped) execution.logger.error('Work ignores that it has to stop', { attempt });
  // Two at once would be in each other's way.
  const mayGoOn = isStopped && execution.canRetry();
  const next = mayGoOn ? nextAfter(error, attempt, execution.retryConfig) : 'none';
  await stream.fail({ error: toAppError(error), next });
  throwIfAborted(signal);
  return { status: 'failed', error, next };
}

function nextAfter(error: unknown, attempt: number, { maxRetries }: RetryConfig): StreamFailure['next'] {
  // What nobody foresaw is the agent's crash: the fleet gives the task to another one.
  if (!(error instanceof AppError) || error.code === 'budget-exceeded') return 'none';
  if (error.isRetryable) return attempt <= maxRetries ? 'retry' : 'synchronous';
  return error.code === 'streaming-failed' ? 'synchronous' : 'none';
}

function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new StreamingError(describeError(error), { cause: error });
}
