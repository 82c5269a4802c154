import { statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Config } from '../adapters/configuration/config';
import { systemClock } from '../base/clock';
import { describeError } from '../base/error';
import type { Logger } from '../base/logger';
import { createRedactingLogger } from '../base/redactingLogger';
import { createRedact } from '../base/redaction';
import type { UserSettings } from '../core/config/userSettings';
import type { Door } from '../core/cost/door';
import { ConfigError } from '../core/errors';
import { environmentKeys } from '../core/providerKeys';
import type { HostPorts } from '../core/services';

export interface ConsolePortsOptions extends ConsoleSettingsOptions {
  readonly door: Door;
  readonly logger: Logger;
  /** Absolute folder with the built workers. */
  readonly distFolder: string;
}

/** Where settings come from, besides the user's own file and the environment. */
export interface ConsoleSettingsOptions {
  /** Absolute path of the workspace, whose `agentic-qe.json` counts. */
  readonly workspaceRoot?: string;
  /** Absolute path of a configuration file that the user named. */
  readonly configPath?: string;
  /** Explicit options, nested like the settings. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/**
 * What a host without an editor brings. Whoever starts the product in a folder from a command line trusts that folder.
 * @throws ConfigError when the storage folder is something else than a folder
 */
export function createConsolePorts({ door, logger, distFolder, ...sources }: ConsolePortsOptions): HostPorts {
  const storageFolder = findStorageFolder();
  const config = openConfig(sources, storageFolder);
  const keys = environmentKeys(process.env);
  return {
    door,
    logger: createRedactingLogger(logger, createRedact(keys.secrets)),
    keys,
    clock: systemClock,
    config: () => config.current(),
    isTrusted: () => true,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    storageFolder,
    distFolder,
  };
}

/** The settings of a host without an editor, to be shown and changed. @throws ConfigError as `createConsolePorts` */
export function createConsoleSettings(sources: ConsoleSettingsOptions): UserSettings {
  return openConfig(sources, findStorageFolder());
}

function openConfig(sources: ConsoleSettingsOptions, storageFolder: string): Config {
  return new Config({
    ...sources,
    storageFolder,
    environment: process.env,
    defaults: { nodePath: process.execPath },
  });
}

/** It need not exist yet. */
function findStorageFolder(): string {
  const named = process.env.AGENTIC_QE_HOME;
  const folder = named || path.join(os.homedir(), '.agentic-qe');
  const problem = findProblem(folder);
  if (problem === undefined) return folder;
  const message = named
    ? `The environment variable AGENTIC_QE_HOME is ${folder}, ${problem}.`
    : `The product keeps its data in ${folder}, ${problem}.`;
  throw new ConfigError('AGENTIC_QE_HOME', message, {
    hint: named
      ? 'Set it to a folder, or remove it.'
      : 'Move that away, or set the environment variable AGENTIC_QE_HOME to a folder.',
  });
}

function findProblem(folder: string): string | undefined {
  try {
    return statSync(folder).isDirectory() ? undefined : 'which is no folder';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    return code === 'ENOTDIR'
      ? 'which leads through a file'
      : `which cannot be used (${describeError(error)})`;
  }
}
