import type { LedgerRow, TimeRange } from './ledgerStore';
import type { MicroUsd } from './money';
import type { SpendPeriod } from './spendWindows';

/** The current day, week (from Monday) or month in the user's time zone, or everything on record. */
export type CostPeriod = SpendPeriod | 'all';

/** Rows that have something in common. */
export interface CostGroup {
  readonly name: string;
  readonly calls: number;
  readonly costMicroUsd: MicroUsd;
}

/** What was spent in a period; equals the sum of the ledger's rows in it. */
export interface CostSummary {
  readonly period: CostPeriod;
  readonly range: TimeRange;
  readonly calls: number;
  readonly totalMicroUsd: MicroUsd;
  /** True when any of the rows was estimated. */
  readonly isEstimated: boolean;
  /** The dearest first, equal ones by name; the same for the other groupings. */
  readonly byModel: readonly CostGroup[];
  readonly byTaskType: readonly CostGroup[];
  readonly byAgentType: readonly CostGroup[];
}

/** Adds up the rows of the range. */
export function summarizeCosts(
  period: CostPeriod,
  range: TimeRange,
  rows: readonly LedgerRow[],
): CostSummary {
  return {
    period,
    range: { fromMs: range.fromMs, toMs: range.toMs },
    calls: rows.length,
    totalMicroUsd: rows.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0),
    isEstimated: rows.some(({ provenance }) => provenance === 'estimated'),
    byModel: groupBy(rows, ({ modelId }) => modelId),
    byTaskType: groupBy(rows, ({ taskType }) => taskType),
    byAgentType: groupBy(rows, ({ agentType }) => agentType),
  };
}

function groupBy(rows: readonly LedgerRow[], nameOf: (row: LedgerRow) => string): readonly CostGroup[] {
  const groups = new Map<string, CostGroup>();
  for (const row of rows) {
    const name = nameOf(row);
    const { calls = 0, costMicroUsd = 0 } = groups.get(name) ?? {};
    groups.set(name, { name, calls: calls + 1, costMicroUsd: costMicroUsd + row.costMicroUsd });
  }
  return [...groups.values()].sort((a, b) => b.costMicroUsd - a.costMicroUsd || (a.name < b.name ? -1 : 1));
}
