import { join } from 'node:path';
import { type BuiltScripts, buildScripts } from './builtScripts';

/** Builds the thread that makes mutants; the caller removes the folder. */
export async function buildMutationWorker(): Promise<BuiltScripts & { readonly workerPath: string }> {
  const scripts = await buildScripts(['mutationWorker']);
  return { ...scripts, workerPath: join(scripts.folder, 'mutationWorker.js') };
}
