import type { BudgetType } from '../errors';
import type { MicroUsd } from './money';

/** Spend of a window against its limit. */
export interface BudgetWindow {
  readonly budgetType: BudgetType;
  /** Whose budget it is: id of the run, or type of the agents; absent in windows of everything. */
  readonly scope?: string;
  readonly spentMicroUsd: MicroUsd;
  /** What is raised included. Undefined: no limit is set. Zero: free models only. */
  readonly limitMicroUsd: MicroUsd | undefined;
  /** Part of the limit that somebody added for this window only; absent when nobody did. */
  readonly raisedByMicroUsd?: MicroUsd;
  /** When the window ends, milliseconds since the epoch; `neverMs` for that of a run. */
  readonly resetsAtMs: number;
  /** True when any amount in the window was estimated. */
  readonly isEstimated: boolean;
}

/** The last instant that is a date: the budget of a run begins anew with the next run only. */
export const neverMs = 8_640_000_000_000_000;

/** Spend of the current day, week and month, in the user's time zone. */
export interface BudgetStatus {
  readonly daily: BudgetWindow;
  readonly weekly: BudgetWindow;
  readonly monthly: BudgetWindow;
  /** Present when a run was asked for and runs have a limit. */
  readonly run?: BudgetWindow;
  /** Of all agents of a type, today; present when a type was asked for and agents have a limit. */
  readonly agent?: BudgetWindow;
}

/** The windows, the shortest first. */
export function windowsOf({ run, agent, daily, weekly, monthly }: BudgetStatus): readonly BudgetWindow[] {
  return [...(run ? [run] : []), ...(agent ? [agent] : []), daily, weekly, monthly];
}
