import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuiltScripts, buildScripts } from './builtScripts';

/** Builds the worker of the type checker, with the declarations of the compiler beside it; the caller removes the folder. */
export async function buildTypeCheckWorker(): Promise<BuiltScripts & { readonly workerPath: string }> {
  const scripts = await buildScripts(['typeCheckWorker']);
  const libraries = dirname(require.resolve('typescript'));
  const names = (await readdir(libraries)).filter((name) => /^lib\..*\.?d\.ts$/.test(name));
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(libraries, name), 'utf8')]),
  );
  await writeFile(join(scripts.folder, 'typescriptLibrary.json'), JSON.stringify(Object.fromEntries(texts)));
  return { ...scripts, workerPath: join(scripts.folder, 'typeCheckWorker.js') };
}
