import { createAnthropic } from '@ai-sdk/anthropic';
import * as z from 'zod/mini';
import type { AiSdkSurface, UsageReader } from './aiSdkLanguageModel';
import type { SurfaceOptions } from './surfaceOptions';
import { toTokenUsage } from './tokenUsage';

const count = z.nullish(z.number());
const usageSchema = z.object({
  input_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
  output_tokens: count,
});
const eventSchema = z.union([
  z.object({ type: z.literal('message_start'), message: z.object({ usage: usageSchema }) }),
  z.object({ type: z.literal('message_delta'), usage: usageSchema }),
]);

/** Anthropic's Messages API. */
export function createAnthropicSurface({ modelId, key, baseURL, fetch }: SurfaceOptions): AiSdkSurface {
  // Undefined would let the SDK look into the environment.
  const provider = createAnthropic({
    apiKey: key ?? '',
    baseURL: baseURL ?? 'https://api.anthropic.com/v1',
    fetch,
  });
  return { model: provider(modelId), createUsageReader, isUsageOptional: false };
}

/** The input stands in the first event, the output in the last; what the last repeats counts. */
function createUsageReader(): UsageReader {
  let known: z.output<typeof usageSchema> = {};
  return (event) => {
    const parsed = eventSchema.safeParse(event);
    if (!parsed.success) return undefined;
    const usage = parsed.data.type === 'message_start' ? parsed.data.message.usage : parsed.data.usage;
    const given = Object.entries(usage).filter(([, tokens]) => typeof tokens === 'number');
    known = { ...known, ...Object.fromEntries(given) };
    const cacheRead = known.cache_read_input_tokens ?? 0;
    const cacheWrite = known.cache_creation_input_tokens ?? 0;
    // Anthropic counts the cache beside the input.
    const input =
      typeof known.input_tokens === 'number' ? known.input_tokens + cacheRead + cacheWrite : undefined;
    return toTokenUsage({ input, cacheRead, cacheWrite, output: known.output_tokens });
  };
}
