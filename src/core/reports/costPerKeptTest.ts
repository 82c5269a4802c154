import type { CostGroup } from '../cost/costSummary';
import { type Figure, measured, unavailable } from '../figure';

/**
 * What the runs that kept or proposed tests have cost for each of these, in micro-dollars.
 * @param byRun costs of a period; @param keptByRun tests that runs on record have kept, by the id of the run
 */
export function costPerKeptTest(byRun: readonly CostGroup[], keptByRun: ReadonlyMap<string, number>): Figure {
  let [cost, kept] = [0, 0];
  for (const { name, costMicroUsd } of byRun) {
    const own = keptByRun.get(name);
    if (own === undefined) continue;
    cost += costMicroUsd;
    kept += own;
  }
  return kept === 0 ? unavailable('No test was kept in this time.') : measured(Math.round(cost / kept));
}
