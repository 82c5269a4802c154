/** A message as the editor makes them; only the editor looks into it. */
export type EditorMessage = unknown;

/** What of `vscode.LanguageModelChat` is used. */
export interface EditorModel {
  readonly id: string;
  readonly vendor: string;
  readonly family: string;
  sendRequest(
    messages: EditorMessage[],
    options: { readonly justification?: string },
    token: unknown,
  ): PromiseLike<{ readonly text: AsyncIterable<string> }>;
}

/** What of `vscode.CancellationTokenSource` is used. */
export interface EditorCancellation {
  readonly token: unknown;
  cancel(): void;
  dispose(): void;
}

/** The editor's own models, as the front end hands them over: here is no `vscode`, which only exists in the editor. */
export interface EditorModels {
  /** `vscode.lm.selectChatModels`. */
  selectChatModels(selector: { vendor?: string }): PromiseLike<readonly EditorModel[]>;
  /** `vscode.LanguageModelChatMessage.User`. */
  createUserMessage(text: string): EditorMessage;
  /** `new vscode.CancellationTokenSource()`. */
  createCancellation(): EditorCancellation;
}
