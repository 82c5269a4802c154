import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { microUsdFromDollars } from '../../src/core/cost/money';
import {
  type CatalogSource,
  catalogProviders,
  installedVersion,
  pricesPublished,
  readCatalogSources,
  type SourcePrices,
} from './catalogSources';
import { repositoryRoot } from './repositoryPaths';

export const catalogDataPath = path.join(repositoryRoot, 'src/core/routing/catalogData.ts');

/** The text of `catalogData.ts`: the models on whose price both packages agree and which are still served. */
export function catalogDataText(): string {
  return `// Generated from @pydantic/genai-prices ${installedVersion('@pydantic/genai-prices')} and llm-zoo ${installedVersion('llm-zoo')} by \`npm run catalog\`. Do not edit.

/** Day on which the prices were published, YYYY-MM-DD. */
export const pricesAsOf = '${pricesPublished.date}';

/**
 * Provider, name; input, output, cache read, cache write in micro-dollars per million tokens; context window, the most output
 * in tokens. Without a price of its own the cache costs what input costs. Where a provider charges more beyond some length, the
 * window ends there, because the price would not hold.
 */
export type CatalogRow = readonly [
  provider: string,
  name: string,
  input: number,
  output: number,
  cacheRead: number,
  cacheWrite: number,
  contextWindow: number,
  maxOutputTokens: number,
];

export const catalogRows: readonly CatalogRow[] = [
${catalogProviders.flatMap(rowsOf).join('\n')}
];
`;
}

function rowsOf(provider: string): readonly string[] {
  const byName = new Map<string, CatalogSource & { readonly prices: SourcePrices }>();
  for (const source of readCatalogSources()) {
    const { name, prices, zooPrices, isRetired } = source;
    if (source.provider !== provider || isRetired || name === undefined || !prices) continue;
    if (prices.input !== zooPrices.input || prices.output !== zooPrices.output) continue;
    const former = byName.get(name);
    byName.set(name, {
      ...source,
      prices,
      contextWindow: Math.min(source.contextWindow, former?.contextWindow ?? source.contextWindow),
      maxOutputTokens: Math.min(source.maxOutputTokens, former?.maxOutputTokens ?? source.maxOutputTokens),
    });
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, source]) => rowText(name, source));
}

function rowText(name: string, source: CatalogSource & { readonly prices: SourcePrices }): string {
  const { input, output, cacheRead = input, cacheWrite = input, holdsUpToTokens } = source.prices;
  const numbers = [
    ...[input, output, cacheRead, cacheWrite].map(microUsdFromDollars),
    Math.min(source.contextWindow, holdsUpToTokens ?? source.contextWindow),
    source.maxOutputTokens,
  ];
  return `  ['${source.provider}', '${name}', ${numbers.map(withSeparators).join(', ')}],`;
}

function withSeparators(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}

if (require.main === module) {
  writeFileSync(catalogDataPath, catalogDataText());
  console.log(`Wrote ${path.relative(repositoryRoot, catalogDataPath)}`);
}
