import type { TokenUsage } from '../../src/core/cost/pricing';
import type { FinishReason } from '../../src/core/languageModel/languageModel';

/** How one provider writes what a contract speaks of. */
export interface ProviderSurface {
  /** Name of the provider in settings. */
  readonly provider: string;
  readonly modelName: string;
  /** Of the address, after host and port. */
  readonly basePath: string;
  /** What is called, after host and port. */
  readonly callPath: string;
  /** The header that the key comes in, and how it is written there. */
  readonly keyHeader: readonly [name: string, value: (key: string) => string];
  /** Events before the first text. */
  readonly begin: readonly string[];
  text(text: string): string;
  /** A call of the tool with the input, whole, between `begin` and `end('tool-calls')`. */
  toolCall(call: {
    readonly callId: string;
    readonly name: string;
    readonly input: object;
  }): readonly string[];
  end(reason: FinishReason): readonly string[];
  /** An event that says the provider is overloaded. */
  readonly overloaded: string;
  /** What `begin`, texts and `end` are billed for. */
  readonly usage: TokenUsage;
  /** What is known of it after `begin` and one text. */
  readonly usageWhenCut: TokenUsage | undefined;
  /** Body of an error with that explanation. */
  errorBody(message: string): unknown;
}

const event = (data: { readonly type: string; readonly [field: string]: unknown }): string =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

const usage: TokenUsage = {
  inputTokens: 9725,
  cacheReadTokens: 9000,
  cacheWriteTokens: 700,
  outputTokens: 42,
};

const anthropic: ProviderSurface = {
  provider: 'anthropic',
  modelName: 'claude-haiku-4-5',
  basePath: '/v1',
  callPath: '/v1/messages',
  keyHeader: ['x-api-key', (key) => key],
  begin: [
    event({
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude-haiku-4-5',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: {
          input_tokens: 25,
          cache_creation_input_tokens: 700,
          cache_read_input_tokens: 9000,
          output_tokens: 3,
        },
      },
    }),
    event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
    event({ type: 'ping' }),
  ],
  text: (text) => event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  toolCall: ({ callId, name, input }) => [
    event({
      type: 'content_block_start',
      index: 1,
      content_block: { type: 'tool_use', id: callId, name, input: {} },
    }),
    event({
      type: 'content_block_delta',
      index: 1,
      delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) },
    }),
    event({ type: 'content_block_stop', index: 1 }),
  ],
  end: (reason) => [
    event({ type: 'content_block_stop', index: 0 }),
    event({
      type: 'message_delta',
      delta: {
        stop_reason: {
          stop: 'end_turn',
          length: 'max_tokens',
          'content-filter': 'refusal',
          'tool-calls': 'tool_use',
        }[reason],
        stop_sequence: null,
      },
      usage: { output_tokens: 42 },
    }),
    event({ type: 'message_stop' }),
  ],
  overloaded: event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
  usage,
  usageWhenCut: { ...usage, outputTokens: 3 },
  errorBody: (message) => ({ type: 'error', error: { type: 'some_error', message } }),
};

const isWhole = (reason: FinishReason): boolean => reason === 'stop' || reason === 'tool-calls';

const openai: ProviderSurface = {
  provider: 'openai',
  modelName: 'gpt-5.4-mini',
  basePath: '/v1',
  callPath: '/v1/responses',
  keyHeader: ['authorization', (key) => `Bearer ${key}`],
  begin: [
    event({
      type: 'response.created',
      response: { id: 'resp_1', created_at: 1, model: 'gpt-5.4-mini', usage: null },
    }),
    event({
      type: 'response.output_item.added',
      output_index: 0,
      item: { type: 'message', id: 'msg_1', status: 'in_progress', role: 'assistant', content: [] },
    }),
  ],
  text: (delta) =>
    event({ type: 'response.output_text.delta', item_id: 'msg_1', output_index: 0, content_index: 0, delta }),
  toolCall: ({ callId, name, input }) => {
    const item = { type: 'function_call', id: 'fc_1', call_id: callId, name, status: 'completed' };
    const text = JSON.stringify(input);
    return [
      event({ type: 'response.output_item.added', output_index: 1, item: { ...item, arguments: '' } }),
      event({
        type: 'response.function_call_arguments.delta',
        item_id: 'fc_1',
        output_index: 1,
        delta: text,
      }),
      event({ type: 'response.output_item.done', output_index: 1, item: { ...item, arguments: text } }),
    ];
  },
  end: (reason) => [
    event({
      type: 'response.output_item.done',
      output_index: 0,
      item: { type: 'message', id: 'msg_1', status: 'completed', role: 'assistant', content: [] },
    }),
    event({
      type: isWhole(reason) ? 'response.completed' : 'response.incomplete',
      response: {
        id: 'resp_1',
        incomplete_details: isWhole(reason)
          ? null
          : { reason: reason === 'length' ? 'max_output_tokens' : 'content_filter' },
        usage: {
          input_tokens: 9725,
          input_tokens_details: { cached_tokens: 9000, cache_write_tokens: 700 },
          output_tokens: 42,
          output_tokens_details: { reasoning_tokens: 30 },
          total_tokens: 9767,
        },
      },
    }),
  ],
  overloaded: event({
    type: 'error',
    sequence_number: 9,
    error: { type: 'server_error', code: 'server_overloaded', message: 'Overloaded', param: null },
  }),
  usage,
  usageWhenCut: undefined,
  errorBody: (message) => ({ error: { message, type: 'some_error', param: null, code: null } }),
};

const googleUsage = (candidatesTokenCount: number, thoughtsTokenCount: number) => ({
  promptTokenCount: 9725,
  cachedContentTokenCount: 9000,
  candidatesTokenCount,
  thoughtsTokenCount,
  totalTokenCount: 9725 + candidatesTokenCount + thoughtsTokenCount,
});

const google: ProviderSurface = {
  provider: 'google',
  modelName: 'gemini-3.5-flash',
  basePath: '/v1beta',
  callPath: '/v1beta/models/gemini-3.5-flash:streamGenerateContent?alt=sse',
  keyHeader: ['x-goog-api-key', (key) => key],
  begin: [],
  text: (text) =>
    data({
      candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0 }],
      usageMetadata: googleUsage(2, 5),
    }),
  toolCall: ({ name, input }) => [
    data({
      candidates: [
        {
          content: {
            role: 'model',
            parts: [{ functionCall: { name, args: input }, thoughtSignature: 'a-signature' }],
          },
          index: 0,
        },
      ],
      usageMetadata: googleUsage(2, 5),
    }),
  ],
  end: (reason) => [
    data({
      candidates: [
        {
          content: { role: 'model', parts: [{ text: '' }] },
          finishReason: {
            stop: 'STOP',
            length: 'MAX_TOKENS',
            'content-filter': 'SAFETY',
            'tool-calls': 'STOP',
          }[reason],
          index: 0,
        },
      ],
      usageMetadata: googleUsage(12, 30),
    }),
  ],
  overloaded: data({ error: { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' } }),
  usage: { ...usage, cacheWriteTokens: 0 },
  usageWhenCut: { ...usage, cacheWriteTokens: 0, outputTokens: 7 },
  errorBody: (message) => ({ error: { code: 400, message, status: 'SOME_ERROR' } }),
};

const chunk = (fields: object): string =>
  data({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'llama3.2', choices: [], ...fields });

const openAiCompatible: ProviderSurface = {
  provider: 'my-server',
  modelName: 'llama3.2',
  basePath: '/v1',
  callPath: '/v1/chat/completions',
  keyHeader: ['authorization', (key) => `Bearer ${key}`],
  begin: [chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] })],
  text: (content) => chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }),
  toolCall: ({ callId, name, input }) => [
    chunk({
      choices: [
        {
          index: 0,
          delta: {
            tool_calls: [
              {
                index: 0,
                id: callId,
                type: 'function',
                function: { name, arguments: JSON.stringify(input) },
              },
            ],
          },
          finish_reason: null,
        },
      ],
    }),
  ],
  end: (reason) => [
    chunk({
      choices: [{ index: 0, delta: {}, finish_reason: reason.replace('-', '_') }],
    }),
    chunk({
      usage: {
        prompt_tokens: 9725,
        prompt_tokens_details: { cached_tokens: 9000, cache_write_tokens: 700 },
        completion_tokens: 42,
        total_tokens: 9767,
      },
    }),
    'data: [DONE]\n\n',
  ],
  overloaded: data({ error: { message: 'Overloaded', type: 'server_error', param: null, code: 503 } }),
  usage,
  usageWhenCut: undefined,
  errorBody: (message) => ({ error: { message, type: 'some_error', param: null, code: null } }),
};

/** The protocols of the AI SDK that the product uses. */
export const providerSurfaces: readonly ProviderSurface[] = [anthropic, openai, google, openAiCompatible];
