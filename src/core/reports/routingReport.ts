import type { RoutingExplanation } from '../routing/explainRouting';
import { renderExplanation } from '../routing/explanationText';

/** What decides about the model for a task. */
export interface RoutingReport {
  readonly explanation: RoutingExplanation;
  /** False: tasks are not routed, and what the explanation says is what would be if they were. */
  readonly isRouterOn: boolean;
}

/** The report as lines for a terminal or a document. */
export function renderRouting({ explanation, isRouterOn }: RoutingReport): readonly string[] {
  const lines = renderExplanation(explanation);
  if (isRouterOn) return lines;
  return [
    'Routing is off (agenticQe.features.multiModelRouter): the embedded engine does every task. With it on:',
    '',
    ...lines,
  ];
}
