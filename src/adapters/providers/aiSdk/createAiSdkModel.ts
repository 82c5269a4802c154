import type { Clock } from '../../../base/clock';
import type { LanguageModel } from '../../../core/languageModel/languageModel';
import type { ProviderEndpoint } from '../providerEndpoint';
import { AiSdkLanguageModel, type AiSdkSurface } from './aiSdkLanguageModel';
import { createAnthropicSurface } from './anthropic';
import { createGoogleSurface } from './google';
import { createOpenAiCompatibleSurface } from './openAiCompatible';
import { createOpenAiSurface } from './openai';
import { createProviderFetch } from './providerFetch';
import type { SurfaceOptions } from './surfaceOptions';

const surfaces: ReadonlyMap<string, (options: SurfaceOptions) => AiSdkSurface> = new Map([
  ['anthropic', createAnthropicSurface],
  ['openai', createOpenAiSurface],
  ['google', createGoogleSurface],
]);

export interface AiSdkModelOptions {
  readonly modelName: string;
  /** Name of the model as the provider has it. */
  readonly modelId: string;
  readonly endpoint: ProviderEndpoint;
  readonly clock: Clock;
}

/** A model at an endpoint. All providers are in one chunk: apart they would be twice its size. */
export function createAiSdkModel({ modelName, modelId, endpoint, clock }: AiSdkModelOptions): LanguageModel {
  const createSurface = surfaces.get(endpoint.provider) ?? createOpenAiCompatibleSurface;
  const fetch = createProviderFetch(endpoint, clock);
  return new AiSdkLanguageModel(modelName, endpoint, createSurface({ ...endpoint, modelId, fetch }));
}
