/** A tool that a model may ask to be called. Whoever holds the conversation calls it. */
export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its input. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** A model asks for a tool. */
export interface ToolCall {
  /** Unique within the conversation; the result refers to it. */
  readonly callId: string;
  readonly name: string;
  readonly input: unknown;
  /** What the provider wants to see again with the call, and nobody else understands. */
  readonly providerData?: Readonly<Record<string, unknown>>;
}

export type ConversationMessage =
  | { readonly role: 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly toolCalls: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly callId: string; readonly toolName: string; readonly text: string };

/** A conversation that a model is to go on with: somebody else's, of which nothing is known but what stands in it. */
export interface Conversation {
  /** Empty: none. */
  readonly system: string;
  readonly messages: readonly ConversationMessage[];
  readonly tools: readonly OfferedTool[];
  /** It must ask for one of the tools, whatever else it says. */
  readonly mustCallTool: boolean;
}

/** All that a model has to read, to count it: texts, calls and their results, and the tools with their schemas. */
export function textsOf({ system, messages, tools }: Conversation): readonly string[] {
  return [
    system,
    ...messages.flatMap((message) =>
      message.role === 'assistant'
        ? [message.text, ...message.toolCalls.map(({ name, input }) => `${name} ${JSON.stringify(input)}`)]
        : [message.text],
    ),
    ...tools.map((tool) => JSON.stringify(tool)),
  ];
}
