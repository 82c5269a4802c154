import type { CommandContext } from '../commandContext';
import { undoRunById } from '../commands/undoLastRun';
import { openWorkspaceFile } from '../openWorkspaceFile';
import { acceptTests, rejectTests, tellAccepted, tellRefused } from '../review/decide';
import { decisionsOn, reviewProposedTests } from '../review/reviewCommands';
import type { PanelRequest } from './fleetPanel';

/** Does what the user asked for in the panel. @throws AppError */
export async function performPanelRequest(context: CommandContext, request: PanelRequest): Promise<void> {
  const { registry } = context;
  const { runId } = request;
  const known = registry.find(runId);
  switch (request.kind) {
    case 'cancel-run':
      return known?.run.cancel();
    case 'stop-run':
      return known?.run.stop();
    case 'open-file':
      return await openWorkspaceFile({ ...request, workspaceRoot: known?.workspaceRoot });
    case 'undo-run':
      return await undoRunById(context, { runId, workspaceRoot: known?.workspaceRoot });
    case 'review-run':
      return await reviewProposedTests(context, runId);
    case 'accept-tests': {
      const decisions = decisionsOn(context, runId, request.candidateIds);
      const results = await acceptTests(context, decisions);
      return request.candidateIds ? tellRefused(context, results) : tellAccepted(context, results, decisions);
    }
    case 'reject-tests':
      return await rejectTests(context, decisionsOn(context, runId, request.candidateIds));
  }
}
