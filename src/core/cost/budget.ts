import type { BudgetType } from '../errors';
import type { MicroUsd } from './money';

/** Spend of a window against its limit. */
export interface BudgetWindow {
  readonly budgetType: BudgetType;
  readonly spentMicroUsd: MicroUsd;
  /** Undefined: no limit is set. Zero: free models only. */
  readonly limitMicroUsd: MicroUsd | undefined;
  /** When the window ends, milliseconds since the epoch. */
  readonly resetsAtMs: number;
  /** True when any amount in the window was estimated. */
  readonly isEstimated: boolean;
}

/** Spend of the current day, week and month, in the user's time zone. */
export interface BudgetStatus {
  readonly daily: BudgetWindow;
  readonly weekly: BudgetWindow;
  readonly monthly: BudgetWindow;
}

/** The windows, the shortest first. */
export function windowsOf(status: BudgetStatus): readonly BudgetWindow[] {
  return [status.daily, status.weekly, status.monthly];
}
