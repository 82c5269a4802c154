import { countOf } from '../../base/countOf';
import { estimated, type Figure, unavailable } from '../figure';
import { complexityTiers, type ModelConfig } from '../routing/modelConfig';
import type { LedgerRow } from './ledgerStore';
import { costOf } from './pricing';

/** The model of the highest tier, of several the one whose output is dearest, then by name; undefined without a priced one. */
export function strongestModel(models: readonly ModelConfig[]): ModelConfig | undefined {
  const rank = ({ tier }: ModelConfig) => complexityTiers.indexOf(tier);
  const price = ({ prices }: ModelConfig) => prices?.output ?? 0;
  return models
    .filter(({ prices }) => prices !== undefined && prices.output > 0)
    .toSorted((a, b) => rank(b) - rank(a) || price(b) - price(a) || (a.name < b.name ? -1 : 1))[0];
}

/**
 * What the calls would have cost with the model, in micro-dollars. Always an estimate: its basis says what was assumed. Calls
 * without tokens, those of the embedded engine above all, are left out, because nobody knows what a model would have made of them.
 */
export function counterfactualCost(rows: readonly LedgerRow[], model: ModelConfig): Figure {
  const { name, prices, pricesAsOf } = model;
  if (!prices) return unavailable(`the price of ${name} is not known`);
  const counted = rows.filter(({ inputTokens, outputTokens }) => inputTokens + outputTokens > 0);
  if (counted.length === 0) return unavailable('no call with known tokens was made');
  const cost = counted.reduce((sum, row) => sum + costOf(row, prices), 0);
  const leftOut = rows.length - counted.length;
  const basis = [
    `${countOf(counted.length, 'call')} with the same tokens, cached ones included, at the prices of ${name}`,
    pricesAsOf === undefined ? '' : ` of ${pricesAsOf}`,
    leftOut === 0 ? '' : `; ${countOf(leftOut, 'call')} without tokens left out`,
    '; another model may need more or fewer tokens',
  ];
  return estimated(cost, basis.join(''));
}
