import type { TaskSummary } from '../../core/fleet/task';
import { renderAnalysis } from './renderAnalysis';
import { renderGate } from './renderGate';
import { renderSummary } from './renderSummary';

/** What a run ended with as text for stdout, without a line break at the end. */
export function renderResult(summary: TaskSummary): string {
  switch (summary.type) {
    case 'generate-tests':
      return renderSummary(summary);
    case 'analyze-coverage':
      return renderAnalysis(summary);
    case 'quality-gate':
      return renderGate(summary);
  }
}
