import type { Clock } from '../../../base/clock';
import type { SetTimer } from '../../../base/timer';

export interface PulseOptions {
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  /** Called when the reader leaves before the end; has to make a part that is awaited fail. */
  readonly onLeave: () => void;
}

export type Pulsed<T> =
  | { readonly type: 'part'; readonly part: T }
  /** Nothing came for a while; `waitedMs` since the last part. */
  | { readonly type: 'pulse'; readonly waitedMs: number };

/** The same parts, and a sign whenever none came for the interval. */
export async function* withPulses<T>(
  parts: AsyncIterable<T>,
  { intervalMs, clock, setTimer, onLeave }: PulseOptions,
): AsyncGenerator<Pulsed<T>> {
  const iterator = parts[Symbol.asyncIterator]();
  let isDone = false;
  try {
    for (;;) {
      const startedAtMs = clock.now();
      // Whether it fails is heard where it is awaited, not before.
      const next = iterator.next();
      next.catch(() => undefined);
      while (!(await settlesWithin(next, intervalMs, setTimer)))
        yield { type: 'pulse', waitedMs: clock.now() - startedAtMs };
      const result = await next.catch((error: unknown) => {
        isDone = true;
        throw error;
      });
      if (result.done) {
        isDone = true;
        return;
      }
      yield { type: 'part', part: result.value };
    }
  } finally {
    if (!isDone) {
      onLeave();
      await iterator.return?.();
    }
  }
}

function settlesWithin(promise: Promise<unknown>, delayMs: number, setTimer: SetTimer): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimer(() => resolve(false), delayMs);
    const end = (): void => {
      timer.dispose();
      resolve(true);
    };
    promise.then(end, end);
  });
}
