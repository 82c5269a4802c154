import type { Availability } from '../routing/modelAvailability';
import type { ModelConfig } from '../routing/modelConfig';
import type { LanguageModel } from './languageModel';

/** An address that speaks OpenAI's protocol, as the setting `routing.providers` has it under the name of the provider. */
export interface ProviderAddress {
  /** Up to and with the version, e.g. `http://127.0.0.1:11434/v1`. */
  readonly baseURL: string;
  /** Names of the models it serves, as far as the user has written them down. */
  readonly models?: readonly string[] | undefined;
  /** It needs no key. Undefined: so it is if the address is one of this computer. */
  readonly isLocal?: boolean | undefined;
}

/** How a try to reach a provider ended, in a sentence to show. */
export interface ConnectionTest {
  readonly ok: boolean;
  readonly message: string;
}

/** The providers of language models and what of them is set up. */
export interface ModelProviders {
  /** Names of all providers that can be set up, `embedded` among them. */
  readonly providers: readonly string[];
  /** Whether the model's provider is set up; touches neither disk nor network. The embedded engine always is. */
  availabilityOf(model: ModelConfig): Availability;
  /**
   * The model to talk to. Not for the embedded engine, which is no language model. The key is read anew for each call.
   * @throws ProviderError `provider-not-set-up`
   */
  modelFor(model: ModelConfig): LanguageModel;
  /** Makes the smallest call there is: at most 16 tokens of output. @throws AbortError, nothing else */
  testConnection(provider: string, signal: AbortSignal): Promise<ConnectionTest>;
}
