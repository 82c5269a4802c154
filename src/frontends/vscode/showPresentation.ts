import * as vscode from 'vscode';
import { type Presentation, type PresentedAction, titleOfAction } from './presentation';

/** Shows the message with its buttons and resolves to the action that the user chose, undefined for none. */
export async function showPresentation({
  severity,
  message,
  actions,
}: Presentation): Promise<PresentedAction | undefined> {
  const titles = actions.map(titleOfAction);
  const chosen = await showMessage(severity, message, titles);
  return actions.find((action) => titleOfAction(action) === chosen);
}

function showMessage(
  severity: Presentation['severity'],
  message: string,
  titles: readonly string[],
): Thenable<string | undefined> {
  switch (severity) {
    case 'info':
      return vscode.window.showInformationMessage(message, ...titles);
    case 'warning':
      return vscode.window.showWarningMessage(message, ...titles);
    case 'error':
      return vscode.window.showErrorMessage(message, ...titles);
  }
}
