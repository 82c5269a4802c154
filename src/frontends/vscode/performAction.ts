import * as vscode from 'vscode';
import type { CommandContext } from './commandContext';
import { raiseBudget } from './commands/raiseBudget';
import { setApiKey } from './commands/setApiKey';
import { showCatalogue } from './commands/showCatalogue';
import { testConnection } from './commands/testConnection';
import { undoRunById } from './commands/undoLastRun';
import { openWorkspaceFile } from './openWorkspaceFile';
import type { PresentedAction } from './presentation';
import { acceptProposedTests, reviewProposedTests } from './review/reviewCommands';

/** Does what the user chose from the buttons of a message. @throws AppError */
export async function performAction(context: CommandContext, action: PresentedAction): Promise<void> {
  switch (action.kind) {
    case 'open-setting':
      await vscode.commands.executeCommand('workbench.action.openSettings', action.key);
      return;
    case 'show-log':
      return context.log.show(true);
    case 'show-receipts':
    case 'show-details':
      return context.showPanel({ preserveFocus: false });
    case 'manage-trust':
      await vscode.commands.executeCommand('workbench.trust.manage');
      return;
    case 'set-api-key':
      await setApiKey(context, action.provider);
      return;
    case 'test-connection':
      await testConnection(context, action.provider);
      return;
    case 'show-catalogue':
      return await showCatalogue(context);
    case 'raise-budget':
      await raiseBudget(context, action.budgetType, action.scope);
      return;
    case 'open-file':
      return await openWorkspaceFile({ workspaceRoot: action.workspaceRoot, path: action.path });
    case 'review-tests':
      return await reviewProposedTests(context, action.runId);
    case 'accept-tests':
      return await acceptProposedTests(context, action.runId);
    case 'undo':
      return await undoRunById(context, action);
  }
}
