import { type RoutingReport, renderRouting } from '../reports/routingReport';
import type { RoutingExplanation } from '../routing/explainRouting';
import type { ToolResult } from './toolResult';

/** Which model would do a task and why, as a tool tells it. */
export interface RoutingData extends RoutingExplanation {
  /** False: tasks are not routed, and this is what would be if they were. */
  readonly isRouterOn: boolean;
}

/** That no model could do the task is an answer, not an error. */
export function routingResult(report: RoutingReport): ToolResult<RoutingData> {
  const { explanation, isRouterOn } = report;
  return {
    structured: { isRouterOn, ...explanation },
    text: renderRouting(report).join('\n'),
    isError: false,
  };
}
