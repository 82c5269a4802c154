import * as vscode from 'vscode';
import { isAbortError } from '../../../base/abort';
import { AppError, describeError } from '../../../base/error';
import { formatUsd, type MicroUsd } from '../../../core/cost/money';
import { BudgetExceededError } from '../../../core/errors';
import type { CommandContext } from '../commandContext';
import { presentError } from '../errorPresenter';
import type { ChatMessage, ChatResponseOptions } from './chatProviderApi';
import { toConversation } from './toConversation';

/** One question of a chat or an extension to the router. */
export interface RouterTurn {
  readonly messages: readonly ChatMessage[];
  readonly options: ChatResponseOptions;
  readonly progress: vscode.Progress<vscode.LanguageModelTextPart | vscode.LanguageModelToolCallPart>;
  readonly token: vscode.CancellationToken;
  readonly context: CommandContext;
}

/** What the router has answered with, why, and what it cost. */
export interface RoutedAnswer {
  readonly modelName: string;
  readonly reason: string;
  readonly costMicroUsd: MicroUsd;
}

/**
 * Streams the answer of the model that the router chooses.
 * @throws vscode.CancellationError; vscode.LanguageModelError `Blocked` over budget, `NotFound` without a model; Error, each with a
 * sentence that says what to do
 */
export async function answerWithRouter({
  messages,
  options,
  progress,
  token,
  context,
}: RouterTurn): Promise<RoutedAnswer> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const cancellation = token.onCancellationRequested(() => controller.abort());
  const askedBy = typeof options.requestInitiator === 'string' ? options.requestInitiator : 'unknown';
  let answer: RoutedAnswer = { modelName: '', reason: '', costMicroUsd: 0 };
  try {
    await context.keys.load();
    const conversations = await context.services.conversations();
    const parts = conversations.answer({
      conversation: toConversation(messages, options),
      askedBy,
      workspaceRoot: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '',
      signal: controller.signal,
    });
    for await (const part of parts) {
      switch (part.type) {
        case 'model-selected':
          answer = { ...answer, modelName: part.modelName, reason: part.reason };
          break;
        case 'text-delta':
          progress.report(new vscode.LanguageModelTextPart(part.text));
          break;
        case 'tool-call': {
          const { callId, name, input } = part.call;
          progress.report(new vscode.LanguageModelToolCallPart(callId, name, input as object));
          break;
        }
        case 'settled':
          answer = { ...answer, costMicroUsd: answer.costMicroUsd + part.row.costMicroUsd };
          break;
      }
    }
    const { modelName, costMicroUsd } = answer;
    context.log.info(`Router: ${modelName} answered ${askedBy} for ${formatUsd(costMicroUsd)}.`);
    return answer;
  } catch (error) {
    if (isAbortError(error)) throw new vscode.CancellationError();
    context.log.error(`Router: ${askedBy} was not answered: ${describeError(error)}`);
    // Whoever asked may show as little of it as he likes; what the user can do about his budget is shown in any case.
    const presentation = error instanceof BudgetExceededError ? presentError(error) : undefined;
    if (presentation) context.present(presentation);
    throw toEditorError(error);
  } finally {
    cancellation.dispose();
  }
}

function toEditorError(error: unknown): Error {
  const sentence = describeError(error);
  switch (error instanceof AppError ? error.code : undefined) {
    case 'budget-exceeded':
    case 'provider-rate-limited':
      return vscode.LanguageModelError.Blocked(sentence);
    case 'model-selection-failed':
    case 'provider-not-set-up':
      return vscode.LanguageModelError.NotFound(sentence);
    case 'provider-authentication':
      return vscode.LanguageModelError.NoPermissions(sentence);
    default:
      return new Error(sentence);
  }
}
