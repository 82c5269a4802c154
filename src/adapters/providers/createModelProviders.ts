import type { Clock } from '../../base/clock';
import { ProviderError } from '../../core/errors';
import type { LanguageModel } from '../../core/languageModel/languageModel';
import type { ModelProviders, ProviderAddress } from '../../core/languageModel/modelProviders';
import { keyedProviders } from '../../core/providerKeys';
import type { Availability } from '../../core/routing/modelAvailability';
import { addressProblem, isLocalAddress } from './addressProblem';
import type { createAiSdkModel } from './aiSdk/createAiSdkModel';
import { type ConnectionTestOptions, type ModelName, testConnection } from './connectionTest';
import { keyAdvice } from './providerEndpoint';
import { EditorLanguageModel, firstOfferedModel } from './vscodeLm/editorLanguageModel';
import type { EditorModels } from './vscodeLm/editorModels';

export interface ModelProvidersOptions extends ConnectionTestOptions {
  /** The key as it is known now. */
  readonly readKey: (provider: string) => string | undefined;
  /** The setting `routing.providers`. One called anthropic, openai or google is that provider at another address. */
  readonly addresses: Readonly<Record<string, ProviderAddress>>;
  /** Only the editor has them. */
  readonly editorModels?: EditorModels | undefined;
  readonly clock: Clock;
  /** Loads the AI SDK, with the first call of a model. Left out: as a chunk of its own. */
  readonly loadAiSdk?: () => Promise<{ readonly createAiSdkModel: typeof createAiSdkModel }>;
}

const loadChunk: NonNullable<ModelProvidersOptions['loadAiSdk']> = () => import('./aiSdk/createAiSdkModel');

/** The providers under the given settings. */
export function createModelProviders(options: ModelProvidersOptions): ModelProviders {
  const { readKey, addresses, editorModels, clock, loadAiSdk = loadChunk } = options;
  const addressOf = (provider: string): ProviderAddress | undefined =>
    Object.hasOwn(addresses, provider) ? addresses[provider] : undefined;
  const reserved = ['embedded', 'vscode'];
  const addressNames = Object.keys(addresses).filter((name) => !reserved.includes(name));
  const providers = [
    ...new Set(['embedded', ...keyedProviders, ...addressNames, ...(editorModels ? ['vscode'] : [])]),
  ];

  function problemOf(provider: string): string | undefined {
    if (provider === 'embedded') return undefined;
    if (provider === 'vscode')
      return editorModels ? undefined : 'the models of the editor can be used in the editor only';
    if (!providers.includes(provider))
      return `there is no provider ${provider}: add its address to agenticQe.routing.providers`;
    const address = addressOf(provider);
    const wrongAddress = address && addressProblem(provider, address);
    if (wrongAddress) return wrongAddress;
    const needsKey = !address || !isLocalAddress(address);
    return needsKey && !readKey(provider)
      ? `no key is set up for ${provider}: ${keyAdvice(provider)}`
      : undefined;
  }

  function languageModel({
    provider,
    name: modelName,
    apiModelId: modelId = modelName,
  }: ModelName): LanguageModel {
    const refuseIfUnset = (): void => {
      const problem =
        provider === 'embedded' ? 'the embedded engine is no language model' : problemOf(provider);
      if (problem) throw new ProviderError('provider-not-set-up', `${modelName} cannot be used: ${problem}.`);
    };
    refuseIfUnset();
    if (editorModels && provider === 'vscode')
      return new EditorLanguageModel({ modelName, modelId, editor: editorModels });
    return {
      modelName,
      provider,
      async *doStream(prompt, callOptions) {
        // The key may have been removed since.
        refuseIfUnset();
        const endpoint = {
          provider,
          baseURL: addressOf(provider)?.baseURL,
          key: readKey(provider) || undefined,
        };
        const aiSdk = await loadAiSdk();
        yield* aiSdk.createAiSdkModel({ modelName, modelId, endpoint, clock }).doStream(prompt, callOptions);
      },
    };
  }

  return {
    providers,
    availabilityOf: ({ provider }): Availability => {
      const reason = problemOf(provider);
      return reason === undefined ? { ok: true } : { ok: false, reason };
    },
    modelFor: languageModel,
    testConnection: (provider, signal) =>
      testConnection({
        ...options,
        provider,
        signal,
        address: addressOf(provider),
        languageModel,
        problemOf,
        firstOffered: async () =>
          provider === 'vscode' && editorModels ? await firstOfferedModel(editorModels) : undefined,
      }),
  };
}
