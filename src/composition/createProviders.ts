import { randomUUID } from 'node:crypto';
import { createModelProviders } from '../adapters/providers/createModelProviders';
import type { EditorModels } from '../adapters/providers/vscodeLm/editorModels';
import { systemTimer } from '../base/timer';
import type { FleetConfig } from '../core/config/fleetConfig';
import type { CostTracker } from '../core/cost/costTracker';
import type { LanguageModel } from '../core/languageModel/languageModel';
import type { ModelProviders } from '../core/languageModel/modelProviders';
import { withMetering } from '../core/languageModel/withMetering';
import { findModel, modelCatalog } from '../core/routing/modelCatalog';
import type { ModelConfig, ModelPrices } from '../core/routing/modelConfig';
import { modelsFrom } from '../core/routing/modelsFrom';
import type { HostPorts } from '../core/services';

export interface ProvidersDependencies {
  readonly ports: HostPorts;
  readonly costs: CostTracker;
  /** Only the editor has them. */
  readonly editorModels: EditorModels | undefined;
}

/** The providers as the settings name them now: made anew when these have changed. Every member @throws ConfigError */
export function createProviders(dependencies: ProvidersDependencies): ModelProviders {
  let known: { readonly settings: string; readonly providers: ModelProviders } | undefined;
  const current = (): ModelProviders => {
    const { routing } = dependencies.ports.config();
    const settings = JSON.stringify([routing.providers, routing.models]);
    if (known?.settings !== settings) known = { settings, providers: providersUnder(routing, dependencies) };
    return known.providers;
  };
  return {
    get providers() {
      return current().providers;
    },
    availabilityOf: (model) => current().availabilityOf(model),
    modelFor: (model) => current().modelFor(model),
    testConnection: (provider, signal) => current().testConnection(provider, signal),
  };
}

function providersUnder(
  routing: FleetConfig['routing'],
  { ports, costs, editorModels }: ProvidersDependencies,
): ModelProviders {
  const { keys, clock } = ports;
  const models = [...new Set([...modelsFrom(routing.models, routing.providers), ...modelCatalog])];
  return createModelProviders({
    readKey: (provider) => keys.read(provider),
    addresses: routing.providers,
    models,
    editorModels,
    clock,
    setTimer: systemTimer,
    withMetering: (model) =>
      withMetering(model, {
        meter: costs,
        modelConfig: configured(models, model) ?? unconfigured(model, routing),
        // Each test is a run of its own: a limit per run must not add them up.
        origin: { ...testOrigin, runId: `connection-test-${randomUUID()}` },
        createCallId: randomUUID,
      }),
  });
}

/** To test a connection belongs to no run and no workspace. */
const testOrigin = {
  agentId: 'none',
  agentType: 'none',
  taskType: 'connection-test',
  workspace: '',
} as const;
const free: ModelPrices = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

/** By name and provider: another provider may list a model of the same name at another price. */
function configured(
  models: readonly ModelConfig[],
  { modelName, provider }: LanguageModel,
): ModelConfig | undefined {
  const found = findModel(models, modelName);
  return found?.provider === provider ? found : undefined;
}

/** A model that a provider lists and the settings say nothing about: its price is not known, unless it is the user's own. */
function unconfigured(
  { modelName, provider }: LanguageModel,
  { providers }: FleetConfig['routing'],
): ModelConfig {
  return {
    name: modelName,
    aliases: [],
    provider,
    tier: 'simple',
    prices: providers[provider]?.isLocal ? free : undefined,
    pricesAsOf: undefined,
    contextWindow: 4096,
    maxOutputTokens: 16,
    capabilities: { supportsStreaming: true },
  };
}
