import * as vscode from 'vscode';
import type { CommandContext } from '../commandContext';
import { saveTargets, toTarget } from '../commands/chooseTargets';
import { exportCosts } from '../commands/exportCosts';
import { raiseBudget } from '../commands/raiseBudget';
import { setApiKey } from '../commands/setApiKey';
import { assertCanRun, startGeneration } from '../commands/startRuns';
import { undoRunById } from '../commands/undoLastRun';
import { openWorkspaceFile } from '../openWorkspaceFile';
import { acceptTests, rejectTests, tellAccepted, tellRefused } from '../review/decide';
import { decisionsOn, reviewProposedTests } from '../review/reviewCommands';
import type { PanelRequest } from './fleetPanel';

/** Does what the user asked for in the panel. @throws AppError */
export async function performPanelRequest(context: CommandContext, request: PanelRequest): Promise<void> {
  const { registry } = context;
  switch (request.kind) {
    case 'export-costs':
      await exportCosts(context);
      return;
    case 'raise-budget':
      await raiseBudget(context);
      return;
    case 'set-api-key':
      await setApiKey(context, request.provider);
      return;
  }
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
    case 'close-gap':
      return await closeGap(context, request, known?.workspaceRoot);
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

/** Starts tests for what is not covered of a unit; what is in no unit is reached through all of its file. */
async function closeGap(
  context: CommandContext,
  { path, unit }: Extract<PanelRequest, { kind: 'close-gap' }>,
  workspaceRoot: string | undefined,
): Promise<void> {
  assertCanRun(context, 'generate-tests');
  const root = workspaceRoot ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const chosen = toTarget(vscode.Uri.joinPath(vscode.Uri.file(root), path));
  await saveTargets([chosen]);
  const target = unit.startsWith('(') ? chosen.target : { ...chosen.target, units: [unit] };
  await startGeneration(context, [{ ...chosen, target }]);
}
