import path from 'node:path';
import { environmentLayer } from '../../core/config/environmentLayer';
import {
  type ConfigLayer,
  type FleetConfig,
  resolveFleetConfig,
  valueAt,
} from '../../core/config/fleetConfig';
import type { UserSettings } from '../../core/config/userSettings';
import { ConfigFile } from './configFile';
import { writeSetting } from './writeSetting';

/** Name of the file in the folder of a workspace. */
export const workspaceConfigName = 'agentic-qe.json';
/** Name of the file in the storage folder of the product. */
export const userConfigName = 'config.json';

export interface ConfigSources {
  /** Explicit options of the command line, nested like the schema. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Absolute path of a file named by the user. */
  readonly configPath?: string;
  /** Absolute path of the workspace, whose `agentic-qe.json` counts. */
  readonly workspaceRoot?: string;
  /** Absolute path of the storage folder, whose `config.json` counts. */
  readonly storageFolder?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the host would take if nobody says anything, instead of the schema's defaults. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/**
 * Settings of a host without an editor. Precedence, setting by setting: explicit option, file named by the user, workspace
 * file, user file, environment, default.
 */
export class Config implements UserSettings {
  private readonly files: readonly ConfigFile[];

  constructor(private readonly sources: ConfigSources) {
    const { configPath, workspaceRoot, storageFolder } = sources;
    this.files = [
      ...(configPath ? [new ConfigFile({ path: configPath, isRequired: true })] : []),
      ...(workspaceRoot ? [workspaceFile(workspaceRoot)] : []),
      ...(storageFolder
        ? [new ConfigFile({ path: path.join(storageFolder, userConfigName), isRequired: false })]
        : []),
    ];
  }

  /** The settings of a file and the environment, once. @throws ConfigError */
  static async load(
    configPath?: string,
    environment: ConfigSources['environment'] = process.env,
  ): Promise<FleetConfig> {
    return new Config({ environment, ...(configPath && { configPath }) }).current();
  }

  /** The settings as they are now: a file that has changed is read again. @throws ConfigError */
  current(): FleetConfig {
    const { defaults } = this.sources;
    return resolveFleetConfig([...this.layers(), ...(defaults ? [optionLayer(defaults)] : [])]);
  }

  originOf(key: string): string | undefined {
    const path = key.split('.');
    return this.layers()
      .find(({ values }) => valueAt(values, path) !== undefined)
      ?.nameOf(key);
  }

  async set(key: string, value: unknown): Promise<string> {
    const { storageFolder } = this.sources;
    if (storageFolder === undefined) throw new Error('There is no folder for settings of the user');
    const file = path.join(storageFolder, userConfigName);
    await writeSetting(file, key, value);
    return file;
  }

  /** The one that wins first. @throws ConfigError */
  private layers(): readonly ConfigLayer[] {
    const { options, environment } = this.sources;
    return [
      ...(options ? [optionLayer(options)] : []),
      ...this.files.map((file) => file.layer()),
      environmentLayer(environment),
    ];
  }
}

/** A repository that somebody else wrote must not decide what its reader spends. */
function workspaceFile(workspaceRoot: string): ConfigFile {
  return new ConfigFile({
    path: path.join(workspaceRoot, workspaceConfigName),
    isRequired: false,
    forbidden: {
      prefixes: [
        'routing.costTracking',
        'routing.models',
        'routing.providers',
        'routing.forcedModel',
        'routing.allowedModels',
        'routing.exploreRate',
        'generation.confirmSpending',
      ],
      onlyOff: ['features.multiModelRouter', 'routing.enabled'],
      reason: 'budgets and prices are yours, and so is where your code may be sent, not the workspace’s',
    },
  });
}

function optionLayer(values: Readonly<Record<string, unknown>>): ConfigLayer {
  return { values, nameOf: (key) => `Option ${key}`, hint: 'Correct it on the command line.' };
}
