import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../tools/repositoryPaths';

/** By its whole path: the server may be started in a folder that has no such package. */
const tsx = pathToFileURL(require.resolve('tsx')).href;
const builtScript = path.join(repositoryRoot, 'dist/mcpServer.js');

export interface McpProcessOptions {
  readonly args?: readonly string[];
  /** Current folder of the server: what it may execute unless `args` say otherwise. */
  readonly folder: string;
  readonly storageFolder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Absolute path of the script to start; default: the built server. */
  readonly script?: string;
}

/** How to start the built server, in the form of the SDK's client. Each key of `environment` is one more variable. */
export function mcpServerCommand({
  args = [],
  folder,
  storageFolder,
  environment,
  script = builtScript,
}: McpProcessOptions) {
  if (!existsSync(script)) throw new Error(`${script} is missing: npm run build`);
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(FEATURE_|STREAMING_|AGENTIC_QE_)/.test(entry[0]),
  );
  return {
    command: process.execPath,
    args: [...(script.endsWith('.ts') ? ['--import', tsx] : []), script, ...args],
    cwd: folder,
    env: { ...Object.fromEntries(inherited), AGENTIC_QE_HOME: storageFolder, ...environment },
  };
}

export interface RunningMcpServer {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves when the process has ended and all of its output was read. */
  readonly ended: Promise<number | null>;
  /** Resolves with the match as soon as standard error has it; rejects when the process ends without. */
  waitForStderr(pattern: RegExp): Promise<RegExpExecArray>;
}

/** The built server as a child process whose streams the test reads and writes itself. */
export function startMcpServer(options: McpProcessOptions): RunningMcpServer {
  const { command, args, cwd, env } = mcpServerCommand(options);
  const child = spawn(command, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  // Writing to a server that has ended is for the test to notice by other means.
  child.stdin.on('error', () => {});
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return {
    child,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    waitForStderr: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(stderr);
          if (match) resolve(match);
        };
        child.stderr.on('data', look);
        child.once('close', () => reject(new Error(`The server ended: ${stderr}`)));
        look();
      }),
  };
}

/** A server over HTTP, with what it printed for its clients. */
export async function startHttpServer(
  options: McpProcessOptions,
): Promise<RunningMcpServer & { readonly url: URL; readonly token: string }> {
  const server = startMcpServer({ ...options, args: ['--http', '0', ...(options.args ?? [])] });
  const [, address = ''] = await server.waitForStderr(/^MCP server: (\S+)$/m);
  const [, printed = ''] = await server.waitForStderr(/^Bearer token: (.+)$/m);
  return { ...server, url: new URL(address), token: options.environment?.AGENTIC_QE_MCP_TOKEN ?? printed };
}

const waitLimitMs = 30_000;

/** Looks every 10 ms until it is true. Rejects after half a minute: what has not come by then will not. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const endsAtMs = Date.now() + waitLimitMs;
  while (!(await isTrue())) {
    if (Date.now() > endsAtMs) throw new Error('It never came true');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A run tries its tests in temporary files, so this is the middle of one. */
export async function temporaryFileAppears(folder: string): Promise<void> {
  await until(() => hasTemporaryFile(folder));
}

/** What a cancelled run does last. */
export async function temporaryFilesDisappear(folder: string): Promise<void> {
  await until(async () => !(await hasTemporaryFile(folder)));
}

async function hasTemporaryFile(folder: string): Promise<boolean> {
  return (await readdir(folder)).some((file) => file.includes('aqe-'));
}
