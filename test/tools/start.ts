import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { repositoryRoot } from './repositoryPaths';
import { prepareSampleWorkspace } from './sampleWorkspace';

/** `npm start`: the main job on a fresh copy of the sample workspace, with the built CLI, then how to see it in the editor. */
async function main(): Promise<void> {
  const sample = await prepareSampleWorkspace({ fresh: true });
  const sources = ['money.ts', 'discounts.ts', 'cart.ts', 'stock.ts', 'orderNumber.js'].map((name) =>
    path.join(sample, 'src', name),
  );
  console.error(
    `Generating tests for ${path.relative(repositoryRoot, sample)} (embedded engine: no model, no key, no network)\n`,
  );
  const { status } = spawnSync(
    process.execPath,
    [path.join(repositoryRoot, 'dist/cli.js'), 'generate', '--workspace', sample, ...sources],
    {
      stdio: 'inherit',
      env: { ...process.env, AGENTIC_QE_HOME: path.join(repositoryRoot, '.cache/start-storage') },
    },
  );
  if (status === 0) console.error('\nSee the tests in the editor: npm run code');
  process.exitCode = status ?? 1;
}

void main();
