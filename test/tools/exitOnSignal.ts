import os from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let isInstalled = false;

/**
 * Makes a signal end this process through its `exit` event (code 128 + signal), so that the process trees and temporary
 * folders it made go with it. May be called any number of times.
 */
export function exitOnSignal(): void {
  if (isInstalled) return;
  isInstalled = true;
  for (const signal of signals) process.once(signal, () => process.exit(128 + os.constants.signals[signal]));
}
