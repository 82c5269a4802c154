import { AppError } from '../../base/error';
import type { Random } from '../../base/random';
import { ProviderError } from '../errors';
import type { Wait } from '../streaming/wait';
import type { LanguageModel, StreamPart } from './languageModel';

export interface RetryOptions {
  /** Calls in all, the first one included. */
  readonly maxAttempts: number;
  /** Wait before the second attempt, in milliseconds; it doubles with each further one. */
  readonly backoffMs: number;
  /** Longest wait of our own choice, in milliseconds. */
  readonly maxBackoffMs: number;
  /** Longest wait that a provider may ask for, in milliseconds. One that asks for more is not asked again. */
  readonly maxRetryAfterMs: number;
  readonly wait: Wait;
  /** Spreads the waits of many callers that failed together: each waits between half and all of its time. */
  readonly random: Pick<Random, 'next'>;
  /** Told before each wait. */
  readonly onRetry?: (retry: FailedAttempt) => void;
}

export interface FailedAttempt {
  /** The first one is 1. */
  readonly attempt: number;
  readonly error: AppError;
  readonly delayMs: number;
}

/**
 * Calls the model again after a failure that may pass, as long as the reader has seen nothing of the answer. Text is what is
 * seen: usage is held back until then, because that of a failed attempt would be taken for that of the next. Each attempt is
 * a call of `model` of its own: what must see every attempt (metering, timeouts) is wrapped inside.
 */
export function withRetry(model: LanguageModel, options: RetryOptions): LanguageModel {
  const { modelName, provider } = model;
  return {
    modelName,
    provider,
    async *doStream(prompt, callOptions) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = new HeldBackAnswer();
        try {
          for await (const part of model.doStream(prompt, callOptions)) yield* answer.pass(part);
          return;
        } catch (error) {
          const delayMs = answer.isSeen ? undefined : delayAfter(error, attempt);
          if (delayMs === undefined) throw error;
          options.onRetry?.({ attempt, error: error as AppError, delayMs });
          await options.wait(delayMs, callOptions.signal);
        }
      }
    },
  };

  function delayAfter(error: unknown, attempt: number): number | undefined {
    if (attempt >= options.maxAttempts || !(error instanceof AppError) || !error.isRetryable)
      return undefined;
    const retryAfterMs = error instanceof ProviderError ? (error.retryAfterMs ?? 0) : 0;
    if (retryAfterMs > options.maxRetryAfterMs) return undefined;
    const backoffMs = Math.min(options.backoffMs * 2 ** (attempt - 1), options.maxBackoffMs);
    return Math.max(retryAfterMs, Math.round(backoffMs * (0.5 + options.random.next() / 2)));
  }
}

/** The parts of one attempt; nothing of it is passed on before its first text or its end. */
class HeldBackAnswer {
  isSeen = false;
  private usage: StreamPart | undefined;

  *pass(part: StreamPart): Iterable<StreamPart> {
    const isFirstSeen = part.type === 'text-delta' ? part.text !== '' : part.type !== 'usage';
    if (!this.isSeen && !isFirstSeen) {
      if (part.type === 'usage') this.usage = part;
      return;
    }
    const heldBack = this.isSeen ? undefined : this.usage;
    this.isSeen = true;
    if (heldBack) yield heldBack;
    yield part;
  }
}
