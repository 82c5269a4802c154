import { describeError } from '../../base/error';
import type { LedgerTotals } from '../cost/ledgerStore';
import { LedgerError } from '../errors';
import { estimated, type Figure, measured, unavailable } from '../figure';

/** What adds up the record: the `CostTracker`. */
export interface RunCosts {
  totalsOf(filter: { readonly runId: string }): Promise<LedgerTotals>;
}

/** What all calls of a run cost by the ledger, in micro-dollars, those of earlier tries included. */
export async function costOfRun(costs: RunCosts, runId: string): Promise<Figure> {
  try {
    const { costMicroUsd, isEstimated, unpricedCalls } = await costs.totalsOf({ runId });
    if (unpricedCalls > 0) return unavailable('The price of a model it used is not known.');
    return isEstimated
      ? estimated(costMicroUsd, 'A provider did not report all that it bills.')
      : measured(costMicroUsd);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return unavailable(describeError(error));
  }
}
