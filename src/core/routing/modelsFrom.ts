import { type MicroUsd, microUsdFromDollars } from '../cost/money';
import { ConfigError } from '../errors';
import { embeddedModel, findModel, modelCatalog } from './modelCatalog';
import type { ModelConfig, ModelPrices } from './modelConfig';
import type { ModelSetting } from './modelSetting';

/** Models of this provider run on the user's own machine: they cost nothing unless the settings name a price. */
const localProvider = 'local';
const freePrices: ModelPrices = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
/** What every model can write at least. */
const smallestOutputTokens = 4096;

/**
 * The models of the setting `routing.models`. None: the catalogue. Otherwise exactly the named ones, each over the model that
 * the catalogue has under this name or alias; the embedded engine is among them only if it is named (the router falls back on
 * it either way). What the settings leave out of an unknown model stays unknown: a price is never made up.
 * @throws ConfigError for a model that is named twice or too little is known of.
 */
export function modelsFrom(settings: readonly ModelSetting[]): readonly ModelConfig[] {
  if (settings.length === 0) return modelCatalog;
  const names = new Set<string>();
  return settings.map((setting) => {
    if (names.has(setting.name)) throw wrongModels(`${setting.name} is listed twice`, 'Remove one of them.');
    names.add(setting.name);
    return modelFrom(setting);
  });
}

function modelFrom(setting: ModelSetting): ModelConfig {
  const { name } = setting;
  const known = findModel(modelCatalog, name);
  if (known === embeddedModel) return embeddedModel;
  const provider = setting.provider ?? known?.provider;
  const tier = setting.tier ?? known?.tier;
  const contextWindow = setting.contextWindow ?? known?.contextWindow;
  if (provider === undefined || tier === undefined || contextWindow === undefined) {
    throw wrongModels(
      `${name} is not in the catalogue, and its provider, tier or contextWindow is missing`,
      'Set all three, or use a name that the catalogue knows.',
    );
  }
  const otherNames = known ? [known.name, ...known.aliases].filter((other) => other !== name) : [];
  return {
    name,
    aliases: otherNames,
    provider,
    tier,
    contextWindow,
    ...pricesFrom(setting, known, provider),
    maxOutputTokens: setting.maxOutputTokens ?? known?.maxOutputTokens ?? smallestOutputTokens,
    capabilities: {
      supportsStreaming: setting.supportsStreaming ?? known?.capabilities.supportsStreaming ?? true,
    },
  };
}

function pricesFrom(
  { prices: dollars }: ModelSetting,
  known: ModelConfig | undefined,
  provider: string,
): Pick<ModelConfig, 'prices' | 'pricesAsOf'> {
  if (dollars) {
    const { input, output, cacheRead = input, cacheWrite = input } = dollars;
    const prices = {
      input: toMicroUsd(input),
      output: toMicroUsd(output),
      cacheRead: toMicroUsd(cacheRead),
      cacheWrite: toMicroUsd(cacheWrite),
    };
    return { prices, pricesAsOf: undefined };
  }
  if (provider === localProvider) return { prices: freePrices, pricesAsOf: undefined };
  // Elsewhere the model of this name has prices of its own.
  const isSame = known?.provider === provider;
  return { prices: isSame ? known.prices : undefined, pricesAsOf: isSame ? known.pricesAsOf : undefined };
}

/** What costs anything at all is not rounded to free. */
function toMicroUsd(dollars: number): MicroUsd {
  return dollars > 0 ? Math.max(1, microUsdFromDollars(dollars)) : 0;
}

function wrongModels(problem: string, hint: string): ConfigError {
  return new ConfigError('agenticQe.routing.models', `Setting routing.models: ${problem}.`, { hint });
}
