import os from 'node:os';
import path from 'node:path';
import { Config } from '../adapters/configuration/config';
import { systemClock } from '../base/clock';
import type { Logger } from '../base/logger';
import { createRedactingLogger } from '../base/redactingLogger';
import { createRedact } from '../base/redaction';
import { environmentKeys } from '../core/providerKeys';
import type { HostPorts } from '../core/services';

export interface ConsolePortsOptions {
  readonly logger: Logger;
  /** Absolute folder with the built workers. */
  readonly distFolder: string;
  /** Absolute path of the workspace, whose `agentic-qe.json` counts. */
  readonly workspaceRoot?: string;
  /** Absolute path of a configuration file that the user named. */
  readonly configPath?: string;
  /** Explicit options, nested like the settings. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What a host without an editor brings. Whoever starts the product in a folder from a command line trusts that folder. */
export function createConsolePorts({ logger, distFolder, ...sources }: ConsolePortsOptions): HostPorts {
  const storageFolder = process.env.AGENTIC_QE_HOME || path.join(os.homedir(), '.agentic-qe');
  const config = new Config({
    ...sources,
    storageFolder,
    environment: process.env,
    defaults: { nodePath: process.execPath },
  });
  const keys = environmentKeys(process.env);
  return {
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
