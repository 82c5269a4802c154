import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { repositoryRoot } from '../tools/repositoryPaths';

/** The product's build, as far as it is more than options of esbuild. */
const { compilerLibraries, strykerAlone } = require(join(repositoryRoot, 'esbuild.js')) as {
  compilerLibraries: () => Readonly<Record<string, string>>;
  strykerAlone: Plugin;
};

const sources = resolve(__dirname, '..', '..', 'src');

/** A folder with scripts built from `src/`, for tests that start them in processes of their own. */
export interface BuiltScripts {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Builds entries such as `coverageProbe` the way the product's build does, into a temporary folder with a space in its name. */
export async function buildScripts(names: readonly string[]): Promise<BuiltScripts> {
  const folder = await mkdtemp(join(tmpdir(), 'agentic-qe built-'));
  await build({
    entryPoints: names.map((name) => join(sources, `${name}.ts`)),
    outdir: folder,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    plugins: [strykerAlone],
  });
  if (names.includes('typeCheckWorker'))
    await writeFile(join(folder, 'typescriptLibrary.json'), JSON.stringify(compilerLibraries()));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
