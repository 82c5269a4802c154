import type { TokenUsage } from '../cost/pricing';
import type { Conversation, ToolCall } from './conversation';

/** What is asked of a model: who it is to be, and the task. */
export interface Prompt {
  readonly system: string;
  readonly user: string;
}

export interface CallOptions {
  /** The model must not write more. */
  readonly maxOutputTokens: number;
  /** Aborting ends the connection; the iteration throws AbortError. */
  readonly signal: AbortSignal;
}

/** Why a model stopped writing by itself. `tool-calls`: it waits for the results of what it has asked for; only in conversations that offer tools. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls';

/** One piece of an answer. A stream that ends without `finish` has thrown. */
export type StreamPart =
  | { readonly type: 'text-delta'; readonly text: string }
  /** Whole; only in conversations that offer tools. */
  | { readonly type: 'tool-call'; readonly call: ToolCall }
  /** What the provider bills so far; later ones replace earlier ones. */
  | { readonly type: 'usage'; readonly usage: TokenUsage }
  /** The last part. `usage` undefined: the provider says nothing about it. */
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly usage: TokenUsage | undefined };

/** A model that answers a prompt as a stream. One call is one attempt: nothing is tried again in here. */
export interface LanguageModel {
  /** Name under which it is configured and recorded. */
  readonly modelName: string;
  readonly provider: string;
  /**
   * Text and calls of tools in order, then exactly one `finish`.
   * @throws ProviderError for everything that went wrong, an answer that was cut off included; AbortError
   */
  doStream(prompt: Prompt | Conversation, options: CallOptions): AsyncIterable<StreamPart>;
}
