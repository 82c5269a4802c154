import type { MicroUsd } from '../cost/money';

/** How hard a task is: simple < 0.3 ≤ moderate < 0.7 ≤ complex (overall complexity). */
export const complexityTiers = ['simple', 'moderate', 'complex'] as const;
export type ComplexityTier = (typeof complexityTiers)[number];

/** Prices in micro-dollars per million tokens, i.e. dollars per million times 1,000,000. */
export interface ModelPrices {
  readonly input: MicroUsd;
  readonly output: MicroUsd;
  readonly cacheRead: MicroUsd;
  readonly cacheWrite: MicroUsd;
}

export interface ModelCapabilities {
  readonly supportsStreaming: boolean;
}

/** A model the router may choose. */
export interface ModelConfig {
  /** Id under which it is chosen and recorded. */
  readonly name: string;
  /** Other names that mean the same model. */
  readonly aliases: readonly string[];
  /** `embedded` is the engine of the product: no key, no network, cost 0. */
  readonly provider: string;
  /** Id under which the provider serves it; left out: `name`. */
  readonly apiModelId?: string;
  /** The hardest tier it is adequate for. */
  readonly tier: ComplexityTier;
  /** Undefined: unknown, which is never taken for 0. */
  readonly prices: ModelPrices | undefined;
  /** Date of the prices, YYYY-MM-DD. */
  readonly pricesAsOf: string | undefined;
  /** What the user lets one call cost while its price is unknown: its worst case under a budget. */
  readonly ceilingPerCallMicroUsd?: MicroUsd;
  /** In tokens. */
  readonly contextWindow: number;
  /** In tokens. */
  readonly maxOutputTokens: number;
  readonly capabilities: ModelCapabilities;
}
