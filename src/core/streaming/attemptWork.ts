import { AbortError, onAbort } from '../../base/abort';
import { DisposableStore } from '../../base/disposable';
import type { SetTimer } from '../../base/timer';
import type { EmitPart } from '../agents/taskWork';
import type { AttemptStream } from './attemptStream';

/** Work that was told to stop is waited for no longer than this. */
export const stopGraceMs = 5000;

export type AttemptOutcome<T> =
  | { readonly status: 'done'; readonly value: T }
  /** `isStopped` false: the work ignores its signal and still goes on. */
  | { readonly status: 'failed'; readonly error: unknown; readonly isStopped: boolean };

export interface AttemptWorkOptions<T> {
  readonly stream: AttemptStream;
  readonly attempt: (write: EmitPart, signal: AbortSignal) => Promise<T>;
  /** Aborted when the task is cancelled. */
  readonly signal: AbortSignal;
  readonly setTimer: SetTimer;
}

/** Does the work of one attempt until it is done, has failed, or was told to stop because its stream broke or the task ends. */
export async function performAttempt<T>(options: AttemptWorkOptions<T>): Promise<AttemptOutcome<T>> {
  const { stream, attempt, signal, setTimer } = options;
  const controller = new AbortController();
  const subscriptions = new DisposableStore();
  let reason: unknown;
  const stop = (because: unknown): void => {
    if (controller.signal.aborted) return;
    reason = because;
    controller.abort();
  };
  subscriptions.add(onAbort(signal, () => stop(new AbortError())));
  subscriptions.add(onAbort(stream.signal, () => stop(stream.signal.reason)));
  const leftBehind = new Promise<AttemptOutcome<T>>((resolve) => {
    const watchClock = () =>
      subscriptions.add(
        setTimer(() => resolve({ status: 'failed', error: reason, isStopped: false }), stopGraceMs),
      );
    subscriptions.add(onAbort(controller.signal, watchClock));
  });
  const work = settle(() => attempt((part) => stream.write(part), controller.signal));
  const outcome = await Promise.race([work, leftBehind]);
  subscriptions.dispose();
  // What stopped the work counts, not how it took it.
  return controller.signal.aborted && (outcome.status === 'done' || outcome.isStopped)
    ? { status: 'failed', error: reason, isStopped: true }
    : outcome;
}

async function settle<T>(work: () => Promise<T>): Promise<AttemptOutcome<T>> {
  try {
    return { status: 'done', value: await work() };
  } catch (error) {
    return { status: 'failed', error, isStopped: true };
  }
}
