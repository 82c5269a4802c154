import { isAbortError } from '../../base/abort';
import { countOf } from '../../base/countOf';
import { describeError } from '../../base/error';
import type { SetTimer } from '../../base/timer';
import type { LanguageModel } from '../../core/languageModel/languageModel';
import type { ConnectionTest, ProviderAddress } from '../../core/languageModel/modelProviders';
import { withTimeout } from '../../core/languageModel/withTimeout';
import { complexityTiers, type ModelConfig } from '../../core/routing/modelConfig';
import { properNameOf } from './providerEndpoint';

export interface ConnectionTestOptions {
  /** The models of the catalogue and the settings; the simplest one of the provider is called. */
  readonly models: readonly ModelConfig[];
  readonly setTimer: SetTimer;
  /** Wrapped around the model that is called, so that this call, too, gets its row in the ledger. */
  readonly withMetering?: ((model: LanguageModel) => LanguageModel) | undefined;
}

/** What is needed of a model's configuration to call it. */
export type ModelName = Pick<ModelConfig, 'name' | 'provider' | 'apiModelId'>;

interface ConnectionTestRequest extends ConnectionTestOptions {
  readonly provider: string;
  readonly address: ProviderAddress | undefined;
  readonly signal: AbortSignal;
  readonly languageModel: (model: ModelName) => LanguageModel;
  readonly problemOf: (provider: string) => string | undefined;
  /** What to call where no model is configured. */
  readonly firstOffered: () => Promise<string | undefined>;
}

/** The least that OpenAI accepts. */
const maxOutputTokens = 16;
/** A server of one's own may have to load the model first. */
const timeoutMs = 60_000;
const prompt = { system: 'Answer with one word.', user: 'Say OK.' };

/** Makes one call of the provider's simplest model. @throws AbortError */
export async function testConnection(request: ConnectionTestRequest): Promise<ConnectionTest> {
  const { provider, signal, problemOf } = request;
  const name = properNameOf(provider);
  if (provider === 'embedded') return { ok: true, message: 'The embedded engine needs no connection.' };
  const problem = problemOf(provider);
  if (problem !== undefined) return { ok: false, message: `${name} cannot be used: ${problem}.` };
  try {
    const tested = simplestModelOf(request) ?? named(provider, await request.firstOffered());
    if (!tested) return { ok: false, message: noModel(provider) };
    const called = withTimeout(request.languageModel(tested), {
      firstPartTimeoutMs: timeoutMs,
      idleTimeoutMs: timeoutMs,
      setTimer: request.setTimer,
    });
    const model = request.withMetering?.(called) ?? called;
    for await (const part of model.doStream(prompt, { maxOutputTokens, signal })) {
      if (part.type !== 'finish') continue;
      const cost = part.usage
        ? `, for ${countOf(part.usage.inputTokens + part.usage.outputTokens, 'token')}`
        : '';
      return { ok: true, message: `${name} has answered with ${tested.name}${cost}.` };
    }
    return { ok: false, message: `${name} has not answered.` };
  } catch (error) {
    if (isAbortError(error)) throw error;
    return { ok: false, message: describeError(error) };
  }
}

function simplestModelOf({ provider, models, address }: ConnectionTestRequest): ModelName | undefined {
  const [simplest] = models
    .filter((model) => model.provider === provider)
    .sort((a, b) => complexityTiers.indexOf(a.tier) - complexityTiers.indexOf(b.tier));
  return simplest ?? named(provider, address?.models?.[0]);
}

function named(provider: string, name: string | undefined): ModelName | undefined {
  return name === undefined ? undefined : { provider, name };
}

function noModel(provider: string): string {
  return provider === 'vscode'
    ? 'The editor offers no language model: sign in to an extension that brings one, such as GitHub Copilot.'
    : `No model of ${provider} is known: add one to agenticQe.routing.models.`;
}
