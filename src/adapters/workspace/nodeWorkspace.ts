import { randomUUID } from 'node:crypto';
import { constants, realpathSync, type Stats } from 'node:fs';
import {
  access,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { WorkspaceError } from '../../core/errors';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { fileNameOf, folderOf, joinPath } from '../../core/testing/workspacePath';

const ignoredFolders = new Set(['node_modules', 'dist', 'build', 'out', 'coverage']);
const sourceFile = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const ignoredFile = /\.min\.[cm]?js$|\.d\.[cm]?ts$/;
const readOnlyCodes = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * A workspace on the local disk.
 * @param rootPath absolute path of an existing folder
 * @throws WorkspaceError `workspace-file-missing` when there is no such folder
 */
export function createNodeWorkspace(rootPath: string): Workspace {
  return new NodeWorkspace(rootPath);
}

/** How the name of an unfinished write ends, behind that of the file. */
const uuidTmp = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

class NodeWorkspace implements Workspace {
  readonly rootPath: string;
  /** Where the root really is: tools report files with symlinks resolved. */
  private readonly realRootPath: string;

  constructor(rootPath: string) {
    this.rootPath = resolve(rootPath);
    try {
      this.realRootPath = realpathSync.native(this.rootPath);
    } catch (cause) {
      throw new WorkspaceError('workspace-file-missing', `There is no folder ${this.rootPath}.`, { cause });
    }
  }

  toAbsolutePath(path: WorkspacePath): string {
    const absolute = resolve(this.rootPath, path);
    if (isAbsolute(path) || this.toWorkspacePath(absolute) === undefined) throw outside(path);
    return absolute;
  }

  toWorkspacePath(absolutePath: string): WorkspacePath | undefined {
    for (const root of [this.rootPath, this.realRootPath]) {
      const path = relative(root, resolve(absolutePath));
      if (path === '') return '.';
      if (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path))
        return path.split(sep).join('/');
    }
    return undefined;
  }

  async exists(path: WorkspacePath): Promise<boolean> {
    const absolute = await this.resolveInside(path);
    return (await statOrUndefined(absolute)) !== undefined;
  }

  async readText(path: WorkspacePath): Promise<string | undefined> {
    const absolute = await this.resolveInside(path);
    try {
      return await readFile(absolute, 'utf8');
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return undefined;
      if (!hasCode(error, ...readOnlyCodes)) throw error;
      throw new WorkspaceError('workspace-file-unsupported', `${path} cannot be read: no permission.`, {
        hint: 'Make the file readable for the user who runs this.',
        cause: error,
      });
    }
  }

  async writeText(path: WorkspacePath, text: string): Promise<void> {
    const absolute = await this.resolveInside(path);
    const temporary = join(dirname(absolute), `.${basename(absolute)}.${randomUUID()}.tmp`);
    try {
      await mkdir(dirname(absolute), { recursive: true });
      const mode = (await statOrUndefined(absolute))?.mode;
      // A rename would replace a file that is write-protected.
      if (mode !== undefined) await access(absolute, constants.W_OK);
      const handle = await open(temporary, 'wx', mode === undefined ? 0o666 : mode & 0o777);
      try {
        await handle.writeFile(text, 'utf8');
        // The umask may have taken bits away that the file had.
        if (mode !== undefined) await handle.chmod(mode & 0o777);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, absolute);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw asWorkspaceError(error, path);
    }
  }

  async remove(path: WorkspacePath, ownFolders: readonly WorkspacePath[] = []): Promise<void> {
    await this.resolveInside(path);
    const folder = await this.resolveInside(folderOf(path));
    try {
      // By its own name: of a symlink, the link goes and what it leads to stays.
      await rm(join(folder, fileNameOf(joinPath(path))));
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return;
      throw asWorkspaceError(error, path);
    }
    await this.removeEmptyFolders(folderOf(joinPath(path)), new Set(ownFolders));
  }

  async removeUnfinishedWrites(path: WorkspacePath): Promise<void> {
    const folder = await this.resolveInside(folderOf(path));
    const start = `.${fileNameOf(joinPath(path))}.`;
    for (const name of await readdir(folder).catch(() => [])) {
      if (name.startsWith(start) && uuidTmp.test(name.slice(start.length)))
        await rm(join(folder, name), { force: true });
    }
  }

  async list(path: WorkspacePath): Promise<readonly string[]> {
    const absolute = await this.resolveInside(path);
    try {
      const entries = await readdir(absolute, { withFileTypes: true });
      const names = await Promise.all(
        entries.map(async (entry) => {
          const isFolder = entry.isSymbolicLink()
            ? (await statOrUndefined(join(absolute, entry.name)))?.isDirectory()
            : entry.isDirectory();
          return isFolder ? `${entry.name}/` : entry.name;
        }),
      );
      return names.sort();
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
      throw error;
    }
  }

  async findSourceFiles(under: WorkspacePath, limit: number): Promise<readonly WorkspacePath[]> {
    await this.resolveInside(under);
    const found: WorkspacePath[] = [];
    await this.collectSourceFiles(joinPath(under), limit, found);
    return found;
  }

  async assertWritable(folder: WorkspacePath): Promise<void> {
    let absolute = await this.resolveInside(folder);
    while (!(await statOrUndefined(absolute))?.isDirectory()) absolute = dirname(absolute);
    const probe = join(absolute, `.agentic-qe-${randomUUID()}.tmp`);
    try {
      await (await open(probe, 'wx')).close();
    } catch (error) {
      throw asWorkspaceError(error, folder);
    } finally {
      await rm(probe, { force: true });
    }
  }

  /** Symlinks are not followed: what they lead to is found where it is, or is not ours. */
  private async collectSourceFiles(
    folder: WorkspacePath,
    limit: number,
    found: WorkspacePath[],
  ): Promise<void> {
    const absolute = await this.resolveInside(folder);
    const entries = await readdir(absolute, { withFileTypes: true }).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT', 'ENOTDIR', ...readOnlyCodes)) return [];
      throw error;
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (found.length >= limit) return;
      const path = joinPath(folder, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !ignoredFolders.has(entry.name)) {
          await this.collectSourceFiles(path, limit, found);
        }
      } else if (entry.isFile() && sourceFile.test(entry.name) && !ignoredFile.test(entry.name)) {
        found.push(path);
      }
    }
  }

  private async removeEmptyFolders(
    folder: WorkspacePath,
    ownFolders: ReadonlySet<WorkspacePath>,
  ): Promise<void> {
    for (let path = folder; path !== '.' && ownFolders.has(path); path = folderOf(path)) {
      try {
        await rmdir(await this.resolveInside(path));
      } catch (error) {
        if (hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY', ...readOnlyCodes)) return;
        throw error;
      }
    }
  }

  /** @returns the absolute path of what the name leads to, once it is known to lie inside with all symlinks resolved. */
  private async resolveInside(path: WorkspacePath): Promise<string> {
    const absolute = this.toAbsolutePath(path);
    const real = await realPathOfNearest(absolute);
    const fromRoot = relative(this.realRootPath, real);
    if (fromRoot === '..' || fromRoot.startsWith(`..${sep}`) || isAbsolute(fromRoot)) throw outside(path);
    return real;
  }
}

/** Resolves the symlinks of the part that exists; the rest is appended as it is. */
async function realPathOfNearest(absolute: string): Promise<string> {
  try {
    return await realpath(absolute);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
  }
  const parent = dirname(absolute);
  if (parent === absolute) return absolute;
  const isDanglingLink = await lstat(absolute).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
  // Writing through it would create a file wherever it points to.
  if (isDanglingLink) throw outside(absolute);
  return join(await realPathOfNearest(parent), basename(absolute));
}

function outside(path: string): WorkspaceError {
  return new WorkspaceError('workspace-path-outside', `${path} leads outside the workspace.`, {
    hint: 'Choose a file inside the opened folder.',
  });
}

function asWorkspaceError(error: unknown, path: WorkspacePath): unknown {
  if (!hasCode(error, ...readOnlyCodes)) return error;
  return new WorkspaceError('workspace-read-only', `${path} cannot be written: no permission.`, {
    hint: 'Make the folder writable, or open a copy of the project.',
    cause: error,
  });
}

async function statOrUndefined(path: string): Promise<Stats | undefined> {
  return stat(path).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  });
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
