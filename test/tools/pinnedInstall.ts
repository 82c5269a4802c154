import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lock } from 'proper-lockfile';
import { runNpm } from './npmCommand';
import { cacheDirectory } from './repositoryPaths';
import { removeDirectory } from './temporaryDirectory';

const markerName = 'installed.json';
const npmTimeoutMs = 10 * 60_000;
/** The owner touches its lock while it lives; one untouched for this long belongs to a process that was killed. */
const staleLockMs = 10_000;
const lockRetryMs = 500;

/** Arguments for every npm call: nothing is run, nothing asked, and a too strict `.npmrc` does not stop it. */
export const quietInstallArguments: readonly string[] = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--engine-strict=false',
  '--loglevel=error',
];

export interface PinnedInstall {
  /** Name of the folder under `.cache`. */
  readonly name: string;
  /** Package name → exact version. */
  readonly packages: Readonly<Record<string, string>>;
  /** Raise it when `finish` changes, so that old installs are made again. */
  readonly revision: number;
  /** Told to the user when an install starts. */
  readonly description: string;
  /** Further steps on the new folder before it counts as installed. */
  readonly finish?: (directory: string) => Promise<void>;
}

/**
 * Resolves to the absolute path of a complete install of exactly these packages under `.cache`. Installs on the first call;
 * one that was interrupted is never used and is removed by the next; of several processes one installs and the others wait.
 * @throws Error with npm's output when the install fails.
 */
export async function ensurePinnedInstall(install: PinnedInstall): Promise<string> {
  const directory = path.join(cacheDirectory, install.name);
  if (await isInstalled(directory, install)) return directory;

  await mkdir(cacheDirectory, { recursive: true });
  const release = await lock(directory, {
    realpath: false,
    stale: staleLockMs,
    retries: { retries: (2 * npmTimeoutMs) / lockRetryMs, minTimeout: lockRetryMs, maxTimeout: lockRetryMs },
  });
  try {
    if (!(await isInstalled(directory, install))) await installInto(directory, install);
  } finally {
    await release();
  }
  return directory;
}

/** Called with the lock held, so whatever else lies there is from a process that is gone. */
async function installInto(directory: string, install: PinnedInstall): Promise<void> {
  const startedAt = Date.now();
  console.error(`Installing ${install.description} into ${directory} …`);
  await removePartialInstalls(install.name);
  const partial = `${directory}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  await writeFile(
    path.join(partial, 'package.json'),
    JSON.stringify({ private: true, dependencies: install.packages }, undefined, 2),
  );
  await runNpm(['install', ...quietInstallArguments], partial, npmTimeoutMs);
  await install.finish?.(partial);
  await writeFile(path.join(partial, markerName), markerText(install));

  const replaced = `${directory}.partial-old-${process.pid}`;
  await rename(directory, replaced).catch(ignoreMissing);
  await renamePatiently(partial, directory);
  await removeDirectory(replaced);
  console.error(`Installed ${install.description} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
}

async function removePartialInstalls(name: string): Promise<void> {
  for (const entry of await readdir(cacheDirectory)) {
    if (entry.startsWith(`${name}.partial-`)) await removeDirectory(path.join(cacheDirectory, entry));
  }
}

async function isInstalled(directory: string, install: PinnedInstall): Promise<boolean> {
  const text = await readFile(path.join(directory, markerName), 'utf8').catch(ignoreMissing);
  return text === markerText(install);
}

function markerText({ packages, revision }: PinnedInstall): string {
  const { platform, arch } = process;
  return JSON.stringify({ packages, revision, platform, arch }, undefined, 2);
}

/** Virus scanners on Windows hold new files for a moment, and a held file makes the rename fail. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (attempt === 20 || process.platform !== 'win32') throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
