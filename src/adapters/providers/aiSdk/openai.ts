import { createOpenAI } from '@ai-sdk/openai';
import * as z from 'zod/mini';
import type { AiSdkSurface, UsageReader } from './aiSdkLanguageModel';
import type { SurfaceOptions } from './surfaceOptions';
import { toTokenUsage } from './tokenUsage';

const count = z.nullish(z.number());
const eventSchema = z.object({
  response: z.object({
    usage: z.object({
      input_tokens: count,
      input_tokens_details: z.nullish(z.object({ cached_tokens: count, cache_write_tokens: count })),
      output_tokens: count,
    }),
  }),
});

/**
 * OpenAI's Responses API, not Chat Completions: all of its models have it, some of them nothing else, and it ends with an
 * event that says whether the answer is complete and has the usage in it; Chat sends the reason first and the usage in a
 * further event that can be lost. Nothing is stored there. Whoever else speaks Chat is reached as an address.
 */
export function createOpenAiSurface({ modelId, key, baseURL, fetch }: SurfaceOptions): AiSdkSurface {
  // Undefined would let the SDK look into the environment.
  const provider = createOpenAI({
    apiKey: key ?? '',
    baseURL: baseURL ?? 'https://api.openai.com/v1',
    fetch,
  });
  return {
    model: provider.responses(modelId),
    createUsageReader: () => usageIn,
    isUsageOptional: false,
    providerOptions: { openai: { store: false } },
  };
}

const usageIn: UsageReader = (event) => {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) return undefined;
  const { input_tokens, input_tokens_details, output_tokens } = parsed.data.response.usage;
  return toTokenUsage({
    input: input_tokens,
    cacheRead: input_tokens_details?.cached_tokens,
    cacheWrite: input_tokens_details?.cache_write_tokens,
    output: output_tokens,
  });
};
