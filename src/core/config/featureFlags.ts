/** What can be switched on and off, everything off by default (spec 5.1). */
export interface FeatureFlags {
  /** Each task is given to the cheapest adequate model instead of the default one. */
  readonly multiModelRouter: boolean;
  /** The work of agents is streamed with backpressure, timeout and retry. */
  readonly streaming: boolean;
}

export type FeatureName = keyof FeatureFlags;

export const allFeaturesOff: FeatureFlags = Object.freeze({ multiModelRouter: false, streaming: false });
