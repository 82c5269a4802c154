import { countOf } from '../../base/countOf';
import { toCsvText } from '../../base/csv';
import { renderTable } from '../../base/textTable';
import type { BudgetWindow } from '../cost/budget';
import type { CostGroup, CostPeriod, CostSummary } from '../cost/costSummary';
import { formatUsd } from '../cost/money';
import type { Figure } from '../figure';

/** What a person is told about the spend of a period. */
export interface CostReport {
  readonly summary: CostSummary;
  /** Day, week and month, with their limits. */
  readonly budgets: readonly BudgetWindow[];
  /** What the same calls would have cost on the strongest model that is allowed; undefined where none has a price. */
  readonly comparison: CostComparison | undefined;
}

export interface CostComparison {
  readonly modelName: string;
  /** In micro-dollars. */
  readonly cost: Figure;
}

/** What costs can be added up by. */
export const costGroupings = ['model', 'task', 'agent', 'workspace', 'branch', 'tag', 'door', 'run'] as const;
export type CostGrouping = (typeof costGroupings)[number];

export const costPeriods = ['day', 'week', 'month', 'all'] as const satisfies readonly CostPeriod[];

const titleOf: Readonly<Record<CostPeriod, string>> = {
  day: 'today',
  week: 'this week',
  month: 'this month',
  all: 'all that is on record',
};

/** The report as lines for a terminal. @param formatTime turns milliseconds since the epoch into local date and time */
export function renderCosts(
  { summary, budgets, comparison }: CostReport,
  by: CostGrouping,
  formatTime: (timeMs: number) => string,
): readonly string[] {
  const { period, calls, totalMicroUsd, isEstimated } = summary;
  const rows = groupsOf(summary, by).map(({ name, calls: count, costMicroUsd }) => [
    name === '' ? `(no ${by})` : name,
    String(count),
    formatUsd(costMicroUsd),
  ]);
  const total = `${isEstimated ? '~' : ''}${formatUsd(totalMicroUsd)}`;
  return [
    `Costs of ${titleOf[period]}`,
    ...renderTable([[by, 'calls', 'cost'], ...rows, ['Total', String(calls), total]]),
    ...notes(summary),
    ...section(
      budgets.filter(({ limitMicroUsd }) => limitMicroUsd !== undefined).map(budgetLine(formatTime)),
    ),
    ...section(comparison ? compareSentences(comparison) : []),
  ];
}

/** `The same calls on X would have cost about $1.20: …`; nothing where nothing can be said. */
export function compareSentences({ modelName, cost }: CostComparison): readonly string[] {
  if (cost.provenance === 'unavailable') return [];
  const assumptions = cost.provenance === 'estimated' ? `: ${cost.basis}` : '';
  return [`The same calls on ${modelName} would have cost about ${formatUsd(cost.value)}${assumptions}.`];
}

/** The totals by group for programs. Amounts are whole micro-dollars, times milliseconds since the epoch. */
export function toCostRecord({ summary, comparison }: CostReport, by: CostGrouping) {
  const { period, range, calls, totalMicroUsd, isEstimated, unpricedCalls } = summary;
  return {
    period,
    ...range,
    by,
    calls,
    totalMicroUsd,
    isEstimated,
    unpricedCalls,
    groups: groupsOf(summary, by),
    comparison: comparison ?? null,
  };
}

/** The totals by group as CSV; amounts are whole micro-dollars. */
export function toGroupCsv({ summary }: CostReport, by: CostGrouping): string {
  const rows = groupsOf(summary, by).map(({ name, calls, costMicroUsd }) => [name, calls, costMicroUsd]);
  return toCsvText([[by, 'calls', 'cost_micro_usd'], ...rows]);
}

function groupsOf(summary: CostSummary, by: CostGrouping): readonly CostGroup[] {
  switch (by) {
    case 'model':
      return summary.byModel;
    case 'task':
      return summary.byTaskType;
    case 'agent':
      return summary.byAgentType;
    case 'workspace':
      return summary.byWorkspace;
    case 'branch':
      return summary.byBranch;
    case 'tag':
      return summary.byTag;
    case 'door':
      return summary.byDoor;
    case 'run':
      return summary.byRun;
  }
}

function notes({ isEstimated, unpricedCalls }: CostSummary): readonly string[] {
  const lines: string[] = [];
  if (isEstimated) lines.push('Estimated in part: a provider did not say what a call used.');
  if (unpricedCalls > 0) {
    lines.push(`${countOf(unpricedCalls, 'call')} without a known price, missing from the total.`);
  }
  return lines;
}

function budgetLine(formatTime: (timeMs: number) => string): (window: BudgetWindow) => string {
  return ({ budgetType, spentMicroUsd, limitMicroUsd = 0, raisedByMicroUsd, resetsAtMs }) => {
    const raised = raisedByMicroUsd ? ` (raised by ${formatUsd(raisedByMicroUsd)})` : '';
    return `Budget ${budgetType}: ${formatUsd(spentMicroUsd)} of ${formatUsd(limitMicroUsd)}${raised}, from zero again at ${formatTime(resetsAtMs)}`;
  };
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
