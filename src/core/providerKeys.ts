import type { Disposable } from '../base/disposable';

/** Keys of providers as the host keeps them. They are never written into settings, logs or events. */
export interface ProviderKeys {
  /** The key for the provider as it is known now; undefined when none is set up. */
  read(provider: string): string | undefined;
  /** All keys that are known and secret (`isSecret`), to keep them out of what is written. */
  secrets(): readonly string[];
  /** Calls back after a key was set, changed or removed. */
  onDidChange(listener: () => void): Disposable;
}

type Environment = Readonly<Record<string, string | undefined>>;

const ownPrefix = 'AGENTIC_QE_KEY_';
const variablesOf: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['ANTHROPIC_API_KEY'],
  openai: ['OPENAI_API_KEY'],
  google: ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY'],
};

/** Providers whose models need a key of the user's, and whose addresses are known. */
export const keyedProviders: readonly string[] = Object.keys(variablesOf);

/** Environment variables that a key of the provider is read from, the first one that is set wins: `AGENTIC_QE_KEY_MY_SERVER`. */
export function keyVariables(provider: string): readonly string[] {
  const known = Object.hasOwn(variablesOf, provider) ? variablesOf[provider] : undefined;
  return known ?? [ownKeyVariable(provider)];
}

/**
 * The variable of this product's own for the key of the provider, `AGENTIC_QE_KEY_ANTHROPIC`. It goes before all others, and no test
 * runner inherits it: the one to hand a key to a process of the product by.
 */
export function ownKeyVariable(provider: string): string {
  return `${ownPrefix}${provider.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
}

/**
 * False for a key that is the provider's name: servers of one's own that want some key or other are given it, and taking it out
 * of every text would hide which provider is meant.
 */
export function isSecret(provider: string, key: string): boolean {
  return lettersOf(key) !== lettersOf(provider);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** Keys of the environment; it does not change while the process lives. */
export function environmentKeys(environment: Environment): ProviderKeys {
  const read = (provider: string): string | undefined =>
    [ownKeyVariable(provider), ...keyVariables(provider)]
      .map((variable) => environment[variable]?.trim())
      .find((key) => key !== undefined && key !== '');
  const named = Object.values(variablesOf).flat();
  const secrets = Object.entries(environment).flatMap(([variable, key = '']) => {
    const isOwn = variable.startsWith(ownPrefix);
    if (key === '' || !(isOwn || named.includes(variable))) return [];
    return !isOwn || isSecret(variable.slice(ownPrefix.length), key) ? [key] : [];
  });
  return { read, secrets: () => secrets, onDidChange: () => ({ dispose: () => {} }) };
}
