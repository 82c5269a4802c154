import type { Disposable } from './disposable';

/** Calls back once after the delay, unless it is disposed before; tests bring their own. */
export type SetTimer = (callback: () => void, delayMs: number) => Disposable;

/** Timers of the platform. One that is waiting keeps the process alive: whoever sets it disposes it when it is not needed. */
export const systemTimer: SetTimer = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs);
  return { dispose: () => clearTimeout(timer) };
};
