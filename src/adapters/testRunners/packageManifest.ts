import { z } from 'zod';
import { WorkspaceError } from '../../core/errors';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { folderOf, joinPath } from '../../core/testing/workspacePath';

const stringRecord = z.record(z.string(), z.string()).catch({});

const manifestSchema = z.object({
  name: z.string().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  scripts: stringRecord.default({}),
  dependencies: stringRecord.default({}),
  devDependencies: stringRecord.default({}),
  jest: z.unknown().optional(),
  mocha: z.unknown().optional(),
});

/** A package.json and where it stands. */
export interface PackageManifest extends z.infer<typeof manifestSchema> {
  readonly folder: WorkspacePath;
}

/**
 * The package.json files from a file's folder up to the root of the workspace, nearest first; at least one.
 * @throws WorkspaceError `workspace-no-package` when there is none, or one is not JSON
 */
export async function findManifests(
  workspace: Workspace,
  file: WorkspacePath,
): Promise<readonly PackageManifest[]> {
  const found: PackageManifest[] = [];
  for (const folder of foldersUpFrom(folderOf(file))) {
    const manifest = await readManifest(workspace, folder);
    if (manifest) found.push(manifest);
  }
  if (found.length > 0) return found;
  throw new WorkspaceError(
    'workspace-no-package',
    `There is no package.json in the folder of ${file} or above it.`,
    {
      hint: 'Open the folder of a Node.js package, or run npm init there.',
    },
  );
}

/** A folder and those above it, up to the root of the workspace. */
export function foldersUpFrom(folder: WorkspacePath): readonly WorkspacePath[] {
  return folder === '.' ? ['.'] : [folder, ...foldersUpFrom(folderOf(folder))];
}

async function readManifest(
  workspace: Workspace,
  folder: WorkspacePath,
): Promise<PackageManifest | undefined> {
  const path = joinPath(folder, 'package.json');
  const text = await workspace.readText(path);
  if (text === undefined) return undefined;
  try {
    return { ...manifestSchema.parse(JSON.parse(text.replace(/^\uFEFF/, ''))), folder };
  } catch (cause) {
    throw new WorkspaceError('workspace-no-package', `${path} is not valid JSON.`, {
      hint: 'Correct the file; npm reads it too.',
      cause,
    });
  }
}
