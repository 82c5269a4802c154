import type { Conversation, ToolCall } from '../languageModel/conversation';

/** Calls that are remembered; more than any conversation has open. */
const mostCalls = 2000;

/**
 * What providers have put beside their calls of tools, and want to see again with them: whoever holds the conversation hands back
 * only what he understands of it.
 */
export class ToolCallMemory {
  private readonly dataByCall = new Map<string, NonNullable<ToolCall['providerData']>>();

  remember({ callId, providerData }: ToolCall): void {
    if (!providerData) return;
    this.dataByCall.set(callId, providerData);
    const [oldest] = this.dataByCall.keys();
    if (this.dataByCall.size > mostCalls && oldest !== undefined) this.dataByCall.delete(oldest);
  }

  /** The conversation with what is remembered of its calls. */
  complete(conversation: Conversation): Conversation {
    if (this.dataByCall.size === 0) return conversation;
    return {
      ...conversation,
      messages: conversation.messages.map((message) => {
        if (message.role !== 'assistant') return message;
        return { ...message, toolCalls: message.toolCalls.map((call) => this.completeCall(call)) };
      }),
    };
  }

  private completeCall(call: ToolCall): ToolCall {
    const providerData = call.providerData ?? this.dataByCall.get(call.callId);
    return providerData ? { ...call, providerData } : call;
  }
}
