import { microUsdFromDollars } from '../cost/money';
import type { ComplexityTier, ModelConfig, ModelPrices } from './modelConfig';

/** Day on which @pydantic/genai-prices 0.1.8, the source of the prices and context windows, was published. */
const pricesAsOf = '2026-09-23';

/** The engine of the product: it needs no key and no network, and nothing it does costs money. */
export const embeddedModel: ModelConfig = {
  name: 'embedded',
  aliases: [],
  provider: 'embedded',
  tier: 'complex',
  prices: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
  pricesAsOf: undefined,
  // It reads syntax trees, not tokens.
  contextWindow: Number.MAX_SAFE_INTEGER,
  maxOutputTokens: Number.MAX_SAFE_INTEGER,
  capabilities: { supportsStreaming: true },
};

/**
 * The models the product knows. Output limits are those of llm-zoo 1.37.0. Where a provider charges more beyond some length,
 * the context window here ends there, because the price would not hold. The tier is our judgement by the provider's own line:
 * its small, its middle and its large models. gemini-3.8-flash is missing because its price doubles on 2027-01-01.
 */
export const modelCatalog: readonly ModelConfig[] = [
  embeddedModel,
  model('claude-haiku-4-5', 'anthropic', 'simple', {
    aliases: ['claude-haiku-4.5', 'claude-haiku-4'],
    dollars: [1, 5, 0.1, 1.25],
    contextWindow: 200_000,
    maxOutputTokens: 64_000,
  }),
  model('claude-sonnet-5', 'anthropic', 'moderate', {
    aliases: ['claude-sonnet-4.5', 'claude-sonnet-4-5', 'claude-sonnet-4'],
    dollars: [2, 10, 0.2, 2.5],
    contextWindow: 1_000_000,
    maxOutputTokens: 128_000,
  }),
  model('claude-opus-5-5', 'anthropic', 'complex', {
    aliases: ['claude-opus-5.5', 'claude-opus-4.5', 'claude-opus-4-5', 'claude-opus-4'],
    dollars: [4, 20, 0.2, 5],
    contextWindow: 1_000_000,
    maxOutputTokens: 128_000,
  }),
  model('claude-fable-5-1', 'anthropic', 'complex', {
    aliases: ['claude-fable-5.1'],
    dollars: [10, 50, 0.25, 12.5],
    contextWindow: 1_000_000,
    maxOutputTokens: 128_000,
  }),
  model('gpt-6-luna', 'openai', 'simple', {
    dollars: [0.1, 0.5, 0.01, 0.125],
    contextWindow: 271_999,
    maxOutputTokens: 128_000,
  }),
  model('gpt-5.4-mini', 'openai', 'moderate', {
    dollars: [0.75, 4.5, 0.075, 0.75],
    contextWindow: 400_000,
    maxOutputTokens: 128_000,
  }),
  model('gpt-6-sol', 'openai', 'complex', {
    dollars: [2, 10, 0.2, 2.5],
    contextWindow: 271_999,
    maxOutputTokens: 128_000,
  }),
  model('gpt-6-astra', 'openai', 'complex', {
    dollars: [10, 50, 1, 12.5],
    contextWindow: 271_999,
    maxOutputTokens: 128_000,
  }),
  model('gemini-3.5-flash-lite', 'google', 'simple', {
    dollars: [0.3, 2.5, 0.03, 0.3],
    contextWindow: 1_000_000,
    maxOutputTokens: 65_536,
  }),
  model('gemini-3.5-flash', 'google', 'moderate', {
    dollars: [1.5, 9, 0.15, 1.5],
    contextWindow: 1_000_000,
    maxOutputTokens: 65_536,
  }),
  model('gemini-3.1-pro-preview', 'google', 'complex', {
    aliases: ['gemini-3.1-pro'],
    dollars: [2, 12, 0.2, 2],
    contextWindow: 200_000,
    maxOutputTokens: 65_536,
  }),
];

/** The model of that name or alias. */
export function findModel(models: readonly ModelConfig[], name: string): ModelConfig | undefined {
  return models.find((model) => model.name === name) ?? models.find(({ aliases }) => aliases.includes(name));
}

interface ModelFacts {
  readonly aliases?: readonly string[];
  /** Per million tokens: input, output, cache read, cache write; the last as input where the provider takes no extra. */
  readonly dollars: readonly [number, number, number, number];
  readonly contextWindow: number;
  readonly maxOutputTokens: number;
}

function model(
  name: string,
  provider: string,
  tier: ComplexityTier,
  { aliases = [], dollars, ...limits }: ModelFacts,
): ModelConfig {
  const capabilities = { supportsStreaming: true };
  return { name, aliases, provider, tier, prices: pricesOf(dollars), pricesAsOf, ...limits, capabilities };
}

function pricesOf(dollars: ModelFacts['dollars']): ModelPrices {
  const [input, output, cacheRead, cacheWrite] = dollars;
  return {
    input: microUsdFromDollars(input),
    output: microUsdFromDollars(output),
    cacheRead: microUsdFromDollars(cacheRead),
    cacheWrite: microUsdFromDollars(cacheWrite),
  };
}
