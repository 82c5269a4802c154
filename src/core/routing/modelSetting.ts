import * as z from 'zod/mini';
import { complexityTiers } from './modelConfig';

const dollarsPerMillion = z.number().check(z.minimum(0));
const tokens = z.int().check(z.minimum(1));

/** One entry of the setting `routing.models`. What is left out is taken from the catalogue's model of that name. */
export const modelSettingSchema = z.object({
  name: z.string().check(z.minLength(1)),
  provider: z.optional(z.string().check(z.minLength(1))),
  /** The hardest tier it is adequate for. */
  tier: z.optional(z.enum(complexityTiers)),
  /** US dollars per million tokens. */
  prices: z.optional(
    z.object({
      input: dollarsPerMillion,
      output: dollarsPerMillion,
      /** Default: as `input`. */
      cacheRead: z.optional(dollarsPerMillion),
      /** Default: as `input`. */
      cacheWrite: z.optional(dollarsPerMillion),
    }),
  ),
  /** US dollars that one call costs at most while no price is known: allows the model under a budget. */
  ceilingPerCall: z.optional(z.number().check(z.gt(0))),
  /** It runs on the user's own machine or network and costs nothing. */
  isLocal: z.optional(z.boolean()),
  contextWindow: z.optional(tokens),
  maxOutputTokens: z.optional(tokens),
  supportsStreaming: z.optional(z.boolean()),
});

export type ModelSetting = z.output<typeof modelSettingSchema>;
