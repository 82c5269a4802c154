import type { LanguageModelV3, LanguageModelV3StreamPart } from '@ai-sdk/provider';
import { AbortError, onAbort, throwIfAborted } from '../../../base/abort';
import type { TokenUsage } from '../../../core/cost/pricing';
import type { Conversation } from '../../../core/languageModel/conversation';
import type {
  CallOptions,
  FinishReason,
  LanguageModel,
  Prompt,
  StreamPart,
} from '../../../core/languageModel/languageModel';
import type { ProviderEndpoint } from '../providerEndpoint';
import { type SdkCall, toSdkCall, toToolCall } from './sdkConversation';
import { streamFailure, unfinishedAnswer } from './streamFailure';
import { usageOfFinish } from './tokenUsage';

/** Reads the usage out of the provider's own events of one call, in order; undefined for one that has none. */
export type UsageReader = (event: unknown) => TokenUsage | undefined;

/** What differs between the providers that the AI SDK speaks to. */
export interface AiSdkSurface {
  readonly model: LanguageModelV3;
  /** A reader for each call. The SDK reports usage at the end only; a call that is cut off is billed as well. */
  readonly createUsageReader: () => UsageReader;
  /** True: an answer without usage is complete. Servers of one's own often count nothing. */
  readonly isUsageOptional: boolean;
  /** A reason of the provider's own that the SDK takes for an end, and that is none. */
  readonly unfinishedReason?: string;
  readonly providerOptions?: NonNullable<Parameters<LanguageModelV3['doStream']>[0]['providerOptions']>;
}

type Finish = Extract<LanguageModelV3StreamPart, { type: 'finish' }>;

const finishReasons: readonly FinishReason[] = ['stop', 'length', 'content-filter', 'tool-calls'];

/** A model behind the AI SDK: one call is one request. Everything that arrives without text gives an empty `text-delta`, as a sign of life. */
export class AiSdkLanguageModel implements LanguageModel {
  readonly provider: string;

  constructor(
    readonly modelName: string,
    private readonly endpoint: ProviderEndpoint,
    private readonly surface: AiSdkSurface,
  ) {
    this.provider = endpoint.provider;
  }

  async *doStream(
    prompt: Prompt | Conversation,
    { maxOutputTokens, signal }: CallOptions,
  ): AsyncGenerator<StreamPart> {
    throwIfAborted(signal);
    const call = toSdkCall(prompt);
    const connection = new AbortController();
    const abortion = onAbort(signal, () => connection.abort());
    try {
      const { model, providerOptions } = this.surface;
      const { stream } = await model.doStream({
        ...call,
        maxOutputTokens,
        abortSignal: connection.signal,
        includeRawChunks: true,
        ...(providerOptions && { providerOptions }),
      });
      yield* this.partsOf(stream, call);
    } catch (error) {
      throw signal.aborted ? new AbortError() : streamFailure(this.endpoint, error);
    } finally {
      abortion.dispose();
      // Cancelling the stream would not do: the SDK splits some, and a half that is cancelled keeps the connection.
      connection.abort();
    }
  }

  private async *partsOf(
    stream: ReadableStream<LanguageModelV3StreamPart>,
    call: SdkCall,
  ): AsyncGenerator<StreamPart> {
    const usageIn = this.surface.createUsageReader();
    const reader = stream.getReader();
    for (;;) {
      const { done, value: part } = await reader.read();
      if (done) throw unfinishedAnswer(this.endpoint, 'the stream ended early');
      switch (part.type) {
        case 'raw': {
          const usage = usageIn(part.rawValue);
          yield usage ? { type: 'usage', usage } : { type: 'text-delta', text: '' };
          break;
        }
        case 'text-delta':
          if (part.delta !== '') yield { type: 'text-delta', text: part.delta };
          break;
        case 'tool-call':
          if (call.tools) yield { type: 'tool-call', call: toToolCall(part) };
          break;
        case 'error':
          throw part.error;
        case 'finish':
          yield* this.end(part, call);
          return;
      }
    }
  }

  private *end(finish: Finish, { tools }: SdkCall): Iterable<StreamPart> {
    const usage = usageOfFinish(finish.usage);
    const { unified, raw } = finish.finishReason;
    const isUnfinished = raw !== undefined && raw === this.surface.unfinishedReason;
    const known = finishReasons.find((reason) => reason === unified);
    const reason = isUnfinished || (known === 'tool-calls' && !tools) ? undefined : known;
    if (reason && (usage || this.surface.isUsageOptional)) {
      yield { type: 'finish', reason, usage };
      return;
    }
    throw unfinishedAnswer(this.endpoint, reason ? 'it has no usage' : whyUnfinished(finish));
  }
}

function whyUnfinished({ finishReason }: Finish): string {
  if (finishReason.unified === 'tool-calls') return 'the model wants to call a tool, and it has none';
  const raw = finishReason.raw;
  return raw !== undefined && /^\w{1,40}$/.test(raw) ? `it ended with ${raw}` : 'the stream ended early';
}
