import type { ModelPrices } from '../routing/modelConfig';
import type { MicroUsd } from './money';

/** Tokens of one call as providers count them. */
export interface TokenUsage {
  /** All input, that from and to the cache included. */
  readonly inputTokens: number;
  /** Part of the input: read from the cache. */
  readonly cacheReadTokens: number;
  /** Part of the input: written to the cache. */
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
}

const tokensPerPrice = 1_000_000n;

/**
 * What a call costs: all parts are added up exactly and rounded once, up to the next micro-dollar, so that the record never
 * says less than the provider bills.
 * @throws RangeError for a count that is no whole number ≥ 0, or more cached tokens than input.
 */
export function costOf(usage: TokenUsage, prices: ModelPrices): MicroUsd {
  const input = tokens(usage.inputTokens);
  const cacheRead = tokens(usage.cacheReadTokens);
  const cacheWrite = tokens(usage.cacheWriteTokens);
  const plainInput = input - cacheRead - cacheWrite;
  if (plainInput < 0n) {
    throw new RangeError(`${cacheRead + cacheWrite} cached tokens are more than ${input} of input`);
  }
  const total =
    plainInput * BigInt(prices.input) +
    cacheRead * BigInt(prices.cacheRead) +
    cacheWrite * BigInt(prices.cacheWrite) +
    tokens(usage.outputTokens) * BigInt(prices.output);
  return Number((total + tokensPerPrice - 1n) / tokensPerPrice);
}

function tokens(count: number): bigint {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is no number of tokens`);
  return BigInt(count);
}
