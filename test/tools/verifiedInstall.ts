import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runNpm } from './npmCommand';
import { quietInstallArguments } from './pinnedInstall';
import { removeDirectory } from './temporaryDirectory';

const npmTimeoutMs = 10 * 60_000;
const markerName = 'installed.json';

export interface VerifiedInstall {
  /** Name of the folder in the system's temporary folder. */
  readonly name: string;
  /** Package name → version and the integrity of the tarball that npm has to deliver. */
  readonly packages: Readonly<Record<string, readonly [version: string, integrity: string]>>;
  /** Package name → exact version of what is only worked with. */
  readonly tools: Readonly<Record<string, string>>;
  /** Raise it when anything about the installation changes. */
  readonly revision: number;
  /** Told to the user when an install starts. */
  readonly description: string;
}

/**
 * Resolves to a folder with exactly these packages, in the system's temporary folder: inside of the repository they would find
 * what is installed there. npm is asked once; nothing of the packages is run.
 * @throws Error when npm fails or delivers something else than what was published
 */
export async function installVerified(install: VerifiedInstall): Promise<string> {
  const { packages, tools, revision } = install;
  const folder = path.join(os.tmpdir(), install.name);
  const manifest = JSON.stringify({
    private: true,
    dependencies: { ...versionsOf(packages), ...tools },
    revision,
  });
  if ((await textOf(path.join(folder, markerName))) === manifest) return folder;
  console.error(`Installing ${install.description} into ${folder} …`);
  const partial = `${folder}.partial-${process.pid}`;
  await removeDirectory(partial);
  await mkdir(partial);
  await writeFile(path.join(partial, 'package.json'), manifest);
  await runNpm(['install', ...quietInstallArguments], partial, npmTimeoutMs);
  await assertIntegrity(partial, packages);
  await writeFile(path.join(partial, markerName), manifest);
  await removeDirectory(folder);
  await rename(partial, folder);
  return folder;
}

async function assertIntegrity(folder: string, packages: VerifiedInstall['packages']): Promise<void> {
  const lock = JSON.parse(
    await readFile(path.join(folder, 'node_modules', '.package-lock.json'), 'utf8'),
  ) as {
    readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
  };
  for (const [name, [version, integrity]] of Object.entries(packages)) {
    const delivered = lock.packages[`node_modules/${name}`]?.integrity;
    if (delivered !== integrity)
      throw new Error(`${name}@${version} is not what was published: its integrity is ${delivered}`);
  }
}

function versionsOf(pinned: VerifiedInstall['packages']): Record<string, string> {
  return Object.fromEntries(Object.entries(pinned).map(([name, [version]]) => [name, version]));
}

async function textOf(file: string): Promise<string | undefined> {
  return await readFile(file, 'utf8').catch(() => undefined);
}
