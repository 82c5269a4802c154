import { renderTable } from '../../base/textTable';
import { formatUsd, type MicroUsd } from '../cost/money';
import type { Availability } from '../routing/modelAvailability';
import type { ModelConfig } from '../routing/modelConfig';

/** A model that can be chosen, and whether it can be used now. */
export interface CatalogueEntry {
  readonly model: ModelConfig;
  readonly availability: Availability;
}

/** An entry for programs; null: not known, or without a limit (`contextWindow`, `maxOutputTokens`). */
export interface CatalogueRecord {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly provider: string;
  readonly tier: string;
  /** US dollars per million tokens. */
  readonly prices: Readonly<Record<'input' | 'output' | 'cacheRead' | 'cacheWrite', number>> | null;
  /** YYYY-MM-DD. */
  readonly pricesAsOf: string | null;
  /** In tokens. */
  readonly contextWindow: number | null;
  /** In tokens. */
  readonly maxOutputTokens: number | null;
  readonly isAvailable: boolean;
  /** Why it is not available. */
  readonly reason: string | null;
}

const head = [
  'Model',
  'provider',
  'tier',
  'input',
  'output',
  'cache read',
  'cache write',
  'as of',
  'context',
  'available',
];
const microPerDollar = 1_000_000;

/** The models as a table for people, one line each, and what the columns mean. */
export function renderCatalogue(entries: readonly CatalogueEntry[]): readonly string[] {
  return [
    ...renderTable([head, ...entries.map(cellsOf)]),
    '',
    'Prices in US dollars per million tokens, context in tokens. Tier: the hardest tasks that a model is adequate for.',
  ];
}

/** The models for programs. */
export function toCatalogueRecords(entries: readonly CatalogueEntry[]): readonly CatalogueRecord[] {
  return entries.map(({ model, availability }) => ({
    name: model.name,
    aliases: model.aliases,
    provider: model.provider,
    tier: model.tier,
    prices: model.prices
      ? {
          input: model.prices.input / microPerDollar,
          output: model.prices.output / microPerDollar,
          cacheRead: model.prices.cacheRead / microPerDollar,
          cacheWrite: model.prices.cacheWrite / microPerDollar,
        }
      : null,
    pricesAsOf: model.pricesAsOf ?? null,
    contextWindow: limitOf(model.contextWindow) ?? null,
    maxOutputTokens: limitOf(model.maxOutputTokens) ?? null,
    isAvailable: availability.ok,
    reason: availability.ok ? null : availability.reason,
  }));
}

function cellsOf({ model, availability }: CatalogueEntry): readonly string[] {
  const { prices } = model;
  const price = (amount: MicroUsd | undefined): string =>
    amount === undefined ? 'unknown' : formatUsd(amount);
  return [
    model.name,
    model.provider,
    model.tier,
    price(prices?.input),
    price(prices?.output),
    price(prices?.cacheRead),
    price(prices?.cacheWrite),
    model.pricesAsOf ?? '–',
    limitOf(model.contextWindow)?.toLocaleString('en-US') ?? 'any',
    availability.ok ? 'yes' : `no: ${availability.reason}`,
  ];
}

/** Undefined for an engine that reads no tokens. */
function limitOf(tokens: number): number | undefined {
  return tokens === Number.MAX_SAFE_INTEGER ? undefined : tokens;
}
