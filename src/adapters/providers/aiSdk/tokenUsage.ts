import type { LanguageModelV3Usage } from '@ai-sdk/provider';
import type { TokenUsage } from '../../../core/cost/pricing';

export interface TokenCounts {
  /** All input, that from and to the cache included. */
  readonly input: number | null | undefined;
  readonly cacheRead?: number | null | undefined;
  readonly cacheWrite?: number | null | undefined;
  readonly output: number | null | undefined;
}

/**
 * Usage out of the counts of a provider; undefined if it gives none, or none that can be right. A provider that counts the
 * cache beside the input, against the rule, is not billed for less than it counts.
 */
export function toTokenUsage(counts: TokenCounts): TokenUsage | undefined {
  const cacheReadTokens = counts.cacheRead ?? 0;
  const cacheWriteTokens = counts.cacheWrite ?? 0;
  const { input, output } = counts;
  const isGiven = typeof input === 'number' && typeof output === 'number';
  if (!isGiven || ![input, output, cacheReadTokens, cacheWriteTokens].every(isCount)) return undefined;
  return {
    inputTokens: Math.max(input, cacheReadTokens + cacheWriteTokens),
    cacheReadTokens,
    cacheWriteTokens,
    outputTokens: output,
  };
}

/** The SDK's `inputTokens.total` has the cache in it already. */
export function usageOfFinish({ inputTokens, outputTokens }: LanguageModelV3Usage): TokenUsage | undefined {
  const { total: input, cacheRead, cacheWrite } = inputTokens;
  return toTokenUsage({ input, cacheRead, cacheWrite, output: outputTokens.total });
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
