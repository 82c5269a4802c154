import type { LedgerRow, TimeRange } from './ledgerStore';
import type { MicroUsd } from './money';
import type { SpendPeriod } from './spendWindows';

/** The current day, week or month in the user's time zone, or everything on record. */
export type CostPeriod = SpendPeriod | 'all';

/** Rows that have something in common. */
export interface CostGroup {
  /** Empty for the rows that have none, such as a branch. */
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
  /** Calls whose price is not known: they are missing from the total. */
  readonly unpricedCalls: number;
  /** The dearest first, equal ones by name; the same for the other groupings. Each adds up to the total. */
  readonly byModel: readonly CostGroup[];
  readonly byTaskType: readonly CostGroup[];
  readonly byAgentType: readonly CostGroup[];
  readonly byAgent: readonly CostGroup[];
  readonly byWorkspace: readonly CostGroup[];
  readonly byBranch: readonly CostGroup[];
  readonly byTag: readonly CostGroup[];
  readonly byDoor: readonly CostGroup[];
  readonly byRun: readonly CostGroup[];
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
    unpricedCalls: rows.filter(({ provenance }) => provenance === 'unpriced').length,
    byModel: groupBy(rows, ({ modelId }) => modelId),
    byTaskType: groupBy(rows, ({ taskType }) => taskType),
    byAgentType: groupBy(rows, ({ agentType }) => agentType),
    byAgent: groupBy(rows, ({ agentId }) => agentId),
    byWorkspace: groupBy(rows, ({ workspace }) => workspace),
    byBranch: groupBy(rows, ({ gitBranch }) => gitBranch ?? ''),
    byTag: groupBy(rows, ({ tag }) => tag ?? ''),
    byDoor: groupBy(rows, ({ door }) => door ?? ''),
    byRun: groupBy(rows, ({ runId }) => runId),
  };
}

function groupBy(rows: readonly LedgerRow[], nameOf: (row: LedgerRow) => string): readonly CostGroup[] {
  const groups = new Map<string, { name: string; calls: number; costMicroUsd: MicroUsd }>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name) ?? { name, calls: 0, costMicroUsd: 0 };
    groups.set(name, group);
    group.calls++;
    group.costMicroUsd += row.costMicroUsd;
  }
  return [...groups.values()].sort((a, b) => b.costMicroUsd - a.costMicroUsd || (a.name < b.name ? -1 : 1));
}
