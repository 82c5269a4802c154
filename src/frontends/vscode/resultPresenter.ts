import { t } from '../../base/localize';
import type { CoverageAnalysis } from '../../core/coverageAnalysis/coverageAnalysis';
import type { RunResult } from '../../core/fleet/fleetRun';
import type { TaskSummary } from '../../core/fleet/task';
import type { RunSummary } from '../../core/generation/runSummary';
import type { GateReport } from '../../core/quality/gateReport';
import { presentError, presentFailure } from './errorPresenter';
import type { Presentation, PresentedAction } from './presentation';
import { taskNotification } from './text/taskSummaryText';

export interface EndedRun {
  readonly runId: string;
  readonly workspaceRoot: string;
  readonly result: RunResult<TaskSummary>;
}

/** The one message at the end of a run; undefined when it was cancelled, because the user knows. */
export function presentResult({ runId, workspaceRoot, result }: EndedRun): Presentation | undefined {
  if (result.status === 'cancelled') return undefined;
  if (result.status === 'failed') return presentError(result.error);
  const { summary } = result;
  switch (summary.type) {
    case 'generate-tests':
      return presentTests(summary, { runId, workspaceRoot });
    case 'analyze-coverage':
      return presentAnalysis(summary);
    case 'quality-gate':
      return presentVerdict(summary);
  }
}

function presentTests(
  summary: RunSummary,
  { runId, workspaceRoot }: Pick<EndedRun, 'runId' | 'workspaceRoot'>,
): Presentation {
  const message = taskNotification(summary);
  const [onlyFailure] = summary.failures;
  if (summary.receipts.length === 0 && onlyFailure)
    return withAction(presentFailure(onlyFailure.code, message), { kind: 'show-receipts' });
  const actions: PresentedAction[] = [{ kind: 'show-receipts' }];
  const [firstFile] = summary.writtenFiles;
  if (firstFile) {
    const title = summary.writtenFiles.length > 1 ? t('Open First Test File') : t('Open Test File');
    actions.unshift({ kind: 'open-file', workspaceRoot, path: firstFile.path, title });
    actions.push({ kind: 'undo', runId, workspaceRoot });
  }
  if (summary.proposedFiles.length > 0)
    actions.unshift({ kind: 'review-tests', runId }, { kind: 'accept-tests', runId });
  return { severity: 'info', message, actions };
}

function presentAnalysis(summary: CoverageAnalysis): Presentation {
  const message = taskNotification(summary);
  const [failure] = summary.failures;
  if (failure && 'unavailable' in summary.total)
    return withAction(presentFailure(failure.code, message), { kind: 'show-details' });
  return { severity: 'info', message, actions: [{ kind: 'show-details' }] };
}

/** A gate that did not pass is what the user has to see: also when a figure was missing. */
function presentVerdict(summary: GateReport): Presentation {
  return {
    severity: summary.verdict === 'passed' ? 'info' : 'warning',
    message: taskNotification(summary),
    actions: [{ kind: 'show-details' }],
  };
}

function withAction(presentation: Presentation, action: PresentedAction): Presentation {
  return { ...presentation, actions: [...presentation.actions, action] };
}
