import { AbortError } from '../../base/abort';

/** A promise that rejects with AbortError; not hearing of it is allowed, because not waiting for a write is. */
export function refusal(): Promise<never> {
  return unheardOf(Promise.reject(new AbortError()));
}

/** The same promise; that it rejects is no failure of the process when nobody waits for it. */
export function unheardOf<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
