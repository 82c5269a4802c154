import assert from 'node:assert/strict';
import { detectTestProject } from '../../../../src/adapters/testRunners/detectTestProject';
import { findRunPlace } from '../../../../src/adapters/testRunners/runPlace';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';

const source = 'packages/cart/src/cart.ts';

/** Folder and options of a run in the package `packages/cart` of a monorepo. */
async function place(
  root: object,
  own: object = {},
  files: Record<string, string> = {},
): Promise<readonly unknown[]> {
  const workspace = createMemoryWorkspace({
    [source]: '',
    'package.json': JSON.stringify({ name: 'shop', ...root }),
    'packages/cart/package.json': JSON.stringify({ name: 'cart', ...own }),
    ...files,
  });
  const { folder, script } = await findRunPlace(workspace, await detectTestProject(workspace, source));
  return [folder, ...script.options];
}

describe('findRunPlace', () => {
  const vitest = { devDependencies: { vitest: '3' } };
  const jest = { devDependencies: { jest: '30' } };

  it('is the package when it is configured there, or nowhere', async () => {
    assert.deepEqual(await place(vitest), ['packages/cart']);
    const both = { 'vitest.config.ts': '', 'packages/cart/vitest.config.ts': '' };
    assert.deepEqual(await place(vitest, {}, both), ['packages/cart']);
    assert.deepEqual(await place({ ...jest, jest: {} }, { jest: {} }), ['packages/cart']);
  });

  it('is the folder above that configures the framework for all packages', async () => {
    assert.deepEqual(await place(vitest, {}, { 'vitest.workspace.ts': '' }), ['.']);
    const build = { 'vitest.config.ts': '', 'packages/cart/vite.config.ts': 'export default {}' };
    assert.deepEqual(await place(vitest, {}, build), ['.']);
    assert.deepEqual(await place({ ...jest, jest: { projects: ['packages/*'] } }), ['.']);
    assert.deepEqual(await place(jest, {}, { 'jest.config.js': '' }), ['.']);
  });

  it('is the folder whose script names the configuration', async () => {
    const root = { ...jest, scripts: { test: 'jest -c tools/jest.json' } };
    assert.deepEqual(await place(root), ['.', '--config=tools/jest.json']);
  });

  it('is always the package for Mocha, which looks further up by itself, and for Node', async () => {
    const root = { devDependencies: { mocha: '11' }, mocha: {} };
    const scripts = { test: 'npm run unit', unit: 'mocha -r tsx' };
    assert.deepEqual(await place(root, { scripts }), ['packages/cart', '--require=tsx']);
    assert.deepEqual(await place({ scripts: { test: 'node --test' } }), ['packages/cart']);
  });
});
