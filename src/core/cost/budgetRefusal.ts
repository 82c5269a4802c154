import { BudgetExceededError, ModelSelectionError } from '../errors';
import type { ModelConfig } from '../routing/modelConfig';
import { neverMs } from './budget';
import { budgetSettingOf } from './budgets';
import type { ReservationOutcome } from './ledgerStore';
import { formatUsd } from './money';
import type { PlannedCall } from './plannedCall';

type Refusal = Extract<ReservationOutcome, { readonly status: 'refused' }>;

const nameOf = {
  daily: 'the daily budget',
  weekly: 'the weekly budget',
  monthly: 'the monthly budget',
  run: 'the budget of this run',
  agent: 'the budget of these agents for today',
} as const;

/** Why a call was not allowed, and what can be done. */
export function budgetRefusal(
  { model, worstCaseMicroUsd = 0 }: PlannedCall,
  { limit, committedMicroUsd }: Refusal,
): BudgetExceededError {
  const { budgetType, range, limitMicroUsd } = limit;
  const left = Math.max(0, limitMicroUsd - committedMicroUsd);
  const end = range.toMs === neverMs ? 'start another run' : 'wait until it begins anew';
  return new BudgetExceededError(
    `A call of ${model.name} may cost ${formatUsd(worstCaseMicroUsd)}, and ${nameOf[budgetType]} leaves ${formatUsd(left)} of ` +
      `${formatUsd(limitMicroUsd)}, what other calls may still cost taken off.`,
    { budgetType, current: committedMicroUsd, limit: limitMicroUsd, resetsAtMs: range.toMs },
    {
      hint: `Raise the budget (agenticQe.routing.costTracking.budgetLimits.${budgetSettingOf(budgetType)}), or ${end}.`,
    },
  );
}

/** A price that is not known is never taken for 0. */
export function unpricedError({ name }: ModelConfig): ModelSelectionError {
  return new ModelSelectionError(`The price of ${name} is not known, and a budget is set.`, {
    hint: 'Give its prices in agenticQe.routing.models, or use another model.',
  });
}
