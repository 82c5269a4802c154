import * as z from 'zod/mini';

/** Providers the product knows by itself; a setting cannot put another address under their names. */
export const builtInProviders = ['embedded', 'anthropic', 'openai', 'google', 'vscode'] as const;

const name = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]*$/, { error: 'Use lower-case letters, digits and -' }));

/** One address of the setting `routing.providers` that speaks the language of OpenAI: Ollama, vLLM, LiteLLM, OpenRouter. */
export const providerSettingSchema = z.object({
  /** Where requests go, e.g. `http://localhost:11434/v1`. */
  baseURL: z.string().check(z.regex(/^https?:\/\/\S+$/, { error: 'Must be an http or https address' })),
  /** Names of models served there: in `routing.models` these need no provider. */
  models: z.optional(z.array(z.string().check(z.minLength(1)))),
  /** It is the user's own: its models cost nothing. */
  isLocal: z.optional(z.boolean()),
});

/** The setting `routing.providers`: addresses by the name that models refer to. */
export const providersSettingSchema = z.record(name, providerSettingSchema).check(
  z.refine((providers) => builtInProviders.every((builtIn) => !Object.hasOwn(providers, builtIn)), {
    error: `The names ${builtInProviders.join(', ')} are taken`,
  }),
);

export type ProvidersSetting = Readonly<z.output<typeof providersSettingSchema>>;
