import * as vscode from 'vscode';

/** The language models of the editor (`vscode.lm`) in the form that the product's provider for them takes. */
export function createEditorModels() {
  return {
    selectChatModels: (selector: { vendor?: string }) => vscode.lm.selectChatModels(selector),
    createUserMessage: (text: string) => vscode.LanguageModelChatMessage.User(text),
    createCancellation: () => new vscode.CancellationTokenSource(),
  };
}
