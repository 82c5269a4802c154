import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findDesktopCode } from './desktopCode';
import { cacheDirectory, repositoryRoot } from './repositoryPaths';
import { prepareSampleWorkspace } from './sampleWorkspace';
import { stageExtension } from './stageExtension';
import { startVsCodeServer } from './vscodeServer';

/** What a person did in the editor stays: its page is found again by its address, so that stays the same too. */
const dataDirectory = path.join(cacheDirectory, 'code');
const preferredPort = 8137;
/** Settings of a first start: the files and the extension, without the pages that code-server and Chat open by themselves. */
const firstSettings = {
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

const help = `npm run code [-- [--server] [--extension DIR] [FOLDER]]

Opens VS Code with this extension on FOLDER (default: a copy of the sample workspace, .cache/sample-workspace).
With desktop VS Code (\`code\` on PATH) in a window of it; otherwise, or with --server, in the browser:
the VS Code server from npm runs until Ctrl-C.`;

interface OpenCodeArguments {
  readonly folder: string;
  readonly extensionDirectory: string;
  readonly serverOnly: boolean;
}

function readArguments(): OpenCodeArguments | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      server: { type: 'boolean', default: false },
      extension: { type: 'string', default: repositoryRoot },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const folder = positionals[0] === undefined ? prepareSampleWorkspace() : path.resolve(positionals[0]);
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  return { folder, extensionDirectory: path.resolve(values.extension), serverOnly: values.server };
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given === undefined) {
    console.log(help);
    return;
  }
  const desktop = given.serverOnly ? undefined : findDesktopCode();
  if (desktop !== undefined) await openDesktop(desktop, given);
  else await serve(given);
}

async function openDesktop(
  program: string,
  { folder, extensionDirectory }: OpenCodeArguments,
): Promise<void> {
  const child = spawn(program, [`--extensionDevelopmentPath=${extensionDirectory}`, folder], {
    stdio: 'inherit',
  });
  // On Windows the program is the editor itself and lives as long as its window.
  if (process.platform === 'win32') {
    child.unref();
    return;
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (exitCode !== 0)
    throw new Error(`${program} failed (exit code ${exitCode}); npm run code -- --server needs no desktop.`);
  console.log(`Opened ${folder} in VS Code, with the extension.`);
}

async function serve({ folder, extensionDirectory }: OpenCodeArguments): Promise<void> {
  // For a person Ctrl-C is how this ends well; leaving the process takes the server along.
  process.once('SIGINT', () => process.exit(0));
  const isPreferredFree = await isPortFree(preferredPort);
  const server = await startVsCodeServer({
    workspaceTrust: true,
    smokeTestDriver: false,
    userSettings: firstSettings,
    ...(isPreferredFree ? { port: preferredPort, dataDirectory } : {}),
    installExtensions: async (extensionsDirectory) => {
      // VS Code lists them in a file of its own there; without it, it lists what lies there.
      for (const old of await readdir(extensionsDirectory)) {
        await rm(path.join(extensionsDirectory, old), { recursive: true, force: true });
      }
      await stageExtension(extensionDirectory, extensionsDirectory);
    },
  });
  console.log(`VS Code is serving ${folder} with the extension. Open this address in a browser on this machine:

  ${server.folderUrl(folder)}

A new folder opens in Restricted Mode: click Manage in the bar at the top, then Trust. Ctrl-C stops the server.`);
  await server.crashed;
}

async function isPortFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
