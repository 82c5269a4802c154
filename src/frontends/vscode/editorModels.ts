import * as vscode from 'vscode';
import { routerVendor } from './agentDoorIds';

/**
 * The language models of the editor (`vscode.lm`) in the form that the product's provider for them takes; without the router, which
 * would ask itself. Undefined in an editor that has none.
 */
export function createEditorModels() {
  if (typeof vscode.lm?.selectChatModels !== 'function') return undefined;
  return {
    selectChatModels: async (selector: { vendor?: string }) => {
      const models = await vscode.lm.selectChatModels(selector);
      return models.filter(({ vendor }) => vendor !== routerVendor);
    },
    createUserMessage: (text: string) => vscode.LanguageModelChatMessage.User(text),
    createCancellation: () => new vscode.CancellationTokenSource(),
  };
}
