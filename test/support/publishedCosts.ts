import type { TokenUsage } from '../../src/core/cost/pricing';
import type { ModelPrices } from '../../src/core/routing/modelConfig';

/** What somebody else has published that a usage costs. */
export interface PublishedCost {
  readonly source: string;
  readonly usage: TokenUsage;
  readonly prices: ModelPrices;
  /** Rounded up to whole micro-dollars, as the record does. */
  readonly microUsd: number;
}

const dollars = (input: number, output: number, cacheRead: number, cacheWrite: number): ModelPrices => ({
  input: input * 1_000_000,
  output: output * 1_000_000,
  cacheRead: cacheRead * 1_000_000,
  cacheWrite: cacheWrite * 1_000_000,
});
const usage = (fields: Partial<TokenUsage>): TokenUsage => ({
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  ...fields,
});
const million = 1_000_000;
const claudeSonnet4 = dollars(3, 15, 0.3, 3.75);
const claudeOpus5 = dollars(5, 25, 0.5, 6.25);
const claudeFable51 = dollars(10, 50, 0.25, 12.5);
const priceList = 'platform.claude.com/docs/en/about-claude/pricing, a million tokens';

export const publishedCosts: readonly PublishedCost[] = [
  // $5, $25, $0.50 and $6.25 per million; $0.25 for a million from the cache of Fable 5.1.
  { source: priceList, usage: usage({ inputTokens: million }), prices: claudeOpus5, microUsd: 5_000_000 },
  { source: priceList, usage: usage({ outputTokens: million }), prices: claudeOpus5, microUsd: 25_000_000 },
  {
    source: priceList,
    usage: usage({ inputTokens: million, cacheReadTokens: million }),
    prices: claudeOpus5,
    microUsd: 500_000,
  },
  {
    source: priceList,
    usage: usage({ inputTokens: million, cacheWriteTokens: million }),
    prices: claudeOpus5,
    microUsd: 6_250_000,
  },
  {
    source: priceList,
    usage: usage({ inputTokens: million, cacheReadTokens: million }),
    prices: claudeFable51,
    microUsd: 250_000,
  },
  {
    // $5 of input, $6.25 of cache writes and $5 of cache reads are $16.25; there the parts are counted beside each other.
    source: 'docs.rs/crate/ccboard-core/0.8.0, src/pricing/embedded.rs',
    usage: usage({ inputTokens: 12 * million, cacheReadTokens: 10 * million, cacheWriteTokens: million }),
    prices: claudeOpus5,
    microUsd: 16_250_000,
  },
  {
    // $0.1500 of input and $0.1500 of output are $0.3000.
    source: 'pypi.org/project/tokencalc, 50,000 and 10,000 tokens of Claude Sonnet 4',
    usage: usage({ inputTokens: 50_000, outputTokens: 10_000 }),
    prices: claudeSonnet4,
    microUsd: 300_000,
  },
  {
    // 5 × $3 + 4735 × $3.75 + 255 × $15 per million = $0.02159625.
    source: 'README of @pydantic/genai-prices 0.1.8, cached input tokens',
    usage: usage({ inputTokens: 4740, cacheWriteTokens: 4735, outputTokens: 255 }),
    prices: claudeSonnet4,
    microUsd: 21_597,
  },
  {
    // $15, $7.50 and $60 per million: 700 × $15 + 300 × $7.50 + 500 × $60.
    source: 'community.openai.com/t/1099176, cached tokens are part of the prompt; the counts are ours',
    usage: usage({ inputTokens: 1000, cacheReadTokens: 300, outputTokens: 500 }),
    prices: dollars(15, 60, 7.5, 15),
    microUsd: 42_750,
  },
];
