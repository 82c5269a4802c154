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
import { type McpProcess, runMcpServer } from './frontends/mcp/runMcpServer';
import { logToStderr } from './frontends/mcp/stderrLogger';

export interface ServeMcpOptions extends Pick<McpProcess, 'extend'> {
  /** Absolute folder with the built workers; default: that of this script. */
  readonly distFolder?: string;
}

/**
 * Runs the MCP server in this process, until its client leaves or the process is asked to end.
 * @param args the command line without `node` and the script
 * @returns the exit code
 */
export async function serveMcp(
  args: readonly string[],
  { extend, distFolder = __dirname }: ServeMcpOptions = {},
): Promise<number> {
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
  return await runMcpServer(args, {
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
    open: (places, confirmSpending) => {
      const ports = createConsolePorts({ ...places, door: 'mcp', logger, distFolder });
      return { services: createServices({ ...ports, confirmSpending }), config: ports.config };
    },
    inspectPath,
    relativePath: relativePathInside,
    ...(extend && { extend }),
  });
}

function inspectPath(name: string): ReturnType<McpProcess['inspectPath']> {
  try {
    const realPath = realpathSync.native(name);
    const stats = statSync(realPath);
    if (stats.isDirectory()) return { realPath, kind: 'folder' };
    return stats.isFile() ? { realPath, kind: 'file' } : undefined;
  } catch {
    return undefined;
  }
}

/** `agentic-qe mcp` calls `serveMcp` itself. */
if (require.main === module) {
  void serveMcp(process.argv.slice(2)).then((exitCode) => {
    process.exitCode = exitCode;
    // A signal leaves standard input open, and an open one keeps the process.
    process.stdin.destroy();
  });
}
