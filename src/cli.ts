#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { version } from '../package.json';
import { systemClock } from './base/clock';
import { silentLogger } from './base/logger';
import { createServices } from './composition/createServices';
import { parseFleetConfig } from './core/config/fleetConfig';
import { type CliHost, runCli } from './frontends/cli/runCli';

const host: CliHost = {
  version,
  stdout: process.stdout,
  stderr: process.stderr,
  createServices: () =>
    createServices({
      logger: silentLogger,
      clock: systemClock,
      config: () => parseFleetConfig({ nodePath: process.execPath }),
      isTrusted: () => true,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      storageFolder: process.env.AGENTIC_QE_HOME ?? path.join(os.homedir(), '.agentic-qe'),
      distFolder: __dirname,
    }),
  resolvePath: (name, folder) => {
    try {
      return realpathSync(path.resolve(folder ?? process.cwd(), name));
    } catch {
      return undefined;
    }
  },
  relativePath: (root, file) => {
    const relative = path.relative(root, file);
    const isOutside = relative.startsWith('..') || path.isAbsolute(relative);
    return isOutside ? undefined : relative.split(path.sep).join('/');
  },
  onInterrupt: (listener) => {
    let isInterrupted = false;
    // A closed terminal and a cancelled CI job must leave as little behind as Ctrl-C.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (isInterrupted) process.exit(130);
        isInterrupted = true;
        listener();
      });
    }
  },
};

void runCli(process.argv.slice(2), host).then((exitCode) => {
  process.exitCode = exitCode;
});
