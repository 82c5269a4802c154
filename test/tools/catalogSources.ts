import { readFileSync } from 'node:fs';
import path from 'node:path';
import { calcPrice, type ModelInfo, type ModelPrice } from '@pydantic/genai-prices';
import { ANTHROPIC_MODELS, GOOGLE_MODELS, OPENAI_MODELS, OPENAI_REASONING_MODELS } from 'llm-zoo';
import { repositoryRoot } from './repositoryPaths';

/** When the version of @pydantic/genai-prices that is installed was published. Both change together. */
export const pricesPublished = { version: '0.1.8', date: '2026-09-23' };

export const catalogProviders = ['anthropic', 'openai', 'google'] as const;
export type CatalogProvider = (typeof catalogProviders)[number];

/** Dollars per million tokens, by name of the price in @pydantic/genai-prices. */
export interface SourcePrices {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number | undefined;
  readonly cacheWrite: number | undefined;
  /** Tokens of input beyond which another price holds. */
  readonly holdsUpToTokens: number | undefined;
}

/** One model as both packages know it. */
export interface CatalogSource {
  readonly provider: CatalogProvider;
  /** Its id in llm-zoo, and in @pydantic/genai-prices, which does without dates. */
  readonly zooName: string;
  readonly name: string | undefined;
  /** Of @pydantic/genai-prices; undefined: unknown there, or no single price from `pricesPublished.date` on. */
  readonly prices: SourcePrices | undefined;
  readonly zooPrices: { readonly input: number; readonly output: number };
  /** The smaller one where both say something. */
  readonly contextWindow: number;
  readonly maxOutputTokens: number;
  /** The provider has switched it off. */
  readonly isRetired: boolean;
}

const zooModels = {
  anthropic: ANTHROPIC_MODELS,
  openai: { ...OPENAI_MODELS, ...OPENAI_REASONING_MODELS },
  google: GOOGLE_MODELS,
};

/** Every model that llm-zoo has of the providers, with what @pydantic/genai-prices says of it. Offline. */
export function readCatalogSources(): readonly CatalogSource[] {
  return catalogProviders.flatMap((provider) =>
    Object.values(zooModels[provider]).map((zoo): CatalogSource => {
      const info = findInfo(provider, zoo.fullName);
      return {
        provider,
        zooName: zoo.fullName,
        name: info?.id,
        prices: info && pricesOf(info),
        zooPrices: { input: zoo.inputPrice, output: zoo.outputPrice },
        contextWindow: Math.min(zoo.contextWindow, info?.context_window ?? zoo.contextWindow),
        maxOutputTokens: zoo.maxOutputTokens,
        isRetired: zoo.retired ?? false,
      };
    }),
  );
}

/** Version of an installed package. */
export function installedVersion(packageName: string): string {
  const file = path.join(repositoryRoot, 'node_modules', packageName, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function findInfo(providerId: CatalogProvider, modelId: string): ModelInfo | undefined {
  const usage = { input_tokens: 1, output_tokens: 1 };
  return calcPrice(usage, modelId, { providerId, timestamp: new Date(pricesPublished.date) })?.model;
}

function pricesOf({ prices }: ModelInfo): SourcePrices | undefined {
  const price = Array.isArray(prices) ? lastingPrice(prices) : prices;
  if (!price) return undefined;
  const [input, output] = [baseOf(price.input_mtok), baseOf(price.output_mtok)];
  if (input === undefined || output === undefined) return undefined;
  const starts = Object.values(price).flatMap((value) =>
    typeof value === 'object' ? value.tiers.map(({ start }) => start) : [],
  );
  return {
    input,
    output,
    cacheRead: baseOf(price.cache_read_mtok),
    cacheWrite: baseOf(price.cache_write_mtok),
    holdsUpToTokens: starts.length > 0 ? Math.min(...starts) : undefined,
  };
}

/** The price since the last change; none when a change lies ahead, or the price depends on the time of day. */
function lastingPrice(
  prices: readonly Exclude<ModelInfo['prices'], ModelPrice>[number][],
): ModelPrice | undefined {
  const isSettled = prices.every(
    ({ constraint }) =>
      !constraint || (constraint.type === 'start_date' && constraint.start_date <= pricesPublished.date),
  );
  return isSettled ? prices.at(-1)?.prices : undefined;
}

function baseOf(price: ModelPrice[string]): number | undefined {
  return typeof price === 'object' ? price.base : price;
}
