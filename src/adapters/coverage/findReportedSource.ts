import path from 'node:path';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';

/**
 * The source file that a coverage file names. Relative names start from the folder of a package, which is that of the coverage
 * file or one above it.
 * @returns undefined for what lies outside the workspace; a path at its root for what is nowhere
 */
export async function findReportedSource(
  named: string,
  coverageFile: WorkspacePath,
  workspace: Workspace,
): Promise<WorkspacePath | undefined> {
  if (path.isAbsolute(named)) return workspace.toWorkspacePath(named);
  if (path.win32.isAbsolute(named)) return undefined;
  // Written on Windows, read elsewhere; a name may hold a backslash there, so that comes first.
  const names = [...new Set([named, named.replaceAll('\\', '/')])];
  for (const folder of foldersAbove(coverageFile)) {
    for (const name of names) {
      const source = workspace.toWorkspacePath(path.resolve(workspace.toAbsolutePath(folder), name));
      if (source !== undefined && (await workspace.exists(source))) return source;
    }
  }
  return workspace.toWorkspacePath(path.resolve(workspace.rootPath, names.at(-1) ?? named));
}

/** `packages/cart/coverage/lcov.info` → its folder, `packages/cart`, `packages`, `.`. */
function foldersAbove(file: WorkspacePath): readonly WorkspacePath[] {
  const folders: WorkspacePath[] = [];
  for (let folder = path.posix.dirname(file); ; folder = path.posix.dirname(folder)) {
    folders.push(folder);
    if (folder === '.') return folders;
  }
}
