import assert from 'node:assert/strict';
import { detectTestProject } from '../../../../src/adapters/testRunners/detectTestProject';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';

/** Does the package in `packages/cart` of a monorepo say itself where its tests are? */
async function chooses(own: object, files: Record<string, string> = {}): Promise<boolean> {
  const source = 'packages/cart/src/cart.ts';
  const workspace = createMemoryWorkspace({
    [source]: '',
    'package.json': JSON.stringify({ name: 'shop' }),
    'packages/cart/package.json': JSON.stringify({ name: 'cart', ...own }),
    ...files,
  });
  return (await detectTestProject(workspace, source)).choosesTestPlaces;
}

describe('choosesTestPlaces', () => {
  const vitest = { devDependencies: { vitest: '3' } };
  const jest = { devDependencies: { jest: '30' } };

  it('is so by the configuration of Vitest or Jest, above the package too', async () => {
    const config = "export default { test: { include: ['tests/**'] } };";
    assert.equal(await chooses(vitest, { 'packages/cart/vitest.config.ts': config }), true);
    assert.equal(await chooses(vitest, { 'vite.config.mts': config }), true);
    assert.equal(await chooses({ ...jest, jest: { testRegex: 'x' } }), true);
    assert.equal(await chooses(jest, { 'jest.config.js': "module.exports = { roots: ['src'] };" }), true);
  });

  it('is so by the command of the npm script', async () => {
    assert.equal(await chooses({ scripts: { test: 'vitest run --dir tests' } }), true);
    assert.equal(await chooses({ scripts: { test: 'jest --config jest.unit.js' } }), true);
  });

  it('is not so without any, nor for runners that take every file they are given', async () => {
    const plain = { 'packages/cart/vitest.config.ts': 'export default { test: { globals: true } };' };
    assert.equal(await chooses(vitest, plain), false);
    assert.equal(await chooses(jest), false);
    const mocha = { scripts: { test: 'mocha --config x.yml' }, devDependencies: { mocha: '11' } };
    assert.equal(await chooses(mocha, { 'packages/cart/.mocharc.json': '{"spec": "test/**"}' }), false);
  });
});
