import type { RunResult } from '../../core/fleet/fleetRun';
import { presentError, presentFailure } from './errorPresenter';
import type { Presentation, PresentedAction } from './presentation';
import { summarySentence } from './text/runSummaryText';

export interface EndedRun {
  readonly runId: string;
  readonly workspaceRoot: string;
  readonly result: RunResult;
}

/** The one message at the end of a run; undefined when it was cancelled, because the user knows. */
export function presentResult({ runId, workspaceRoot, result }: EndedRun): Presentation | undefined {
  if (result.status === 'cancelled') return undefined;
  if (result.status === 'failed') return presentError(result.error);
  const { summary } = result;
  const message = summarySentence(summary);
  const [onlyFailure] = summary.failures;
  if (summary.receipts.length === 0 && onlyFailure) {
    const presented = presentFailure(onlyFailure.code, message);
    return { ...presented, actions: [...presented.actions, { kind: 'show-receipts' }] };
  }
  const actions: PresentedAction[] = [{ kind: 'show-receipts' }];
  const [firstFile] = summary.writtenFiles;
  if (firstFile) {
    const title = summary.writtenFiles.length > 1 ? 'Open First Test File' : 'Open Test File';
    actions.unshift({ kind: 'open-file', workspaceRoot, path: firstFile.path, title });
    actions.push({ kind: 'undo', runId, workspaceRoot });
  }
  return { severity: 'info', message, actions };
}
