import { t } from '../../../base/localize';
import { formatUsd } from '../../../core/cost/money';
import type { RoutingReport } from '../../../core/reports/routingReport';

/**
 * What generating tests will cost, in one or two sentences, before it is begun.
 * @param isAskedBeforePaying the setting `generation.confirmSpending`
 */
export function costForecast(
  { explanation: { decision }, isRouterOn }: RoutingReport,
  isAskedBeforePaying: boolean,
): string {
  const free = t('Cost: $0.00. The embedded engine writes the tests; no model is asked.');
  if (!isRouterOn) return free;
  if (!decision.ok) {
    // What the run would be refused for is known before it is begun.
    return decision.code === 'budget-exceeded' ? t('It will be refused: {0}', decision.message) : free;
  }
  const { modelName, worstCase } = decision;
  if (worstCase.provenance === 'measured' && worstCase.value === 0) {
    return modelName === 'embedded'
      ? free
      : t('Cost: $0.00. {0} is free, like the embedded engine.', modelName);
  }
  const amount =
    worstCase.provenance === 'unavailable'
      ? t('what that costs is not known, because its price is not')
      : t('at most {0} for one answer to each file (estimated)', formatUsd(worstCase.value));
  const consent = isAskedBeforePaying
    ? t('You are shown the plan and asked before anything is paid.')
    : t('It is paid without another question, within your budgets.');
  return t(
    'Cost: the free engine begins, {0} is asked for what it leaves open: {1}. {2}',
    modelName,
    amount,
    consent,
  );
}
