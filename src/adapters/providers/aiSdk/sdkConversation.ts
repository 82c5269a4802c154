import type {
  LanguageModelV3CallOptions,
  LanguageModelV3Message,
  LanguageModelV3Prompt,
  LanguageModelV3ToolCall,
  SharedV3ProviderOptions,
} from '@ai-sdk/provider';
import type { Conversation, ConversationMessage, ToolCall } from '../../../core/languageModel/conversation';
import type { Prompt } from '../../../core/languageModel/languageModel';

/** What of a call the AI SDK takes from a prompt or a conversation. */
export type SdkCall = Pick<LanguageModelV3CallOptions, 'prompt' | 'tools' | 'toolChoice'>;

export function toSdkCall(prompt: Prompt | Conversation): SdkCall {
  if (!('messages' in prompt)) {
    return {
      prompt: withSystem(prompt.system, [{ role: 'user', content: [{ type: 'text', text: prompt.user }] }]),
    };
  }
  const { system, messages, tools, mustCallTool } = prompt;
  const converted = withSystem(system, messages.map(toSdkMessage));
  if (tools.length === 0) return { prompt: converted };
  return {
    prompt: converted,
    tools: tools.map(({ name, description, inputSchema }) => ({
      type: 'function',
      name,
      description,
      inputSchema,
    })),
    toolChoice: { type: mustCallTool ? 'required' : 'auto' },
  };
}

/** The call as a conversation has it; input that is no JSON is handed on as the text that it is. */
export function toToolCall({
  toolCallId,
  toolName,
  input,
  providerMetadata,
}: LanguageModelV3ToolCall): ToolCall {
  return {
    callId: toolCallId,
    name: toolName,
    input: parsedInput(input),
    ...(providerMetadata && { providerData: providerMetadata }),
  };
}

function parsedInput(input: string): unknown {
  if (input.trim() === '') return {};
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}

function withSystem(system: string, messages: readonly LanguageModelV3Message[]): LanguageModelV3Prompt {
  return system === '' ? [...messages] : [{ role: 'system', content: system }, ...messages];
}

function toSdkMessage(message: ConversationMessage): LanguageModelV3Message {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: [{ type: 'text', text: message.text }] };
    case 'assistant':
      return {
        role: 'assistant',
        content: [
          ...(message.text === '' ? [] : [{ type: 'text' as const, text: message.text }]),
          ...message.toolCalls.map(({ callId, name, input, providerData }) => ({
            type: 'tool-call' as const,
            toolCallId: callId,
            toolName: name,
            input,
            // Made by the SDK itself, as the metadata of the very call.
            ...(providerData && { providerOptions: providerData as SharedV3ProviderOptions }),
          })),
        ],
      };
    case 'tool':
      return {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: message.callId,
            toolName: message.toolName,
            output: { type: 'text', value: message.text },
          },
        ],
      };
  }
}
