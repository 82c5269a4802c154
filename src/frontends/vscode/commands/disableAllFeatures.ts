import * as vscode from 'vscode';
import { allFeaturesOff, type FeatureFlags, type FeatureName } from '../../../core/config/featureFlags';
import { ConfigError } from '../../../core/errors';
import type { CommandContext } from '../commandContext';
import { disableForGood } from '../disableForGood';
import { type FeatureSetting, type SettingPlace, turnOffFeatures } from '../featureSwitches';
import { presentDisabledFeatures } from '../text/disableFeaturesText';

const targetOf: Readonly<Record<SettingPlace, vscode.ConfigurationTarget>> = {
  workspace: vscode.ConfigurationTarget.Workspace,
  user: vscode.ConfigurationTarget.Global,
};

const features = Object.keys(allFeaturesOff) as FeatureName[];

/** Turns routing and streaming off in every setting and for every task that has not started (spec 10.2, immediate). */
export async function disableAllFeatures(context: CommandContext): Promise<void> {
  const { services, registry, log } = context;
  const activeRuns = registry.active.length;
  const switchedOff = await disableForGood(services.fleet, () =>
    turnOffFeatures(features.map(featureSetting), () => flagsOf(context)),
  );
  const presentation = presentDisabledFeatures(switchedOff, activeRuns);
  log.info(presentation.message);
  context.present(presentation);
}

/** Settings that cannot be used turn nothing on: every task is refused until they are corrected. */
function flagsOf({ config }: CommandContext): FeatureFlags {
  try {
    return config().features;
  } catch (error) {
    if (error instanceof ConfigError) return allFeaturesOff;
    throw error;
  }
}

/** The setting, read anew for each question, because changing it in one place may change it in another. */
function featureSetting(feature: FeatureName): FeatureSetting {
  const key = `features.${feature}`;
  const settings = () => vscode.workspace.getConfiguration('agenticQe');
  return {
    feature,
    valueIn: (place) => {
      const values = settings().inspect<unknown>(key);
      return place === 'workspace' ? values?.workspaceValue : values?.globalValue;
    },
    turnOff: (place) => settings().update(key, false, targetOf[place]),
  };
}
