import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV3Usage } from '@ai-sdk/provider';
import * as z from 'zod/mini';
import type { TokenUsage } from '../../../core/cost/pricing';
import type { AiSdkSurface } from './aiSdkLanguageModel';
import type { SurfaceOptions } from './surfaceOptions';
import { toTokenUsage } from './tokenUsage';

const count = z.nullish(z.number());
const usageSchema = z.object({
  prompt_tokens: count,
  prompt_tokens_details: z.nullish(z.object({ cached_tokens: count, cache_write_tokens: count })),
  completion_tokens: count,
  total_tokens: count,
});
const eventSchema = z.object({ usage: usageSchema });

/** Whoever speaks OpenAI's Chat Completions at an address: Ollama, LM Studio, vLLM, LiteLLM, OpenRouter. */
export function createOpenAiCompatibleSurface(options: SurfaceOptions): AiSdkSurface {
  const { provider: name, modelId, key, baseURL, fetch } = options;
  const provider = createOpenAICompatible({
    name,
    baseURL: baseURL ?? '',
    ...(key !== undefined && { apiKey: key }),
    fetch,
    includeUsage: true,
    convertUsage: (usage) => toSdkUsage(usageFrom(usage)),
  });
  return {
    model: provider(modelId),
    createUsageReader: () => (event) => {
      const parsed = eventSchema.safeParse(event);
      return parsed.success ? usageFrom(parsed.data.usage) : undefined;
    },
    isUsageOptional: true,
  };
}

/** Some servers leave the tokens that a model thinks with out of the output, but not out of the total. */
function usageFrom(usage: unknown): TokenUsage | undefined {
  const parsed = usageSchema.safeParse(usage);
  if (!parsed.success) return undefined;
  const { prompt_tokens, prompt_tokens_details, completion_tokens, total_tokens } = parsed.data;
  const thought = (total_tokens ?? 0) - (prompt_tokens ?? 0);
  return toTokenUsage({
    input: prompt_tokens,
    cacheRead: prompt_tokens_details?.cached_tokens,
    cacheWrite: prompt_tokens_details?.cache_write_tokens,
    output: typeof completion_tokens === 'number' ? Math.max(completion_tokens, thought) : undefined,
  });
}

function toSdkUsage(usage: TokenUsage | undefined): LanguageModelV3Usage {
  return {
    inputTokens: {
      total: usage?.inputTokens,
      noCache: undefined,
      cacheRead: usage?.cacheReadTokens,
      cacheWrite: usage?.cacheWriteTokens,
    },
    outputTokens: { total: usage?.outputTokens, text: undefined, reasoning: undefined },
  };
}
