import { AbortError, onAbort } from '../../base/abort';
import type { SetTimer } from '../../base/timer';
import { ProviderError } from '../errors';
import type { LanguageModel, StreamPart } from './languageModel';

export interface TimeoutOptions {
  /** Until anything at all arrives, in milliseconds. */
  readonly firstPartTimeoutMs: number;
  /** Between what arrives, in milliseconds. The time that the reader takes does not count. */
  readonly idleTimeoutMs: number;
  readonly setTimer: SetTimer;
}

/**
 * Gives up a model that is silent for too long, and ends its connection.
 * An empty `text-delta` is a sign of life of a model that thinks; it counts here and is not handed on.
 * @throws ProviderError `provider-timed-out`, besides what the model throws
 */
export function withTimeout(model: LanguageModel, options: TimeoutOptions): LanguageModel {
  const { modelName, provider } = model;
  return {
    modelName,
    provider,
    async *doStream(prompt, { maxOutputTokens, signal }) {
      const connection = new AbortController();
      const abortion = onAbort(signal, () => connection.abort());
      const parts = model
        .doStream(prompt, { maxOutputTokens, signal: connection.signal })
        [Symbol.asyncIterator]();
      let timeoutMs = options.firstPartTimeoutMs;
      let isAbandoned = false;
      try {
        for (;;) {
          const next = await beforeSilence(parts.next(), timeoutMs, () => {
            isAbandoned = true;
            return silenceError(model, timeoutMs);
          });
          if (next.done) return;
          timeoutMs = options.idleTimeoutMs;
          if (!isSignOfLife(next.value)) yield next.value;
        }
      } catch (error) {
        throw signal.aborted ? new AbortError() : error;
      } finally {
        abortion.dispose();
        connection.abort();
        // One that was silent may never answer this either.
        if (!isAbandoned) await parts.return?.();
      }
    },
  };

  function beforeSilence<T>(answer: Promise<T>, timeoutMs: number, onSilence: () => Error): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = options.setTimer(() => reject(onSilence()), timeoutMs);
      void answer.then(resolve, reject).finally(() => timer.dispose());
    });
  }
}

function isSignOfLife(part: StreamPart): boolean {
  return part.type === 'text-delta' && part.text === '';
}

function silenceError({ modelName, provider }: LanguageModel, timeoutMs: number): ProviderError {
  return new ProviderError(
    'provider-timed-out',
    `${modelName} (${provider}) was silent for ${timeoutMs / 1000} s, and the connection was ended.`,
    { hint: 'Try again later, or choose another model.', isRetryable: true },
  );
}
