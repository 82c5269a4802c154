import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles a TypeScript file of `test/support` into the folder and gives the path of what Node.js runs: for tests that start so many
 * processes that compiling in each would be most of the time.
 */
export async function bundleScript(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.cjs`);
  await build({
    entryPoints: [join(__dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
}
