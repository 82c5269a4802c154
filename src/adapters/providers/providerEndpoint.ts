import { keyVariables } from '../../core/providerKeys';

/** Where a provider is reached, and as whom. */
export interface ProviderEndpoint {
  /** As settings and records name it. */
  readonly provider: string;
  /** Undefined: the provider's own. */
  readonly baseURL: string | undefined;
  readonly key: string | undefined;
}

const properNames: ReadonlyMap<string, string> = new Map([
  ['anthropic', 'Anthropic'],
  ['openai', 'OpenAI'],
  ['google', 'Google'],
  ['vscode', 'The editor'],
]);

/** The provider at the start of a sentence. */
export function properNameOf(provider: string): string {
  return properNames.get(provider) ?? provider;
}

/** Tells how to give the provider a key. */
export function keyAdvice(provider: string): string {
  return `run Set API Key or set ${keyVariables(provider)[0]}`;
}

/** Name of the setting that holds the provider's address. */
export function addressSetting(provider: string): string {
  return `agenticQe.routing.providers.${provider}.baseURL`;
}
