import { type BudgetStatus, type BudgetWindow, windowsOf } from './budget';
import type { MicroUsd } from './money';

/** True when any window has a limit. */
export function hasLimit(status: BudgetStatus): boolean {
  return windowsOf(status).some(({ limitMicroUsd }) => limitMicroUsd !== undefined);
}

/** What the window still allows to be spent, never below 0; undefined without a limit. */
export function remainingOf({ limitMicroUsd, spentMicroUsd }: BudgetWindow): MicroUsd | undefined {
  return limitMicroUsd === undefined ? undefined : Math.max(0, limitMicroUsd - spentMicroUsd);
}

/**
 * The window that does not allow the cost; of several the one that leaves least, then the longer one, because it holds longer.
 * What costs nothing is always allowed, also when a limit was overrun.
 */
export function windowAgainst(status: BudgetStatus, cost: MicroUsd): BudgetWindow | undefined {
  let tightest: BudgetWindow | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const window of windowsOf(status)) {
    const remaining = remainingOf(window);
    if (remaining === undefined || remaining >= cost || remaining > least) continue;
    tightest = window;
    least = remaining;
  }
  return tightest;
}
