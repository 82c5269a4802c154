import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]).optional() });

/** A framework as it is installed for a project. */
export interface FrameworkPackage {
  /** Absolute. */
  readonly folder: string;
  /** Absolute path of the script that its command runs. */
  readonly executable: string;
}

/** Finds a package the way Node would from the project's folder, hoisted ones included; undefined when it is not installed. */
export async function findFrameworkPackage(
  projectFolder: string,
  packageName: string,
): Promise<FrameworkPackage | undefined> {
  const folder = findPackageFolder(projectFolder, packageName);
  if (folder === undefined) return undefined;
  const { bin } = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  const script = typeof bin === 'string' ? bin : bin?.[packageName];
  if (script === undefined || !existsSync(join(folder, script))) return undefined;
  return { folder, executable: join(folder, script) };
}

/** @returns the absolute folder of an installed package, or undefined. */
export function findPackageFolder(projectFolder: string, packageName: string): string | undefined {
  // Not `resolve`: a package's "exports" may hide its package.json.
  const searched = createRequire(join(projectFolder, 'package.json')).resolve.paths(packageName) ?? [];
  return searched
    .map((nodeModules) => join(nodeModules, packageName))
    .find((folder) => existsSync(join(folder, 'package.json')));
}
