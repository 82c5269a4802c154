#!/usr/bin/env node
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { version } from '../package.json';
import { silentLogger } from './base/logger';
import { relativePathInside } from './base/node/relativePathInside';
import { createRedact } from './base/redaction';
import { createConsolePorts, createConsoleSettings } from './composition/createConsolePorts';
import { createServices } from './composition/createServices';
import { environmentKeys } from './core/providerKeys';
import type { CliHost } from './frontends/cli/cliHost';
import { exitCodes } from './frontends/cli/exitCodes';
import { runCli } from './frontends/cli/runCli';
import { redactedTerminal } from './frontends/cli/terminal';
import { terminalQuestion } from './frontends/cli/terminalQuestion';

const redact = createRedact(environmentKeys(process.env).secrets);

let isInterrupted = false;

const host: CliHost = {
  version,
  stdout: redactedTerminal(process.stdout, redact),
  stderr: redactedTerminal(process.stderr, redact),
  createServices: ({ confirmSpending, ...sources }) =>
    createServices({
      ...createConsolePorts({ ...sources, door: 'cli', logger: silentLogger, distFolder: __dirname }),
      ...(confirmSpending && { confirmSpending }),
    }),
  openSettings: createConsoleSettings,
  serveMcp: async (args) => {
    const { serveMcp } = await import('./mcpServer');
    const exitCode = await serveMcp(args);
    // A signal leaves standard input open, and an open one keeps the process.
    process.stdin.destroy();
    return exitCode;
  },
  ask:
    process.stdin.isTTY && process.stderr.isTTY ? terminalQuestion(process.stdin, process.stderr) : undefined,
  resolvePath: (name, folder) => {
    try {
      return realpathSync(path.resolve(folder ?? process.cwd(), name));
    } catch {
      return undefined;
    }
  },
  isFolder: (absolute) => statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ?? false,
  relativePath: relativePathInside,
  onInterrupt: (listener) => {
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
  if (!isInterrupted) return;
  // What nobody reads would keep the process; a result that did not get out whole was cancelled, whatever became of the run.
  const isCutShort = process.stdout.writableLength > 0;
  process.exit(isCutShort ? exitCodes.cancelled : exitCode);
});
