import { AbortError, onAbort } from '../../base/abort';
import type { SetTimer } from '../../base/timer';

/** Resolves after the delay. @throws AbortError as soon as the signal is aborted */
export type Wait = (delayMs: number, signal: AbortSignal) => Promise<void>;

export function createWait(setTimer: SetTimer): Wait {
  return (delayMs, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimer(() => {
        abortion.dispose();
        resolve();
      }, delayMs);
      const abortion = onAbort(signal, () => {
        timer.dispose();
        reject(new AbortError());
      });
    });
}
