/** What servers of OpenAI's protocol say a call used. */
export interface ChatUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

const common = { id: 'chat-1', object: 'chat.completion.chunk', created: 1, model: 'scripted' };

/** The event that brings a piece of a streamed chat completion. */
export function chatDelta(content: string): string {
  return event({
    ...common,
    choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }],
  });
}

/** The events with which a streamed chat completion ends well. */
export function chatEnd(usage: ChatUsage): readonly string[] {
  const total_tokens = usage.prompt_tokens + usage.completion_tokens;
  return [
    event({ ...common, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
    event({ ...common, choices: [], usage: { ...usage, total_tokens } }),
    'data: [DONE]\n\n',
  ];
}

/** All events of a chat completion, its text in small pieces. */
export function chatAnswer(content: string, usage: ChatUsage): readonly string[] {
  return [...(content.match(/[\s\S]{1,40}/g) ?? []).map(chatDelta), ...chatEnd(usage)];
}

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
