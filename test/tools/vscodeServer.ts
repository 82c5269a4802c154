import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { killProcessTree } from '../../src/base/node/processTree';
import { childEnvironment } from './childEnvironment';
import { spawnWithParent } from './spawnWithParent';
import { withoutNoise } from './vscodeNoise';
import { makeVsCodeServerFolders, type VsCodeServerFolderOptions } from './vscodeServerFolders';
import { ensureVsCodeServer } from './vscodeServerInstall';

const host = '127.0.0.1';
const defaultStartTimeoutMs = 60_000;
const keptLogChars = 20_000;
const shownLogLines = 30;
const pollIntervalMs = 100;

export interface VsCodeServerOptions extends VsCodeServerFolderOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** false: every folder is trusted and nobody is asked. */
  readonly workspaceTrust: boolean;
  /** true: pages may carry the test payload; VS Code then refuses to open modal dialogs. */
  readonly smokeTestDriver: boolean;
  /** Added to the environment of the server, and so of the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly startTimeoutMs?: number;
}

export interface VsCodeServer {
  /** Address of the editor, without a folder, such as `http://127.0.0.1:41234/`. */
  readonly url: string;
  /** Folder with `user`, `server`, `extensions` and `server.log`. */
  readonly dataDirectory: string;
  /** Address of the editor with this folder open, and with the test payload if there is one. */
  folderUrl(folder: string, payload?: readonly (readonly [name: string, value: string])[]): string;
  /** A file of this machine as the editor in the browser names it (`vscode-remote://…`). */
  remoteUri(file: string): string;
  /** The last lines that the server printed. */
  recentLog(): string;
  /** Rejects when the server ends without `stop` having been called; never resolves. */
  readonly crashed: Promise<never>;
  /** Kills the server with everything it started and removes the temporary folder; may be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the VS Code server on the loopback interface, without a token, and resolves when it serves the editor. It ends with
 * this process at the latest, even if this process is killed.
 * @throws Error with the end of the server's log when it does not come up in time.
 */
export async function startVsCodeServer(options: VsCodeServerOptions): Promise<VsCodeServer> {
  const install = await ensureVsCodeServer();
  const folders = await makeVsCodeServerFolders(options);
  const { dataDirectory } = folders;
  const server = spawnWithParent(
    install.nodePath,
    [install.serverMain, ...serverArguments(dataDirectory, options)],
    {
      cwd: dataDirectory,
      environment: childEnvironment({ ...folders.environment, ...options.environment }),
    },
  );
  const log = captureLog(server, path.join(dataDirectory, 'server.log'));
  let isOver = false;
  const stop = async () => {
    isOver = true;
    if (server.pid !== undefined) await killProcessTree(server.pid);
    await folders.remove();
  };
  const crashed = new Promise<never>((_, reject) => {
    server.once('error', reject);
    server.once('close', (code, signal) => {
      if (!isOver)
        reject(new Error(`The VS Code server ended (${signal ?? `exit code ${code}`}):\n${log.recent()}`));
    });
  });
  // Whoever waits for it gets the rejection; nobody waiting is fine.
  crashed.catch(() => {});

  try {
    const port = await Promise.race([
      crashed,
      waitUntilServing(log, options.startTimeoutMs ?? defaultStartTimeoutMs, () => isOver),
    ]);
    return describeServer({ port, dataDirectory, recentLog: log.recent, crashed, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

type ServerParts = Pick<VsCodeServer, 'dataDirectory' | 'recentLog' | 'crashed' | 'stop'> & {
  readonly port: number;
};

function describeServer({ port, ...parts }: ServerParts): VsCodeServer {
  const url = `http://${host}:${port}/`;
  return {
    ...parts,
    url,
    remoteUri: (file) => `vscode-remote://${host}:${port}${pathToFileURL(file).pathname}`,
    folderUrl: (folder, payload) => {
      const query = new URLSearchParams({ folder: pathInUri(folder) });
      if (payload !== undefined) query.set('payload', JSON.stringify(payload));
      return `${url}?${query}`;
    },
  };
}

/** `C:\a b` → `/c:/a b`, as VS Code writes the path part of its URIs. */
function pathInUri(file: string): string {
  return decodeURIComponent(pathToFileURL(file).pathname);
}

function serverArguments(dataDirectory: string, options: VsCodeServerOptions): string[] {
  return [
    `--host=${host}`,
    `--port=${options.port ?? 0}`,
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level=off',
    `--server-data-dir=${path.join(dataDirectory, 'server')}`,
    `--user-data-dir=${path.join(dataDirectory, 'user')}`,
    `--extensions-dir=${path.join(dataDirectory, 'extensions')}`,
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
  ];
}

interface ServerLog {
  recent(): string;
  /** The port, as soon as the server said it. */
  port(): number | undefined;
}

function captureLog(server: ChildProcess, logPath: string): ServerLog {
  const file = createWriteStream(logPath);
  // The folder may be gone when the last lines arrive.
  file.on('error', () => {});
  let recent = '';
  let port: number | undefined;
  const collect = (chunk: Buffer) => {
    file.write(chunk);
    recent += chunk.toString();
    const match = port === undefined ? /agent listening on (\d+)/.exec(recent) : undefined;
    if (match) port = Number(match[1]);
    recent = recent.slice(-keptLogChars);
  };
  server.stdout?.on('data', collect);
  server.stderr?.on('data', collect);
  server.once('close', () => file.end());
  return { recent: () => withoutNoise(recent).slice(-shownLogLines).join('\n'), port: () => port };
}

async function waitUntilServing(log: ServerLog, timeoutMs: number, isOver: () => boolean): Promise<number> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && !isOver()) {
    const port = log.port();
    if (port !== undefined && (await servesEditor(`http://${host}:${port}/`))) return port;
    // It stays alive, but serves nothing, when its port is taken.
    if (log.recent().includes('Error occurred in server')) {
      throw new Error(`The VS Code server cannot serve:\n${log.recent()}`);
    }
    await delay(pollIntervalMs);
  }
  throw new Error(`The VS Code server did not come up within ${timeoutMs / 1000} s:\n${log.recent()}`);
}

async function servesEditor(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return answer.ok && (await answer.text()).includes('workbench');
  } catch {
    // Not yet listening.
    return false;
  }
}
