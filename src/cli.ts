#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { version } from '../package.json';
import { silentLogger } from './base/logger';
import { createRedact } from './base/redaction';
import { createConsolePorts } from './composition/createConsolePorts';
import { createServices } from './composition/createServices';
import { environmentKeys } from './core/providerKeys';
import type { CliHost } from './frontends/cli/cliHost';
import { runCli } from './frontends/cli/runCli';
import { redactedTerminal } from './frontends/cli/terminal';

const redact = createRedact(environmentKeys(process.env).secrets);

const host: CliHost = {
  version,
  stdout: redactedTerminal(process.stdout, redact),
  stderr: redactedTerminal(process.stderr, redact),
  createServices: (sources) =>
    createServices(createConsolePorts({ ...sources, logger: silentLogger, distFolder: __dirname })),
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
