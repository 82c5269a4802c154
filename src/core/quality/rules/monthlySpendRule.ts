import { countOf } from '../../../base/countOf';
import { formatUsd } from '../../cost/money';
import { estimated, measured } from '../../figure';
import type { GateEvidence } from '../gateEvidence';
import type { GateMeasurements } from '../gateMeasurements';
import { meetsThreshold } from '../threshold';
import { notKnown, type RuleFinding } from './ruleFinding';

const microPerDollar = 1_000_000;

/**
 * US dollars that were spent on models in this month. What is only estimated is on record with the most that it can have cost, so
 * a sum that stays below the limit is enough. Calls of unknown price make it unknown, unless the rest is too much already.
 */
export function findMonthlySpend({ spend }: GateMeasurements, threshold: number): RuleFinding {
  if (!spend) return notKnown(['the costs were not added up.']);
  if ('unavailable' in spend) return notKnown([spend.unavailable]);
  const { totalMicroUsd, isEstimated, unpricedCalls } = spend;
  const dollars = totalMicroUsd / microPerDollar;
  const evidence = spend.byModel
    .filter(({ costMicroUsd }) => costMicroUsd > 0)
    .map(
      ({ name, calls, costMicroUsd }): GateEvidence => ({
        kind: 'spending',
        name,
        message: `${name}: ${formatUsd(costMicroUsd)} in ${countOf(calls, 'call')}.`,
      }),
    );
  if (unpricedCalls > 0 && meetsThreshold(dollars, { threshold, direction: 'at-most' }))
    return notKnown([`what ${countOf(unpricedCalls, 'call')} cost is not on record.`], evidence);
  const basis = 'where a provider gave no usage, the most that the call can have cost';
  return {
    value: isEstimated ? estimated(dollars, basis) : measured(dollars),
    sentence: (value) => (isEstimated ? `${value} were spent: ${basis}, is counted` : `${value} were spent`),
    evidence,
  };
}
