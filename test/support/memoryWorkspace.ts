import { WorkspaceError } from '../../src/core/errors';
import type { Workspace, WorkspacePath } from '../../src/core/testing/workspace';
import { isInside, joinPath } from '../../src/core/testing/workspacePath';

const sourcePattern = /\.[cm]?[jt]sx?$/;
const ignoredPattern = /(^|\/)(node_modules|dist|build|out|coverage|\.[^/]+)\//;

/** A workspace of files in a map, with `files` to look at and to change behind its back. Everything in it is writable. */
export function createMemoryWorkspace(
  initial: Readonly<Record<string, string>> = {},
): Workspace & { readonly files: Map<WorkspacePath, string> } {
  const files = new Map(Object.entries(initial));
  const rootPath = '/workspace';

  const normalise = (path: WorkspacePath): WorkspacePath => {
    try {
      if (path.startsWith('/')) throw new RangeError(`${path} is absolute`);
      return joinPath(path);
    } catch (error) {
      throw new WorkspaceError('workspace-path-outside', `${path} is outside the workspace.`, {
        cause: error,
      });
    }
  };
  const namesUnder = (folder: WorkspacePath): string[] =>
    [...files.keys()].filter((path) => path !== folder && isInside(path, folder));

  return {
    files,
    rootPath,
    toAbsolutePath: (path) => (normalise(path) === '.' ? rootPath : `${rootPath}/${normalise(path)}`),
    toWorkspacePath: (absolutePath) => {
      if (absolutePath === rootPath) return '.';
      return absolutePath.startsWith(`${rootPath}/`) ? absolutePath.slice(rootPath.length + 1) : undefined;
    },
    exists: async (path) => {
      const target = normalise(path);
      return target === '.' || files.has(target) || namesUnder(target).length > 0;
    },
    readText: async (path) => files.get(normalise(path)),
    writeText: async (path, text) => {
      files.set(normalise(path), text);
    },
    remove: async (path) => {
      files.delete(normalise(path));
    },
    removeUnfinishedWrites: async () => {},
    list: async (path) => {
      const folder = normalise(path);
      const start = folder === '.' ? 0 : folder.length + 1;
      const names = namesUnder(folder).map((child) => {
        const slash = child.indexOf('/', start);
        return slash < 0 ? child.slice(start) : child.slice(start, slash + 1);
      });
      return [...new Set(names)].sort();
    },
    findSourceFiles: async (under, limit) =>
      namesUnder(normalise(under))
        .filter((path) => sourcePattern.test(path) && !path.endsWith('.d.ts') && !ignoredPattern.test(path))
        .sort()
        .slice(0, limit),
    assertWritable: async (folder) => {
      normalise(folder);
    },
  };
}
