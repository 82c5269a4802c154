import { join } from 'node:path';
import { type BuiltScripts, buildScripts } from './builtScripts';

/** Builds the worker of the type checker, with the declarations of the compiler beside it; the caller removes the folder. */
export async function buildTypeCheckWorker(): Promise<BuiltScripts & { readonly workerPath: string }> {
  const scripts = await buildScripts(['typeCheckWorker']);
  return { ...scripts, workerPath: join(scripts.folder, 'typeCheckWorker.js') };
}
