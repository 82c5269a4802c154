import { formatUsd } from '../../../core/cost/money';
import type { RoutingReport } from '../../../core/reports/routingReport';

const free = 'Cost: $0.00. The embedded engine writes the tests; no model is asked.';

/**
 * What generating tests will cost, in one or two sentences, before it is begun.
 * @param isAskedBeforePaying the setting `generation.confirmSpending`
 */
export function costForecast(
  { explanation: { decision }, isRouterOn }: RoutingReport,
  isAskedBeforePaying: boolean,
): string {
  if (!isRouterOn) return free;
  if (!decision.ok) {
    // What the run would be refused for is known before it is begun.
    return decision.code === 'budget-exceeded' ? `It will be refused: ${decision.message}` : free;
  }
  const { modelName, worstCase } = decision;
  if (worstCase.provenance === 'measured' && worstCase.value === 0) {
    return modelName === 'embedded' ? free : `Cost: $0.00. ${modelName} is free, like the embedded engine.`;
  }
  const amount =
    worstCase.provenance === 'unavailable'
      ? 'what that costs is not known, because its price is not'
      : `at most ${formatUsd(worstCase.value)} for one answer to each file (estimated)`;
  const consent = isAskedBeforePaying
    ? 'You are shown the plan and asked before anything is paid.'
    : 'It is paid without another question, within your budgets.';
  return `Cost: the free engine begins, ${modelName} is asked for what it leaves open: ${amount}. ${consent}`;
}
