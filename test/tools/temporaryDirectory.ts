import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const removal = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 } as const;
const presentDirectories = new Set<string>();

/**
 * Makes a new empty folder in the system's temporary folder; the path is the real one (no links). What is not removed before
 * is removed when this process exits.
 */
export async function makeTemporaryDirectory(purpose: string): Promise<string> {
  const directory = await mkdtemp(path.join(await realpath(os.tmpdir()), `agentic-qe-${purpose}-`));
  if (presentDirectories.size === 0) {
    process.removeListener('exit', removeAllNow);
    process.on('exit', removeAllNow);
  }
  presentDirectories.add(directory);
  return directory;
}

/** Removes a folder and all in it; retries while a process that is ending still writes there or holds a file. */
export async function removeDirectory(directory: string): Promise<void> {
  presentDirectories.delete(directory);
  await rm(directory, removal);
}

function removeAllNow(): void {
  for (const directory of presentDirectories) rmSync(directory, removal);
}
