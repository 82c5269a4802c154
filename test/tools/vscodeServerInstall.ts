import path from 'node:path';
import { runNpm } from './npmCommand';
import { packagedNode24 } from './packagedNode';
import { ensurePinnedInstall, quietInstallArguments } from './pinnedInstall';

const codeServerVersion = '4.139.1';
const npmTimeoutMs = 10 * 60_000;

export interface VsCodeServerInstall {
  /** Absolute path of the Node 24 that runs the server. */
  readonly nodePath: string;
  /** Absolute path of the server's entry, `server-main.js`. */
  readonly serverMain: string;
}

/**
 * Resolves to a complete VS Code server (1.139.1, from the npm package code-server) under `.cache/vscode-server`, installed
 * on the first call (about 1 GB on disk).
 * @throws Error when npm fails, or when there is no packaged Node 24 for this platform and this Node is not 24.
 */
export async function ensureVsCodeServer(): Promise<VsCodeServerInstall> {
  // The extension host of this VS Code does not start with Node 20.
  const node = packagedNode24('The VS Code server');
  const directory = await ensurePinnedInstall({
    name: 'vscode-server',
    packages: { 'code-server': codeServerVersion, ...node.packages },
    revision: 1,
    description: `VS Code server ${codeServerVersion} from npm (once, about 1 GB)`,
    finish: installServerDependencies,
  });
  return {
    nodePath: await node.pathIn(directory),
    serverMain: path.join(vscodeDirectory(directory), 'out', 'server-main.js'),
  };
}

function vscodeDirectory(directory: string): string {
  return path.join(directory, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** What code-server's own postinstall does, without building native modules: the extension host works without them. */
async function installServerDependencies(directory: string): Promise<void> {
  const vscode = vscodeDirectory(directory);
  const args = ['install', '--omit=dev', ...quietInstallArguments];
  await runNpm(args, vscode, npmTimeoutMs);
  await runNpm(args, path.join(vscode, 'extensions'), npmTimeoutMs);
}
