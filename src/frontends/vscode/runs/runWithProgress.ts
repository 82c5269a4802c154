import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import type { RunResult } from '../../../core/fleet/fleetRun';
import type { SummaryOf, TaskRequest } from '../../../core/fleet/task';
import type { CommandContext } from '../commandContext';
import { presentResult } from '../resultPresenter';
import { taskActivity } from '../text/taskText';
import { followRun } from './followRun';
import { progressSteps } from './progressSteps';

/** Performs one run with a cancellable notification, the log and a message at the end; resolves when the run has ended. */
export async function runWithProgress<R extends TaskRequest>(
  context: CommandContext,
  request: R,
): Promise<RunResult<SummaryOf<R>>> {
  const files = request.targets.map(({ path }) => path);
  const title = taskActivity(request.type, files);
  const { runId, result } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title },
    async (progress, token) => {
      const toStep = progressSteps();
      return await followRun(context, request, {
        token,
        onPart: (part) => {
          const step = toStep(part);
          if (step) progress.report(step);
        },
        onCancel: () => progress.report({ message: t('Stopping…') }),
      });
    },
  );
  const presentation = presentResult({ runId, workspaceRoot: request.workspaceRoot, result });
  if (presentation) context.present(presentation);
  return result;
}
