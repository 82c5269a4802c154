import type { BudgetStatus, BudgetWindow } from '../../src/core/cost/budget';

type WindowFields = Partial<Omit<BudgetWindow, 'budgetType'>>;

/** Nothing spent and no limits, but for the given fields. */
export function aBudgetStatus(
  daily: WindowFields = {},
  others: { readonly weekly?: WindowFields; readonly monthly?: WindowFields } = {},
): BudgetStatus {
  const window = (budgetType: BudgetWindow['budgetType'], fields: WindowFields = {}): BudgetWindow => ({
    budgetType,
    spentMicroUsd: 0,
    limitMicroUsd: undefined,
    resetsAtMs: 1000,
    isEstimated: false,
    ...fields,
  });
  return {
    daily: window('daily', daily),
    weekly: window('weekly', others.weekly),
    monthly: window('monthly', others.monthly),
  };
}
