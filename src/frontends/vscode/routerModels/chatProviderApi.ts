import * as vscode from 'vscode';
import type { Disposable } from '../../../base/disposable';

/**
 * What of `vscode.lm.registerLanguageModelChatProvider` is used. The editor has it since 1.104; the types that the product is built
 * with are those of the oldest editor it runs in.
 */
export interface ChatProvider {
  readonly onDidChangeLanguageModelChatInformation: vscode.Event<void>;
  provideLanguageModelChatInformation(
    options: { readonly silent: boolean },
    token: vscode.CancellationToken,
  ): Promise<readonly ChatModelInformation[]>;
  provideLanguageModelChatResponse(
    model: ChatModelInformation,
    messages: readonly ChatMessage[],
    options: ChatResponseOptions,
    progress: vscode.Progress<vscode.LanguageModelTextPart | vscode.LanguageModelToolCallPart>,
    token: vscode.CancellationToken,
  ): Promise<void>;
  provideTokenCount(model: ChatModelInformation, text: string | ChatMessage): Promise<number>;
}

export interface ChatModelInformation {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly tooltip?: string;
  readonly detail?: string;
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
  /** Not in the types of any editor so far, but without it the picker of the chat leaves the model out. */
  readonly isUserSelectable: boolean;
  readonly capabilities: { readonly toolCalling: boolean; readonly imageInput: boolean };
}

export interface ChatMessage {
  /** 1: user, 2: assistant; in editors that let extensions write one, 3: system. */
  readonly role: number;
  /** Parts of many kinds, some of which this product does not know. */
  readonly content: readonly unknown[];
}

export interface ChatResponseOptions {
  readonly tools?: readonly vscode.LanguageModelChatTool[];
  readonly toolMode?: vscode.LanguageModelChatToolMode;
  /** Id of the extension that asks, in editors that say so. */
  readonly requestInitiator?: unknown;
}

/** Offers the models of the provider under the vendor that package.json declares; undefined in editors that cannot. */
export function registerChatProvider(vendor: string, provider: ChatProvider): Disposable | undefined {
  const { registerLanguageModelChatProvider: register } = (vscode.lm ?? {}) as {
    readonly registerLanguageModelChatProvider?: (vendor: string, provider: ChatProvider) => Disposable;
  };
  return register?.(vendor, provider);
}
