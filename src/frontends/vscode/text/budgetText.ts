import { t } from '../../../base/localize';
import { type BudgetWindow, neverMs } from '../../../core/cost/budget';
import { budgetSettingOf } from '../../../core/cost/budgets';
import { formatUsd, type MicroUsd } from '../../../core/cost/money';
import { parseUsd } from '../../../core/cost/parseUsd';
import type { BudgetType } from '../../../core/errors';
import type { Presentation } from '../presentation';

/** Turns milliseconds since the epoch into local date and time. */
export type FormatTime = (timeMs: number) => string;

/** What users call each budget, as it stands before the word. */
export function budgetName(budgetType: BudgetType): string {
  switch (budgetType) {
    case 'daily':
      return t('daily');
    case 'weekly':
      return t('weekly');
    case 'monthly':
      return t('monthly');
    case 'run':
      return t('per-run');
    case 'agent':
      return t('per-agent');
  }
}

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
  const message = t(
    'The {0} budget has passed {1}: {2} are spent. {3}',
    budgetName(window.budgetType),
    share,
    describeSpent(window),
    describeReset(window, formatTime),
  );
  return { severity: 'warning', message, actions: budgetActions(window) };
}

/** The notification when a budget is used up. */
export function presentBudgetExceeded(window: BudgetWindow, formatTime: FormatTime): Presentation {
  const message = t(
    'The {0} budget is used up: {1} are spent. Free models go on; models that cost money wait. {2}',
    budgetName(window.budgetType),
    describeSpent(window),
    describeReset(window, formatTime),
  );
  return { severity: 'warning', message, actions: budgetActions(window) };
}

/** `$0.12 of $5.00`. */
export function describeSpent({ spentMicroUsd, limitMicroUsd, isEstimated }: BudgetWindow): string {
  const spent = `${isEstimated ? '~' : ''}${formatUsd(spentMicroUsd)}`;
  return limitMicroUsd === undefined ? spent : t('{0} of {1}', spent, formatUsd(limitMicroUsd));
}

/** What is wrong with a new limit that was typed; undefined for nothing. */
export function limitProblem(text: string, { limitMicroUsd = 0 }: BudgetWindow): string | undefined {
  const amount = parseUsd(text);
  if (amount === undefined) return t('Enter an amount of US dollars, like 7.50.');
  if (amount <= limitMicroUsd) return t('Enter more than the limit of now, {0}.', formatUsd(limitMicroUsd));
  return undefined;
}

/** What the user is asked before a budget is raised. */
export function confirmRaise(
  window: BudgetWindow,
  newLimit: MicroUsd,
  formatTime: FormatTime,
): { readonly question: string; readonly detail: string } {
  const name = budgetName(window.budgetType);
  return {
    question: t(
      'Raise the {0} budget from {1} to {2}?',
      name,
      formatUsd(window.limitMicroUsd ?? 0),
      formatUsd(newLimit),
    ),
    detail: t(
      'It holds {0}; then the limit of the settings holds again. The raise is put on record.',
      describeEnd(window, formatTime),
    ),
  };
}

/** @param window as it is after the raise */
export function presentRaised(window: BudgetWindow, formatTime: FormatTime): Presentation {
  const message = t(
    'The {0} budget is {1} {2}.',
    budgetName(window.budgetType),
    formatUsd(window.limitMicroUsd ?? 0),
    describeEnd(window, formatTime),
  );
  return { severity: 'info', message, actions: [] };
}

/** @param budgetType the budget that was to be raised; undefined: any */
export function presentNothingToRaise(budgetType: BudgetType | undefined): Presentation {
  const name = budgetType === undefined ? t('daily, weekly or monthly') : budgetName(budgetType);
  return {
    severity: 'info',
    message: t('There is no {0} limit to raise.', name),
    actions: [{ kind: 'open-setting', key: budgetSetting(budgetType ?? 'daily') }],
  };
}

/** `until …`, `for this run`: how long what is said about the window holds. */
export function describeEnd({ resetsAtMs }: BudgetWindow, formatTime: FormatTime): string {
  return resetsAtMs === neverMs ? t('for this run') : t('until {0}', formatTime(resetsAtMs));
}

function describeReset({ resetsAtMs }: BudgetWindow, formatTime: FormatTime): string {
  if (resetsAtMs === neverMs) return t('It ends with the run.');
  return t('It counts from zero again at {0}.', formatTime(resetsAtMs));
}

function budgetActions({ budgetType, scope }: BudgetWindow): Presentation['actions'] {
  return [
    { kind: 'raise-budget', budgetType, ...(scope !== undefined && { scope }) },
    { kind: 'open-setting', key: budgetSetting(budgetType) },
  ];
}
