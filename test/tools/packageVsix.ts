import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { packNpm } from './packNpm';
import { cacheDirectory, packagedVsix, repositoryRoot } from './repositoryPaths';

/**
 * `npm run package`: the installable `.cache/agentic-qe-fleet.vsix`, built without source maps, and the same files for npm,
 * `.cache/agentic-qe-fleet.tgz`. Everything is bundled, so no dependency goes in.
 */
async function main(): Promise<void> {
  const vsce = path.join(repositoryRoot, 'node_modules/@vscode/vsce/vsce');
  const output = packagedVsix;
  mkdirSync(cacheDirectory, { recursive: true });
  const { status } = spawnSync(
    process.execPath,
    [
      vsce,
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      output,
    ],
    {
      cwd: repositoryRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  process.exitCode = status ?? 1;
  if (status !== 0) return;
  const tarball = path.join(cacheDirectory, 'agentic-qe-fleet.tgz');
  await packNpm(repositoryRoot, tarball);
  console.log(`For npm: ${tarball}`);
}

void main();
