import * as vscode from 'vscode';
import type { Conversation, ConversationMessage, ToolCall } from '../../../core/languageModel/conversation';
import type { ChatMessage, ChatResponseOptions } from './chatProviderApi';
import { textOf } from './messageText';

const systemRole = 3;

/** A chat of the editor as the product has conversations; parts that are no text and no calls (images) are left out. */
export function toConversation(messages: readonly ChatMessage[], options: ChatResponseOptions): Conversation {
  const toolNames = new Map<string, string>();
  return {
    system: messages
      .filter(({ role }) => role === systemRole)
      .map(textOf)
      .join('\n\n'),
    messages: messages
      .filter(({ role }) => role !== systemRole)
      .flatMap((message) =>
        message.role === vscode.LanguageModelChatMessageRole.Assistant
          ? toAssistantMessage(message, toolNames)
          : toUserMessages(message, toolNames),
      ),
    tools: (options.tools ?? []).map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema: (inputSchema as Readonly<Record<string, unknown>> | undefined) ?? { type: 'object' },
    })),
    mustCallTool: options.toolMode === vscode.LanguageModelChatToolMode.Required,
  };
}

function toAssistantMessage(
  message: ChatMessage,
  toolNames: Map<string, string>,
): readonly ConversationMessage[] {
  const toolCalls = message.content.flatMap((part): ToolCall[] => {
    if (!(part instanceof vscode.LanguageModelToolCallPart)) return [];
    toolNames.set(part.callId, part.name);
    return [{ callId: part.callId, name: part.name, input: part.input }];
  });
  const text = textOf(message);
  return text === '' && toolCalls.length === 0 ? [] : [{ role: 'assistant', text, toolCalls }];
}

/** What tools gave comes first: providers want it right behind the calls. */
function toUserMessages(
  message: ChatMessage,
  toolNames: ReadonlyMap<string, string>,
): readonly ConversationMessage[] {
  const results = message.content.flatMap((part): ConversationMessage[] => {
    if (!(part instanceof vscode.LanguageModelToolResultPart)) return [];
    const { callId, content } = part;
    return [
      { role: 'tool', callId, toolName: toolNames.get(callId) ?? 'unknown', text: textOf({ content }) },
    ];
  });
  const text = textOf(message);
  return text === '' && results.length > 0 ? results : [...results, { role: 'user', text }];
}
