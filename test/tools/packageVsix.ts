import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { cacheDirectory, repositoryRoot } from './repositoryPaths';

/** `npm run package`: the installable `.cache/agentic-qe-fleet.vsix`, built without source maps. Everything is bundled, so no dependency goes in. */
function main(): void {
  const vsce = path.join(repositoryRoot, 'node_modules/@vscode/vsce/vsce');
  const output = path.join(cacheDirectory, 'agentic-qe-fleet.vsix');
  mkdirSync(cacheDirectory, { recursive: true });
  const { status } = spawnSync(
    process.execPath,
    [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--out', output],
    {
      cwd: repositoryRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  process.exitCode = status ?? 1;
}

main();
