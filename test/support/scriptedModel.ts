import { AbortError, onAbort } from '../../src/base/abort';
import type {
  CallOptions,
  LanguageModel,
  Prompt,
  StreamPart,
} from '../../src/core/languageModel/languageModel';

/** What one call gives: parts, then perhaps an error, or silence until it is cancelled. */
export type ScriptedCall = readonly (StreamPart | Error | 'silence')[];

/** A model that answers each call by its script. */
export class ScriptedModel implements LanguageModel {
  readonly modelName = 'scripted';
  readonly provider = 'nobody';
  readonly calls: { readonly prompt: Prompt; readonly options: CallOptions }[] = [];
  /** Calls that have come to their end, in whatever way. */
  ended = 0;

  constructor(private readonly scripts: readonly ScriptedCall[]) {}

  async *doStream(prompt: Prompt, options: CallOptions): AsyncGenerator<StreamPart> {
    const script = this.scripts[this.calls.length];
    this.calls.push({ prompt, options });
    if (!script) throw new Error(`There is no script for call ${this.calls.length}`);
    try {
      for (const step of script) {
        if (step === 'silence') await untilAborted(options.signal);
        else if (step instanceof Error) throw step;
        else yield step;
      }
    } finally {
      this.ended += 1;
    }
  }
}

export function text(value: string): StreamPart {
  return { type: 'text-delta', text: value };
}

export function usagePart(outputTokens: number): StreamPart {
  return { type: 'usage', usage: tokens(outputTokens) };
}

export function finish(outputTokens = 1): StreamPart {
  return { type: 'finish', reason: 'stop', usage: tokens(outputTokens) };
}

function tokens(outputTokens: number) {
  return { inputTokens: 10, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => void onAbort(signal, () => reject(new AbortError())));
}
