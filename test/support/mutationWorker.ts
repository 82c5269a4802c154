import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { repositoryRoot } from '../tools/repositoryPaths';
import type { BuiltScripts } from './builtScripts';

const { strykerAlone } = require(join(repositoryRoot, 'esbuild.js')) as { strykerAlone: Plugin };

/** Builds the thread that makes mutants the way the product's build does; the caller removes the folder. */
export async function buildMutationWorker(): Promise<BuiltScripts & { readonly workerPath: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'agentic-qe built-'));
  const workerPath = join(folder, 'mutationWorker.js');
  await build({
    entryPoints: [join(repositoryRoot, 'src', 'mutationWorker.ts')],
    outfile: workerPath,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    plugins: [strykerAlone],
  });
  return { folder, workerPath, remove: () => rm(folder, { recursive: true, force: true }) };
}
