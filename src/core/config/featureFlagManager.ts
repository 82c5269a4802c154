import { allFeaturesOff, type FeatureFlags, type FeatureName } from './featureFlags';
import type { FleetConfig } from './fleetConfig';

export interface FeatureFlagManagerOptions {
  /** The flags of the settings as they are now; asked every time, so that a change needs no restart. @throws ConfigError */
  readonly flags: () => FeatureFlags;
}

/** The features a task was submitted with; it keeps them unless all features are disabled before it starts. */
export interface FeatureSnapshot {
  /** As they are to be used by work that starts now. */
  current(): FeatureFlags;
}

/**
 * Says which features are on. Two ways back (spec 10.2): a changed setting is graceful, since what was submitted keeps its
 * flags; `disableAll` is immediate, since it also takes them from whatever has not started. Work in progress is never switched.
 */
export class FeatureFlagManager {
  private disabledCount = 0;

  constructor(private readonly options: FeatureFlagManagerOptions) {}

  /** @throws ConfigError when the settings cannot be used. */
  isEnabled(feature: FeatureName): boolean {
    return this.options.flags()[feature];
  }

  /** The flags of this moment, to be kept by a task that is being submitted. @throws ConfigError */
  snapshot(): FeatureSnapshot {
    const flags = Object.freeze({ ...this.options.flags() });
    const { disabledCount } = this;
    return { current: () => (this.disabledCount === disabledCount ? flags : allFeaturesOff) };
  }

  /**
   * Takes all features from every snapshot there is. Snapshots taken later follow the settings again: whoever disables for
   * good changes the settings, too.
   */
  disableAll(): void {
    this.disabledCount++;
  }
}

/** The features that settings really turn on: the flag, and the switch of the part it belongs to. */
export function featuresOf({ features, routing, streaming }: FleetConfig): FeatureFlags {
  return {
    multiModelRouter: features.multiModelRouter && routing.enabled,
    streaming: features.streaming && streaming.enabled,
  };
}
