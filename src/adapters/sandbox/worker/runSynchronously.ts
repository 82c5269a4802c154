import vm from 'node:vm';
import { exitWorker } from './blockProcess';

/** On top of the limit that the parent watches over. */
const orphanMarginMs = 10_000;
const slot = '__agenticQeTask';
const script = new vm.Script(`${slot}()`, { filename: 'sandbox-step' });

/**
 * Calls `task`. The parent kills a process that loops for ever; should the parent itself be gone, a watchdog thread of the
 * engine ends the loop here, well after `timeoutMs`, and the process with it.
 */
export function runSynchronously<T>(task: () => T, timeoutMs: number): T {
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined;
  Object.defineProperty(globalThis, slot, {
    configurable: true,
    enumerable: false,
    value: () => {
      try {
        outcome = { value: task() };
      } catch (error) {
        outcome = { error };
      }
    },
  });
  try {
    script.runInThisContext({ timeout: timeoutMs + orphanMarginMs, displayErrors: false });
  } catch {
    exitWorker(1);
  }
  if (outcome === undefined) return exitWorker(1);
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** Calls `task` and ends it where it stands after `timeoutMs`. @returns false when that was so */
export function runWithin(task: () => void, timeoutMs: number): boolean {
  let outcome: { readonly error?: unknown } | undefined;
  Object.defineProperty(globalThis, slot, {
    configurable: true,
    enumerable: false,
    value: () => {
      try {
        task();
        outcome = {};
      } catch (error) {
        outcome = { error };
      }
    },
  });
  try {
    script.runInThisContext({ timeout: timeoutMs, displayErrors: false });
  } catch {
    return false;
  }
  if (outcome && 'error' in outcome) throw outcome.error;
  return outcome !== undefined;
}
