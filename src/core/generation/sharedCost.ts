import { countOf } from '../../base/countOf';
import type { LedgerRow } from '../cost/ledgerStore';
import { formatUsd, type MicroUsd } from '../cost/money';
import { estimated, type Figure, measured, unavailable } from '../figure';

interface Item {
  readonly id: string;
  readonly modelId?: string;
  readonly cost?: Figure;
}

/**
 * Divides what calls cost evenly among what came of them: the items of the same model that have no share yet. Whole
 * micro-dollars, the first items one more, so that the shares add up to the cost.
 */
export function shareOut(
  rows: readonly LedgerRow[],
  items: readonly Item[],
): { costOf(item: Item): Figure | undefined } {
  const shares = new Map<string, Figure>();
  for (const modelId of new Set(rows.map((row) => row.modelId))) {
    const own = rows.filter((row) => row.modelId === modelId);
    const receivers = items.filter(
      (item) => item.modelId === modelId && item.cost?.provenance === 'unavailable',
    );
    const total = own.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
    for (const [index, { id }] of receivers.entries())
      shares.set(id, share(own, total, { index, of: receivers.length }));
  }
  return { costOf: ({ id }) => shares.get(id) };
}

function share(
  rows: readonly LedgerRow[],
  total: MicroUsd,
  { index, of }: { readonly index: number; readonly of: number },
): Figure {
  if (rows.some(({ provenance }) => provenance === 'unpriced'))
    return unavailable('The price of the model is not known.');
  if (total === 0) return measured(0);
  const amount = Math.floor(total / of) + (index < total % of ? 1 : 0);
  return estimated(
    amount,
    `An even share of the ${formatUsd(total)} that ${countOf(rows.length, 'call')} cost, of ${of}`,
  );
}
