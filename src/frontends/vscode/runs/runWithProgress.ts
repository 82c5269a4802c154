import * as vscode from 'vscode';
import type { RunResult } from '../../../core/fleet/fleetRun';
import type { SummaryOf, TaskRequest } from '../../../core/fleet/task';
import type { CommandContext } from '../commandContext';
import { presentResult } from '../resultPresenter';
import { runLogLines } from '../text/runLogLines';
import { taskActivity } from '../text/taskText';
import { progressSteps } from './progressSteps';

/** Performs one run with a cancellable notification, the log and a message at the end; resolves when the run has ended. */
export async function runWithProgress<R extends TaskRequest>(
  context: CommandContext,
  request: R,
): Promise<RunResult<SummaryOf<R>>> {
  const { registry, services, log } = context;
  const run = registry.start(request);
  const files = request.targets.map(({ path }) => path);
  const title = taskActivity(request.type, files);
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title },
    async (progress, token) => {
      const toStep = progressSteps();
      const parts = services.streams.subscribe(run.runId, 0, ({ part }) => {
        for (const { level, text } of runLogLines(part)) log[level](text);
        if (token.isCancellationRequested) return;
        const step = toStep(part);
        if (step) progress.report(step);
      });
      const cancellation = token.onCancellationRequested(() => {
        progress.report({ message: 'Stopping…' });
        run.cancel();
      });
      try {
        return await run.result;
      } finally {
        cancellation.dispose();
        parts.dispose();
      }
    },
  );
  const presentation = presentResult({ runId: run.runId, workspaceRoot: request.workspaceRoot, result });
  if (presentation) context.present(presentation);
  return result;
}
