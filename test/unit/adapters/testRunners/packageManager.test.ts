import assert from 'node:assert/strict';
import { findPackageManager, findPlugAndPlay } from '../../../../src/adapters/testRunners/packageManager';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';

async function find(files: Record<string, string>, folder = 'packages/cart'): Promise<readonly string[]> {
  const { name, folder: where, run } = await findPackageManager(createMemoryWorkspace(files), folder);
  return [name, where, run];
}

describe('findPackageManager', () => {
  it('finds it by its lock file, nearest first', async () => {
    assert.deepEqual(await find({ 'pnpm-lock.yaml': '' }), ['pnpm', '.', 'pnpm exec']);
    assert.deepEqual(await find({ 'yarn.lock': '' }), ['yarn', '.', 'yarn']);
    assert.deepEqual(await find({ 'bun.lock': '' }), ['bun', '.', 'bunx']);
    assert.deepEqual(await find({ 'yarn.lock': '', 'packages/cart/package-lock.json': '' }), [
      'npm',
      'packages/cart',
      'npx',
    ]);
  });

  it('believes the packageManager field more than a lock file beside it', async () => {
    const manifest = JSON.stringify({ packageManager: 'pnpm@9.1.0+sha512.abc' });
    assert.deepEqual(await find({ 'package.json': manifest, 'yarn.lock': '' }), ['pnpm', '.', 'pnpm exec']);
  });

  it('takes npm, in the folder itself, when nothing speaks for another', async () => {
    const manifest = JSON.stringify({ packageManager: 'unheard-of@1' });
    assert.deepEqual(await find({ 'package.json': manifest }), ['npm', 'packages/cart', 'npx']);
  });
});

describe('findPlugAndPlay', () => {
  it('finds the file that replaces node_modules, here or above', async () => {
    const workspace = createMemoryWorkspace({ '.pnp.cjs': '', 'packages/old/.pnp.js': '' });
    assert.equal(await findPlugAndPlay(workspace, 'packages/cart'), '.pnp.cjs');
    assert.equal(await findPlugAndPlay(workspace, 'packages/old'), 'packages/old/.pnp.js');
    assert.equal(await findPlugAndPlay(createMemoryWorkspace({}), 'a'), undefined);
  });
});
