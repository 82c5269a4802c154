import { AbortError, throwIfAborted } from '../../src/base/abort';
import type { TokenUsage } from '../../src/core/cost/pricing';
import type {
  CallOptions,
  LanguageModel,
  Prompt,
  StreamPart,
} from '../../src/core/languageModel/languageModel';

/** What a fake model does next: a part to give, an error to throw, or `wait`: nothing more until the call is aborted. */
export type ScriptedPart = StreamPart | Error | 'wait';

/** A model that answers as it is told, and remembers what it was asked. */
export class FakeLanguageModel implements LanguageModel {
  readonly modelName: string;
  readonly provider = 'fake';
  readonly calls: { readonly prompt: Prompt; readonly options: CallOptions }[] = [];
  /** Calls that have ended, in whatever way. */
  ended = 0;

  /** @param scripts of the calls, one after the other; the last one is that of all further calls. */
  constructor(
    private readonly scripts: readonly (readonly ScriptedPart[])[],
    modelName = 'fake-model',
  ) {
    this.modelName = modelName;
  }

  async *doStream(prompt: Prompt, options: CallOptions): AsyncGenerator<StreamPart> {
    const script = this.scripts[Math.min(this.calls.length, this.scripts.length - 1)] ?? [];
    this.calls.push({ prompt, options });
    try {
      for (const part of script) {
        throwIfAborted(options.signal);
        if (part === 'wait') await untilAborted(options.signal);
        else if (part instanceof Error) throw part;
        else yield part;
      }
    } finally {
      this.ended += 1;
    }
  }
}

export function text(...pieces: readonly string[]): readonly StreamPart[] {
  return pieces.map((piece) => ({ type: 'text-delta', text: piece }));
}

export function finish(usage: TokenUsage | undefined, reason: 'stop' | 'length' = 'stop'): StreamPart {
  return { type: 'finish', reason, usage };
}

export function aUsage(inputTokens: number, outputTokens: number): TokenUsage {
  return { inputTokens, outputTokens, cacheReadTokens: 0, cacheWriteTokens: 0 };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(new AbortError());
    signal.addEventListener('abort', () => reject(new AbortError()), { once: true });
  });
}
