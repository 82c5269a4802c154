import type { MicroUsd } from './money';

/** Spend of the current window against its limit. */
export interface BudgetStatus {
  readonly period: 'day';
  readonly spentMicroUsd: MicroUsd;
  /** Undefined: no limit is set. Zero: free models only. */
  readonly limitMicroUsd: MicroUsd | undefined;
  /** When the window ends, milliseconds since the epoch. */
  readonly resetsAtMs: number;
  /** True when any amount in the window was estimated. */
  readonly isEstimated: boolean;
}
