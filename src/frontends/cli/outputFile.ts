import { randomBytes } from 'node:crypto';
import { lstat, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isOwnOutput, writeIntoStream } from './streamFile';
import { UsageError } from './usageError';

/**
 * Checks before anything runs that the file can be written that an option names.
 * @param option as the user knows it, e.g. `--metrics`
 * @returns its absolute path. @throws UsageError
 */
export async function resolveOutputFile(name: string, option: string): Promise<string> {
  const file = path.resolve(name);
  const folder = path.dirname(file);
  if (!(await isFolder(folder)))
    throw new UsageError(`The folder ${folder} for ${option} does not exist. Create it first.`);
  if (await isFolder(file))
    throw new UsageError(`${option} needs the name of a file, and ${file} is a folder.`);
  return file;
}

/**
 * Puts the text into the file as a whole: who reads the file sees the text before or this one, never a part. A symbolic link
 * stays one, and what is no file (a pipe, a device) is written to as it is. @throws AbortError while a pipe has no reader
 */
export async function writeOutputFile(file: string, text: string, signal: AbortSignal): Promise<void> {
  const stats = await unlessMissing(stat(file, { bigint: true }));
  if (stats && (!stats.isFile() || isOwnOutput(stats))) await writeIntoStream(file, text, { stats, signal });
  else if (stats) await replace(await realpath(file), text);
  // A link to what is not there yet: writing through it makes that.
  else if (await unlessMissing(lstat(file))) await writeFile(file, text, 'utf8');
  else await replace(file, text);
}

async function replace(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}.unfinished`;
  try {
    await writeFile(unfinished, text, { encoding: 'utf8', flag: 'wx' });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function isFolder(name: string): Promise<boolean> {
  try {
    return (await stat(name)).isDirectory();
  } catch {
    return false;
  }
}

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
