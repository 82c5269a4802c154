import type { Disposable } from './disposable';

/** The reason that is thrown when work stops because its signal was aborted. */
export class AbortError extends Error {
  override readonly name = 'AbortError';

  constructor(message = 'Cancelled') {
    super(message);
  }
}

/** Throws `AbortError` if the signal is aborted. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AbortError();
}

/** True for the error that an aborted signal causes, ours or the platform's. */
export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Calls `listener` once on abort (at once if already aborted); dispose to stop listening. */
export function onAbort(signal: AbortSignal, listener: () => void): Disposable {
  if (signal.aborted) {
    listener();
    return { dispose: () => {} };
  }
  signal.addEventListener('abort', listener, { once: true });
  return { dispose: () => signal.removeEventListener('abort', listener) };
}
