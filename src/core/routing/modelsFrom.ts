import { type MicroUsd, microUsdFromDollars } from '../cost/money';
import { ConfigError } from '../errors';
import { embeddedModel, findModel, knownModels, modelCatalog } from './modelCatalog';
import type { ModelConfig, ModelPrices } from './modelConfig';
import type { ModelSetting } from './modelSetting';
import { builtInProviders, type ProvidersSetting } from './providerSetting';

/** Models of a provider of this name are the user's own, like those that are declared so. */
const localProvider = 'local';
const freePrices: ModelPrices = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
/** What every model can write at least. */
const smallestOutputTokens = 4096;

/**
 * The models of the setting `routing.models`. None: the catalogue. Otherwise exactly the named ones, each over the model that
 * is known under this name or alias; the embedded engine is among them only if it is named (the router falls back on it either
 * way). A model without a provider is served by the one of `routing.providers` that lists it. Local models cost nothing unless
 * they have a price. What the settings leave out of an unknown model stays unknown: a price is never made up.
 * @throws ConfigError for a model that is named twice, that too little is known of, or that is wrongly called local.
 */
export function modelsFrom(
  settings: readonly ModelSetting[],
  providers: ProvidersSetting = {},
): readonly ModelConfig[] {
  if (settings.length === 0) return modelCatalog;
  const names = new Set<string>();
  return settings.map((setting) => {
    if (names.has(setting.name)) throw wrongModels(`${setting.name} is listed twice`, 'Remove one of them.');
    names.add(setting.name);
    return modelFrom(setting, providers);
  });
}

function modelFrom(setting: ModelSetting, providers: ProvidersSetting): ModelConfig {
  const { name, ceilingPerCall } = setting;
  const known = findModel(knownModels, name);
  if (known === embeddedModel) return embeddedModel;
  const listed = Object.keys(providers).find((provider) => providers[provider]?.models?.includes(name));
  const provider = setting.provider ?? listed ?? known?.provider;
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
    // The provider does not know our aliases.
    ...(known && known.provider === provider && known.name !== name && { apiModelId: known.name }),
    tier,
    contextWindow,
    ...pricesFrom(setting, known, { provider, isLocal: isLocal(setting, provider, providers) }),
    ...(ceilingPerCall !== undefined && { ceilingPerCallMicroUsd: toMicroUsd(ceilingPerCall) }),
    maxOutputTokens: setting.maxOutputTokens ?? known?.maxOutputTokens ?? smallestOutputTokens,
    capabilities: {
      supportsStreaming: setting.supportsStreaming ?? known?.capabilities.supportsStreaming ?? true,
    },
  };
}

function pricesFrom(
  { prices: dollars }: ModelSetting,
  known: ModelConfig | undefined,
  { provider, isLocal }: { readonly provider: string; readonly isLocal: boolean },
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
  if (isLocal) return { prices: freePrices, pricesAsOf: undefined };
  // Elsewhere the model of this name has prices of its own.
  const isSame = known?.provider === provider;
  return { prices: isSame ? known.prices : undefined, pricesAsOf: isSame ? known.pricesAsOf : undefined };
}

function isLocal({ name, ...setting }: ModelSetting, provider: string, providers: ProvidersSetting): boolean {
  if (setting.isLocal && builtInProviders.some((builtIn) => builtIn === provider)) {
    throw wrongModels(`${name} is called local, and ${provider} is not`, 'Take isLocal out.');
  }
  return setting.isLocal ?? providers[provider]?.isLocal ?? provider === localProvider;
}

/** What costs anything at all is not rounded to free. */
function toMicroUsd(dollars: number): MicroUsd {
  return dollars > 0 ? Math.max(1, microUsdFromDollars(dollars)) : 0;
}

function wrongModels(problem: string, hint: string): ConfigError {
  return new ConfigError('agenticQe.routing.models', `Setting routing.models: ${problem}.`, { hint });
}
