import { type CostGrouping, type CostReport, renderCosts, toCostRecord } from '../reports/costReport';
import type { ToolResult } from './toolResult';

/** What was spent in a period, and the budgets of day, week and month, as a tool tells it. */
export type CostData = ReturnType<typeof costData>;

/** @param by what the costs are added up by */
export function costResult(report: CostReport, by: CostGrouping): ToolResult<CostData> {
  const text = renderCosts(report, by, (timeMs) => new Date(timeMs).toISOString()).join('\n');
  return { structured: costData(report, by), text, isError: false };
}

function costData(report: CostReport, by: CostGrouping) {
  return { ...toCostRecord(report, by), budgets: report.budgets };
}
