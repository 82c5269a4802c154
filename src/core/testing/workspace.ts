/**
 * A path inside the workspace, relative to its root, with forward slashes on every platform and no `..`:
 * `src/cart.ts`. `.` is the root itself. Adapters turn it into what the platform wants.
 */
export type WorkspacePath = string;

/** The files of the folder that the user opened. Every method rejects a path that leads outside of it, symlinks included. */
export interface Workspace {
  /** Absolute path of the root, in the platform's form. For child processes and messages, not for joining in core. */
  readonly rootPath: string;
  toAbsolutePath(path: WorkspacePath): string;
  /** @returns the workspace path of an absolute one, or undefined when it lies outside. */
  toWorkspacePath(absolutePath: string): WorkspacePath | undefined;
  exists(path: WorkspacePath): Promise<boolean>;
  /** @returns the text of a file, or undefined when there is none. */
  readText(path: WorkspacePath): Promise<string | undefined>;
  /** Replaces or creates a file in one step (temporary file, then rename), so that nobody ever sees half of it. */
  writeText(path: WorkspacePath, text: string): Promise<void>;
  /**
   * Removes a file; nothing happens when there is none. Of the folders above it that this leaves empty, those of `ownFolders` go
   * too: an empty folder of the user's stays.
   */
  remove(path: WorkspacePath, ownFolders?: readonly WorkspacePath[]): Promise<void>;
  /** Removes what `writeText` to this path left behind when its process was killed in the middle of it. */
  removeUnfinishedWrites(path: WorkspacePath): Promise<void>;
  /** Names of the direct children of a folder, folders with a trailing `/`; empty when there is no such folder. */
  list(path: WorkspacePath): Promise<readonly string[]>;
  /** Source files (JS/TS) below a folder, ignoring node_modules, build output and dot-folders; at most `limit`. */
  findSourceFiles(under: WorkspacePath, limit: number): Promise<readonly WorkspacePath[]>;
  /** @throws WorkspaceError `workspace-read-only` when a file could not be created in the folder (or its nearest existing parent). */
  assertWritable(folder: WorkspacePath): Promise<void>;
}
