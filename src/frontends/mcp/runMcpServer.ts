import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { FleetConfig } from '../../core/config/fleetConfig';
import type { ConfirmSpending } from '../../core/generation/spendingPlan';
import type { Services } from '../../core/services';
import { createMCPServer } from './createMcpServer';
import type { McpHost } from './mcpHost';
import { parseServerArguments, usage } from './serverArguments';
import { SpendingQuestions } from './spendingQuestions';
import { serveHttp } from './transports/http';
import { serveStdio } from './transports/stdio';

/** What the process ends with. */
export const serverExitCodes = { done: 0, usage: 2, environment: 4 } as const;

/** A token that is given must not be guessed. */
const leastTokenLength = 16;

/** What the process around the server brings. */
export interface McpProcess
  extends Pick<McpHost, 'version' | 'clock' | 'setTimer' | 'inspectPath' | 'relativePath' | 'extend'> {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly logger: Logger;
  readonly currentFolder: string;
  /** `AGENTIC_QE_MCP_TOKEN`. */
  readonly token: string | undefined;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  /** Puts the product together, with the settings of these places besides those of the user and the environment. */
  open(places: SettingPlaces, confirmSpending: ConfirmSpending): OpenedProduct;
}

export interface SettingPlaces {
  /** Absolute path of the workspace, whose `agentic-qe.json` counts. */
  readonly workspaceRoot?: string;
  /** Absolute path of a configuration file that the user named. */
  readonly configPath?: string;
}

export interface OpenedProduct {
  readonly services: Services;
  /** @throws ConfigError */
  config(): FleetConfig;
}

/** Runs the server until its client leaves or the process is asked to end. @returns the exit code. Never throws. */
export async function runMcpServer(args: readonly string[], process: McpProcess): Promise<number> {
  const parsed = parseServerArguments(args);
  if (parsed.kind === 'help' || parsed.kind === 'version') {
    process.stdout.write(parsed.kind === 'help' ? usage : `${process.version}\n`);
    return serverExitCodes.done;
  }
  try {
    if (parsed.kind === 'usage-error') throw new UsageError(parsed.message);
    const folders = findFolders(parsed.folders, process);
    // Settings of one folder must not hold for another.
    const [workspaceRoot, ...furtherFolders] = folders;
    const token = parsed.httpPort === undefined ? '' : chooseToken(process.token);
    const spending = new SpendingQuestions(process.logger);
    const places = {
      ...(workspaceRoot !== undefined && furtherFolders.length === 0 && { workspaceRoot }),
      ...(parsed.configPath !== undefined && {
        configPath: path.resolve(process.currentFolder, parsed.configPath),
      }),
    };
    const { services, config: readConfig } = process.open(places, spending.confirm);
    try {
      const host: McpHost = { ...process, services, spending, folders };
      // Read anew for each client, which is told what holds when it comes.
      const createServer = (): McpServer => createMCPServer(services.memory, readConfig(), host);
      if (parsed.httpPort === undefined) await serveStdio(createServer(), process);
      else {
        // What is wrong from the start is told to whoever starts the server.
        readConfig();
        await runHttp({ createServer, services, port: parsed.httpPort, token }, process);
      }
    } finally {
      await services.close();
    }
    return serverExitCodes.done;
  } catch (error) {
    process.stderr.write(`Error: ${describeError(error)}\n`);
    return error instanceof UsageError ? serverExitCodes.usage : serverExitCodes.environment;
  }
}

class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface HttpRun {
  createServer(): McpServer;
  readonly services: Services;
  readonly port: number;
  readonly token: string;
}

async function runHttp({ createServer, services, port, token }: HttpRun, process: McpProcess): Promise<void> {
  const { metrics } = services;
  const endpoint = await serveHttp({ port, token, createServer, metrics, logger: process.logger });
  process.stderr.write(`MCP server: http://127.0.0.1:${endpoint.port}/mcp\n`);
  process.stderr.write(
    process.token ? 'Bearer token: that of AGENTIC_QE_MCP_TOKEN\n' : `Bearer token: ${token}\n`,
  );
  await new Promise<void>((resolve) => {
    if (process.signal.aborted) resolve();
    process.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await endpoint.close();
}

function findFolders(names: readonly string[], process: McpProcess): readonly string[] {
  const folders = names.length > 0 ? names : [process.currentFolder];
  return folders.map((name) => {
    const target = process.inspectPath(path.resolve(process.currentFolder, name));
    if (target?.kind !== 'folder') throw new UsageError(`The workspace ${name} is no folder.`);
    return target.realPath;
  });
}

function chooseToken(given: string | undefined): string {
  if (!given) return randomBytes(32).toString('base64url');
  if (given.length < leastTokenLength || /\s/.test(given)) {
    throw new UsageError(
      `AGENTIC_QE_MCP_TOKEN must have at least ${leastTokenLength} characters and no spaces.`,
    );
  }
  return given;
}
