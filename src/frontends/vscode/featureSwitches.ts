import type { FeatureFlags, FeatureName } from '../../core/config/featureFlags';

/**
 * Where VS Code keeps these settings, the one that wins first. The folder of a single-folder window is its workspace; in a window
 * of several folders VS Code ignores what a single one says.
 */
export const settingPlaces = ['workspace', 'user'] as const;
export type SettingPlace = (typeof settingPlaces)[number];

/** One feature's setting in the places where it can be. */
export interface FeatureSetting {
  readonly feature: FeatureName;
  /** What is set in the place now; undefined for nothing. */
  valueIn(place: SettingPlace): unknown;
  turnOff(place: SettingPlace): Thenable<void>;
}

export interface SwitchedOff {
  /** Where a setting was changed, without repetition. */
  readonly changed: readonly SettingPlace[];
  /** Settings that could not be written, each with the reason. */
  readonly failures: readonly string[];
}

/**
 * Sets features to false wherever they are set to true; and in the user settings, when they are on for another reason (an
 * environment variable). What cannot be written is told, and the others go on.
 * @param readFlags the flags as they are in force after each change
 */
export async function turnOffFeatures(
  settings: readonly FeatureSetting[],
  readFlags: () => FeatureFlags,
): Promise<SwitchedOff> {
  const changed = new Set<SettingPlace>();
  const failures: string[] = [];
  const turnOff = async (setting: FeatureSetting, place: SettingPlace): Promise<void> => {
    try {
      await setting.turnOff(place);
      changed.add(place);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push(`agenticQe.features.${setting.feature} in the ${place} settings: ${reason}`);
    }
  };
  for (const setting of settings) {
    const failuresBefore = failures.length;
    for (const place of settingPlaces) if (setting.valueIn(place) === true) await turnOff(setting, place);
    const isStillOn = failures.length === failuresBefore && readFlags()[setting.feature];
    if (isStillOn) await turnOff(setting, 'user');
  }
  return { changed: settingPlaces.filter((place) => changed.has(place)), failures };
}
