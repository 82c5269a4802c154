import { Argument, type Command, Option } from 'commander';
import { renderTable } from '../../base/textTable';
import { featuresOf } from '../../core/config/featureFlagManager';
import { allFeaturesOff, type FeatureName } from '../../core/config/featureFlags';
import type { UserSettings } from '../../core/config/userSettings';
import type { CliHost } from './cliHost';
import type { AnswerOptions, CommandContext } from './commandContext';
import { finishedRecord, toJsonText } from './commandRecord';
import { exitCodes } from './exitCodes';
import { addSettingsOptions, type SettingsOptions, settingsSources } from './settingsOptions';
import { UsageError } from './usageError';

type Action = 'list' | 'enable' | 'disable';
type FlagsOptions = SettingsOptions & AnswerOptions;

const features = Object.keys(allFeaturesOff) as FeatureName[];
/** The switch of the part that a feature belongs to: off, it takes the feature away although it is on. */
const switchOf: Readonly<Record<FeatureName, string>> = {
  multiModelRouter: 'routing.enabled',
  streaming: 'streaming.enabled',
};

/** A feature, whether it is on, and who says so. */
interface FeatureState {
  readonly name: FeatureName;
  readonly isOn: boolean;
  /** The setting that decides. */
  readonly setting: string;
  /** Where its value comes from; null: it is the default. */
  readonly origin: string | null;
}

export function addFlagsCommand(program: Command, context: CommandContext): void {
  addSettingsOptions(program.command('flags'))
    .description(
      'show which features are on and who says so; enable or disable them for you, in all workspaces',
    )
    .addArgument(
      new Argument('[action]', 'what to do').choices(['list', 'enable', 'disable']).default('list'),
    )
    .addArgument(new Argument('[feature]', 'which one').choices([...features, 'all']))
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .action((action: Action, feature: FeatureName | 'all' | undefined, options: FlagsOptions) =>
      context.perform('flags', options, () => performFlags({ action, feature, options }, context.host)),
    );
}

interface FlagsCall {
  readonly action: Action;
  readonly feature: FeatureName | 'all' | undefined;
  readonly options: FlagsOptions;
}

async function performFlags({ action, feature, options }: FlagsCall, host: CliHost): Promise<number> {
  if ((action === 'list') !== (feature === undefined))
    throw new UsageError(
      action === 'list'
        ? 'flags list takes no feature.'
        : `Name what to ${action}: ${features.join(', ')} or all.`,
    );
  const settings = host.openSettings(settingsSources(options, host));
  if (feature !== undefined) {
    const names = feature === 'all' ? features : [feature];
    await change(names, action === 'enable', { settings, host });
  }
  const states = features.map((name) => stateOf(name, settings));
  host.stdout.write(
    options.format === 'json'
      ? toJsonText(finishedRecord('flags', exitCodes.done, { features: states }))
      : `${render(states).join('\n')}\n`,
  );
  return exitCodes.done;
}

/** Says of each one whether that has the effect that was wanted. */
async function change(
  names: readonly FeatureName[],
  isWanted: boolean,
  { settings, host }: { readonly settings: UserSettings; readonly host: CliHost },
): Promise<void> {
  // What is wrong already is told before anything is written.
  settings.current();
  for (const name of names) {
    const file = await settings.set(`features.${name}`, isWanted);
    host.stderr.write(`${name} is ${onOrOff(isWanted)} for you now, in ${file}.\n`);
    const { isOn, origin, setting } = stateOf(name, settings);
    if (isOn !== isWanted)
      host.stderr.write(`Note: It stays ${onOrOff(isOn)} here: ${origin ?? setting} says so.\n`);
  }
}

function stateOf(name: FeatureName, settings: UserSettings): FeatureState {
  const config = settings.current();
  const isOn = featuresOf(config)[name];
  const setting = config.features[name] && !isOn ? switchOf[name] : `features.${name}`;
  return { name, isOn, setting, origin: settings.originOf(setting) ?? null };
}

function render(states: readonly FeatureState[]): readonly string[] {
  return renderTable([
    ['Feature', 'is', 'because of'],
    ...states.map(({ name, isOn, setting, origin }) => [
      name,
      onOrOff(isOn),
      origin ?? `${setting}, which has its default`,
    ]),
  ]);
}

function onOrOff(isOn: boolean): string {
  return isOn ? 'on' : 'off';
}
