import { createGoogleGenerativeAI } from '@ai-sdk/google';
import * as z from 'zod/mini';
import type { TokenUsage } from '../../../core/cost/pricing';
import type { AiSdkSurface, UsageReader } from './aiSdkLanguageModel';
import type { SurfaceOptions } from './surfaceOptions';
import { toTokenUsage } from './tokenUsage';

const count = z.nullish(z.number());
const eventSchema = z.object({
  candidates: z.nullish(z.array(z.object({ finishReason: z.nullish(z.string()) }))),
  usageMetadata: z.nullish(
    z.object({
      promptTokenCount: count,
      cachedContentTokenCount: count,
      candidatesTokenCount: count,
      thoughtsTokenCount: count,
    }),
  ),
});

/** How one request of a chain ends; the SDK makes the next one. */
const continuation = 'CONTINUATION';

/** Google's Gemini API. */
export function createGoogleSurface({ modelId, key, baseURL, fetch }: SurfaceOptions): AiSdkSurface {
  // Undefined would let the SDK look into the environment.
  const provider = createGoogleGenerativeAI({
    apiKey: key ?? '',
    baseURL: baseURL ?? 'https://generativelanguage.googleapis.com/v1beta',
    fetch,
  });
  return {
    model: provider(modelId),
    createUsageReader,
    isUsageOptional: false,
    unfinishedReason: continuation,
  };
}

/** Each event has the counts so far of its request. A long answer is a chain of requests, each of them billed. */
function createUsageReader(): UsageReader {
  let ended: TokenUsage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };
  return (event) => {
    const parsed = eventSchema.safeParse(event);
    const metadata = parsed.data?.usageMetadata;
    const current =
      metadata &&
      toTokenUsage({
        input: metadata.promptTokenCount ?? 0,
        cacheRead: metadata.cachedContentTokenCount,
        output: (metadata.candidatesTokenCount ?? 0) + (metadata.thoughtsTokenCount ?? 0),
      });
    if (!current) return undefined;
    const total = add(ended, current);
    if (parsed.data?.candidates?.[0]?.finishReason === continuation) ended = total;
    return total;
  };
}

function add(a: TokenUsage, b: TokenUsage): TokenUsage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
    outputTokens: a.outputTokens + b.outputTokens,
  };
}
