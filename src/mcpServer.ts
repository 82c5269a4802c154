#!/usr/bin/env node
import { realpathSync, statSync } from 'node:fs';
import { version } from '../package.json';
import { systemClock } from './base/clock';
import { relativePathInside } from './base/node/relativePathInside';
import { createRedactingLogger } from './base/redactingLogger';
import { createRedact } from './base/redaction';
import { systemTimer } from './base/timer';
import { createConsolePorts } from './composition/createConsolePorts';
import { createServices } from './composition/createServices';
import { environmentKeys } from './core/providerKeys';
import { runMcpServer } from './frontends/mcp/runMcpServer';
import { logToStderr } from './frontends/mcp/stderrLogger';

const redact = createRedact(environmentKeys(process.env).secrets);
const logger = createRedactingLogger(logToStderr(process.stderr), redact);

const ending = new AbortController();
// A client that stops its server must leave as little behind as Ctrl-C.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (ending.signal.aborted) process.exit(130);
    ending.abort();
  });
}

void runMcpServer(process.argv.slice(2), {
  version,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  logger,
  clock: systemClock,
  setTimer: systemTimer,
  currentFolder: process.cwd(),
  token: process.env.AGENTIC_QE_MCP_TOKEN,
  signal: ending.signal,
  open: (places) => {
    const ports = createConsolePorts({ ...places, door: 'mcp', logger, distFolder: __dirname });
    return { services: createServices(ports), config: ports.config };
  },
  inspectPath: (name) => {
    try {
      const realPath = realpathSync.native(name);
      const stats = statSync(realPath);
      if (stats.isDirectory()) return { realPath, kind: 'folder' };
      return stats.isFile() ? { realPath, kind: 'file' } : undefined;
    } catch {
      return undefined;
    }
  },
  relativePath: relativePathInside,
}).then((exitCode) => {
  process.exitCode = exitCode;
  // A signal leaves standard input open, and an open one keeps the process.
  process.stdin.destroy();
});
