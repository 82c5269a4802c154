import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** `npm run package`: the installable `.vsix` in `dist/`, built without source maps. Everything is bundled, so no dependency goes in. */
function main(): void {
  const repository = path.resolve(__dirname, '../..');
  const vsce = path.join(repository, 'node_modules/@vscode/vsce/vsce');
  const output = path.join('.cache', 'agentic-qe-fleet.vsix');
  const { status } = spawnSync(process.execPath, [vsce, 'package', '--no-dependencies', '--out', output], {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exitCode = status ?? 1;
}

main();
