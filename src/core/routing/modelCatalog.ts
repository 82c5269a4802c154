import { type CatalogRow, catalogRows, pricesAsOf } from './catalogData';
import type { ComplexityTier, ModelConfig } from './modelConfig';

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

/** A model of the catalogue as we judge it. */
interface Judgement {
  readonly tier: ComplexityTier;
  /** Ids of models that it has replaced, in spellings that no provider serves. */
  readonly aliases?: readonly string[];
}

/** The models to choose from. The tier is our judgement by the provider's own line: its small, middle and large models. */
const current: Readonly<Record<string, Judgement>> = {
  'claude-haiku-4-5': { tier: 'simple', aliases: ['claude-haiku-4.5', 'claude-haiku-4'] },
  'claude-sonnet-5': { tier: 'moderate', aliases: ['claude-sonnet-4.5', 'claude-sonnet-4'] },
  'claude-opus-5-5': { tier: 'complex', aliases: ['claude-opus-5.5', 'claude-opus-4.5', 'claude-opus-4'] },
  'claude-fable-5-1': { tier: 'complex', aliases: ['claude-fable-5.1'] },
  'gpt-6-luna': { tier: 'simple' },
  'gpt-5.4-mini': { tier: 'moderate' },
  'gpt-6-sol': { tier: 'complex' },
  'gpt-6-astra': { tier: 'complex' },
  'gemini-3.5-flash-lite': { tier: 'simple' },
  'gemini-3.5-flash': { tier: 'moderate' },
  'gemini-3.1-pro-preview': { tier: 'complex', aliases: ['gemini-3.1-pro'] },
};

/** Older models and special editions: used when settings name them, never chosen otherwise. */
const older: Readonly<Record<ComplexityTier, readonly string[]>> = {
  simple: [
    'gemini-3.1-flash-lite',
    'gpt-4.1-mini',
    'gpt-4.1-nano',
    'gpt-4o-mini',
    'gpt-5-nano',
    'gpt-5.4-nano',
    'gpt-5.6-luna',
  ],
  moderate: [
    'claude-sonnet-4-5',
    'claude-sonnet-4-6',
    'gemini-2.5-flash',
    'gpt-4.1',
    'gpt-4o',
    'gpt-5-mini',
    'gpt-5.6-terra',
    'o3-mini',
    'o4-mini',
  ],
  complex: [
    'claude-fable-5',
    'claude-opus-4-5',
    'claude-opus-4-6',
    'claude-opus-4-7',
    'claude-opus-4-8',
    'claude-opus-5',
    'gemini-2.5-pro',
    'gpt-5',
    'gpt-5-pro',
    'gpt-5.1',
    'gpt-5.2',
    'gpt-5.2-pro',
    'gpt-5.3-codex',
    'gpt-5.4',
    'gpt-5.4-pro',
    'gpt-5.5',
    'gpt-5.5-pro',
    'gpt-5.6-sol',
    'o1',
    'o1-pro',
    'o3',
    'o3-pro',
  ],
};

/** The models the router chooses from when settings name none, the embedded engine first. */
export const modelCatalog: readonly ModelConfig[] = [
  embeddedModel,
  ...Object.entries(current).map(([name, judgement]) => toModel(rowOf(name), judgement)),
];

/** All models of which the facts are known: the catalogue, and those that are used only when settings name them. */
export const knownModels: readonly ModelConfig[] = [
  ...modelCatalog,
  ...Object.entries(older).flatMap(([tier, names]) =>
    names.map((name) => toModel(rowOf(name), { tier: tier as ComplexityTier })),
  ),
];

/** The model of that name or alias. */
export function findModel(models: readonly ModelConfig[], name: string): ModelConfig | undefined {
  return models.find((model) => model.name === name) ?? models.find(({ aliases }) => aliases.includes(name));
}

/** @throws RangeError for a name the data does not have: a mistake in this file, which every test would meet */
function rowOf(name: string): CatalogRow {
  const row = catalogRows.find(([, other]) => other === name);
  if (!row) throw new RangeError(`catalogData.ts has no ${name}`);
  return row;
}

function toModel(row: CatalogRow, { tier, aliases = [] }: Judgement): ModelConfig {
  const [provider, name, input, output, cacheRead, cacheWrite, contextWindow, maxOutputTokens] = row;
  return {
    name,
    aliases,
    provider,
    tier,
    prices: { input, output, cacheRead, cacheWrite },
    pricesAsOf,
    contextWindow,
    maxOutputTokens,
    capabilities: { supportsStreaming: true },
  };
}
