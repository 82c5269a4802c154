import * as vscode from 'vscode';
import { commandIds } from '../commandIds';
import { type PresentedAction, titleOfAction } from '../presentation';

/** The action as a button of a chat, which can only run commands. */
export function actionCommand(action: PresentedAction): vscode.Command {
  return { title: titleOfAction(action), ...targetOf(action) };
}

function targetOf(action: PresentedAction): Pick<vscode.Command, 'command' | 'arguments'> {
  switch (action.kind) {
    case 'open-setting':
      return { command: 'workbench.action.openSettings', arguments: [action.key] };
    case 'show-log':
      return { command: commandIds.showLog };
    case 'show-receipts':
    case 'show-details':
      return { command: commandIds.showPanel };
    case 'manage-trust':
      return { command: 'workbench.trust.manage' };
    case 'set-api-key':
      return { command: commandIds.setApiKey, arguments: [action.provider] };
    case 'test-connection':
      return { command: commandIds.testConnection, arguments: [action.provider] };
    case 'show-catalogue':
      return { command: commandIds.showCatalogue };
    case 'raise-budget':
      return { command: commandIds.raiseBudget, arguments: [action.budgetType, action.scope] };
    case 'open-file': {
      const uri = vscode.Uri.joinPath(vscode.Uri.file(action.workspaceRoot), action.path);
      return { command: 'vscode.open', arguments: [uri] };
    }
    case 'review-tests':
      return { command: commandIds.reviewProposedTests, arguments: [action.runId] };
    case 'accept-tests':
      return { command: commandIds.acceptProposedTests, arguments: [action.runId] };
    case 'undo':
      return { command: commandIds.undoLastRun, arguments: [action.runId, action.workspaceRoot] };
  }
}
