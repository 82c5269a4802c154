import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** `ledger.db` is written as `ledger.db.<pid>-<random>.tmp` first. */
export const temporaryFilePattern = /\.(\d+)-[0-9a-f]{8}\.tmp$/;

export interface ReplaceFileOptions {
  /** Called when the new content is on disk under its temporary name; throwing leaves the old file in place. */
  readonly beforeRename?: (newFile: FileHandle) => Promise<void>;
}

/** Replaces or creates a file; after a crash at any point it is the old one or the new one, whole. Survives power loss. */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  { beforeRename }: ReplaceFileOptions = {},
): Promise<void> {
  const temporaryPath = await writeTemporaryFile(path, content, beforeRename);
  try {
    await putInPlace(temporaryPath, path);
  } catch (error) {
    await rm(temporaryPath, { force: true });
    throw error;
  }
}

/**
 * Writes durably what is to replace the file, beside it, and gives the path to `putInPlace`. After a failure nothing is left but
 * the error; after a crash there may be a file of `temporaryFilePattern`.
 */
export async function writeTemporaryFile(
  path: string,
  content: string | Uint8Array,
  whenWritten?: (newFile: FileHandle) => Promise<void>,
): Promise<string> {
  const temporaryPath = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(temporaryPath, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
      await whenWritten?.(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(temporaryPath, { force: true });
    throw error;
  }
  return temporaryPath;
}

/** Replaces the file in one step by what `writeTemporaryFile` wrote for it. Survives power loss. */
export async function putInPlace(temporaryPath: string, path: string): Promise<void> {
  await renameOver(temporaryPath, path);
  await syncFolder(dirname(path));
}

/** Makes creations, renames and removals inside a folder durable. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!hasCode(error, 'EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF')) throw error;
  }
}

/** True for an error of the platform with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}

/** Windows refuses to rename over a file while somebody, a virus scanner for one, has it open: for moments only. */
async function renameOver(from: string, to: string): Promise<void> {
  for (const waitMs of [10, 40, 160, 640]) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || !hasCode(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await delay(waitMs);
    }
  }
  await rename(from, to);
}
