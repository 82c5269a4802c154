import { type BudgetWindow, neverMs } from '../../../core/cost/budget';
import { budgetSettingOf } from '../../../core/cost/budgets';
import { formatUsd, type MicroUsd } from '../../../core/cost/money';
import { parseUsd } from '../../../core/cost/parseUsd';
import type { BudgetType } from '../../../core/errors';
import type { Presentation } from '../presentation';

/** Turns milliseconds since the epoch into local date and time. */
export type FormatTime = (timeMs: number) => string;

/** What users call each budget. */
export const budgetNames: Readonly<Record<BudgetType, string>> = {
  daily: 'daily',
  weekly: 'weekly',
  monthly: 'monthly',
  run: 'per-run',
  agent: 'per-agent',
};

/** Setting of the budget's limit. */
export function budgetSetting(budgetType: BudgetType): string {
  return `agenticQe.routing.costTracking.budgetLimits.${budgetSettingOf(budgetType)}`;
}

/** The notification when a budget nears its limit. @param threshold fraction that was reached */
export function presentBudgetWarning(
  window: BudgetWindow,
  threshold: number,
  formatTime: FormatTime,
): Presentation {
  const share = `${Number((threshold * 100).toFixed(1))} %`;
  const message = `The ${budgetNames[window.budgetType]} budget has passed ${share}: ${describeSpent(window)} are spent. ${describeReset(window, formatTime)}`;
  return { severity: 'warning', message, actions: budgetActions(window) };
}

/** The notification when a budget is used up. */
export function presentBudgetExceeded(window: BudgetWindow, formatTime: FormatTime): Presentation {
  const message = `The ${budgetNames[window.budgetType]} budget is used up: ${describeSpent(window)} are spent. Free models go on; models that cost money wait. ${describeReset(window, formatTime)}`;
  return { severity: 'warning', message, actions: budgetActions(window) };
}

/** `$0.12 of $5.00`. */
export function describeSpent({ spentMicroUsd, limitMicroUsd, isEstimated }: BudgetWindow): string {
  const spent = `${isEstimated ? '~' : ''}${formatUsd(spentMicroUsd)}`;
  return limitMicroUsd === undefined ? spent : `${spent} of ${formatUsd(limitMicroUsd)}`;
}

/** What is wrong with a new limit that was typed; undefined for nothing. */
export function limitProblem(text: string, { limitMicroUsd = 0 }: BudgetWindow): string | undefined {
  const amount = parseUsd(text);
  if (amount === undefined) return 'Enter an amount of US dollars, like 7.50.';
  if (amount <= limitMicroUsd) return `Enter more than the limit of now, ${formatUsd(limitMicroUsd)}.`;
  return undefined;
}

/** What the user is asked before a budget is raised. */
export function confirmRaise(
  window: BudgetWindow,
  newLimit: MicroUsd,
  formatTime: FormatTime,
): { readonly question: string; readonly detail: string } {
  const name = budgetNames[window.budgetType];
  return {
    question: `Raise the ${name} budget from ${formatUsd(window.limitMicroUsd ?? 0)} to ${formatUsd(newLimit)}?`,
    detail: `It holds ${describeEnd(window, formatTime)}; then the limit of the settings holds again. The raise is put on record.`,
  };
}

/** @param window as it is after the raise */
export function presentRaised(window: BudgetWindow, formatTime: FormatTime): Presentation {
  const message = `The ${budgetNames[window.budgetType]} budget is ${formatUsd(window.limitMicroUsd ?? 0)} ${describeEnd(window, formatTime)}.`;
  return { severity: 'info', message, actions: [] };
}

/** @param budgetType the budget that was to be raised; undefined: any */
export function presentNothingToRaise(budgetType: BudgetType | undefined): Presentation {
  const name = budgetType === undefined ? 'daily, weekly or monthly' : budgetNames[budgetType];
  return {
    severity: 'info',
    message: `There is no ${name} limit to raise.`,
    actions: [{ kind: 'open-setting', key: budgetSetting(budgetType ?? 'daily') }],
  };
}

/** `until …`, `for this run`: how long what is said about the window holds. */
export function describeEnd({ resetsAtMs }: BudgetWindow, formatTime: FormatTime): string {
  return resetsAtMs === neverMs ? 'for this run' : `until ${formatTime(resetsAtMs)}`;
}

function describeReset({ resetsAtMs }: BudgetWindow, formatTime: FormatTime): string {
  if (resetsAtMs === neverMs) return 'It ends with the run.';
  return `It counts from zero again at ${formatTime(resetsAtMs)}.`;
}

function budgetActions({ budgetType, scope }: BudgetWindow): Presentation['actions'] {
  return [
    { kind: 'raise-budget', budgetType, ...(scope !== undefined && { scope }) },
    { kind: 'open-setting', key: budgetSetting(budgetType) },
  ];
}
