import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { joinPath } from '../../core/testing/workspacePath';
import { foldersUpFrom } from './packageManifest';

export interface PackageManager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Where it installs: the folder with its lock file, or else the one that was asked about. */
  readonly folder: WorkspacePath;
  /** Starts a program of an installed package: `npx`. */
  readonly run: string;
}

const lockFiles: readonly (readonly [file: string, name: PackageManager['name']])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

const runs: Readonly<Record<PackageManager['name'], string>> = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn',
  bun: 'bunx',
};

/**
 * The package manager of the package in a folder: nearest first, up to the root of the workspace, the `packageManager` field of
 * a package.json or a lock file; npm when there is neither.
 */
export async function findPackageManager(
  workspace: Workspace,
  folder: WorkspacePath,
): Promise<PackageManager> {
  for (const candidate of foldersUpFrom(folder)) {
    const name = (await namedIn(workspace, candidate)) ?? (await lockedIn(workspace, candidate));
    if (name) return { name, folder: candidate, run: runs[name] };
  }
  return { name: 'npm', folder, run: runs.npm };
}

/** @returns the file by which Yarn takes the place of `node_modules`, if it does. */
export async function findPlugAndPlay(
  workspace: Workspace,
  folder: WorkspacePath,
): Promise<WorkspacePath | undefined> {
  for (const candidate of foldersUpFrom(folder)) {
    for (const name of ['.pnp.cjs', '.pnp.js']) {
      const path = joinPath(candidate, name);
      if (await workspace.exists(path)) return path;
    }
  }
  return undefined;
}

async function namedIn(
  workspace: Workspace,
  folder: WorkspacePath,
): Promise<PackageManager['name'] | undefined> {
  const text = await workspace.readText(joinPath(folder, 'package.json'));
  const name = /"packageManager"\s*:\s*"(npm|pnpm|yarn|bun)@/.exec(text ?? '')?.[1];
  return name as PackageManager['name'] | undefined;
}

async function lockedIn(
  workspace: Workspace,
  folder: WorkspacePath,
): Promise<PackageManager['name'] | undefined> {
  for (const [file, name] of lockFiles) {
    if (await workspace.exists(joinPath(folder, file))) return name;
  }
  return undefined;
}
