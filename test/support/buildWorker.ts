import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

let builtPath: string | undefined;

/** Bundles the sandbox's worker once per test process, as the real build does; the file goes away when the process ends. */
export function buildWorker(): string {
  if (builtPath !== undefined) return builtPath;
  const folder = mkdtempSync(join(tmpdir(), 'agentic-qe-worker-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'sandboxWorker.js');
  buildSync({
    entryPoints: [join(__dirname, '../../src/sandboxWorker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    keepNames: false,
    logLevel: 'error',
  });
  builtPath = outfile;
  return outfile;
}
