import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { repositoryRoot } from '../tools/repositoryPaths';
import { type BenchRow, benchRow } from './benchRow';

/** Sizes of what is shipped, minified, as built by the last `npm run build`. */
export async function bundleBench(): Promise<readonly BenchRow[]> {
  const { budgetsKiB } = require(path.join(repositoryRoot, 'esbuild.js')) as {
    budgetsKiB: Record<string, number>;
  };
  return Object.entries(budgetsKiB).flatMap(([name, budget]) => {
    const bytes = readFileSync(path.join(repositoryRoot, 'dist', name));
    const toKiB = (length: number): number => Math.round((length / 1024) * 10) / 10;
    return [
      benchRow('bundle', name, toKiB(bytes.length), 'KiB', 'at most', budget),
      benchRow('bundle', `${name} gzipped`, toKiB(gzipSync(bytes).length), 'KiB'),
    ];
  });
}
