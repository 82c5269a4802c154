import assert from 'node:assert/strict';
import type { TokenUsage } from '../../src/core/cost/pricing';
import { ProviderError } from '../../src/core/errors';
import type { Conversation } from '../../src/core/languageModel/conversation';
import type {
  CallOptions,
  LanguageModel,
  Prompt,
  StreamPart,
} from '../../src/core/languageModel/languageModel';

export const aPrompt = { system: 'You write tests.', user: 'Test add(a, b).' };

export interface StreamedAnswer {
  readonly parts: readonly StreamPart[];
  readonly text: string;
  /** The last that was said about usage. */
  readonly usage: TokenUsage | undefined;
  /** What the stream threw. */
  readonly error: unknown;
}

/** Reads a model's answer to its end, good or bad. */
export async function streamAnswer(
  model: LanguageModel,
  options: Partial<CallOptions> = {},
  onPart: (part: StreamPart) => Promise<void> | void = () => {},
  prompt: Prompt | Conversation = aPrompt,
): Promise<StreamedAnswer> {
  const parts: StreamPart[] = [];
  const callOptions = { maxOutputTokens: 100, signal: new AbortController().signal, ...options };
  let error: unknown;
  try {
    for await (const part of model.doStream(prompt, callOptions)) {
      parts.push(part);
      await onPart(part);
    }
  } catch (thrown) {
    error = thrown;
  }
  const text = parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
  const usages = parts.flatMap((part) => ('usage' in part && part.usage ? [part.usage] : []));
  return { parts, text, usage: usages.at(-1), error };
}

/** The failure of an answer, which must be one of a provider and the only end that there is. */
export function failureOf({ parts, error }: StreamedAnswer): ProviderError {
  assert.ok(error instanceof ProviderError, `a ProviderError and not ${error}`);
  assert.deepEqual(
    parts.filter(({ type }) => type === 'finish'),
    [],
  );
  return error;
}
