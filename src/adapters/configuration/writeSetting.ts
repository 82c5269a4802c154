import { randomBytes } from 'node:crypto';
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describeError } from '../../base/error';
import { setAt } from '../../core/config/environmentLayer';
import { ConfigError } from '../../core/errors';

/**
 * Sets one setting in a JSON file, which is made when there is none; all else in it stays. Who reads it meanwhile sees the old
 * file or the new one, whole. @throws ConfigError when the file is no object of settings, or cannot be read or written
 */
export async function writeSetting(file: string, key: string, value: unknown): Promise<void> {
  try {
    const target = await realpath(file).catch(() => file);
    const settings = await readSettings(target);
    setAt(settings, key.split('.'), value);
    await mkdir(path.dirname(target), { recursive: true });
    await replace(target, `${JSON.stringify(settings, undefined, 2)}\n`);
  } catch (cause) {
    const message = `${key} cannot be set in ${file}: ${describeError(cause)}.`;
    throw new ConfigError(`agenticQe.${key}`, message, {
      cause,
      hint: 'Correct the file, or set it there yourself.',
    });
  }
}

async function readSettings(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const settings: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new TypeError('it is not an object of settings');
  return settings as Record<string, unknown>;
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
