import assert from 'node:assert/strict';
import { relatedTestFiles } from '../../../../src/core/generation/relatedTestFiles';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';

/** @param others files that are no tests, the source among them */
async function related(
  source: string,
  tests: Record<string, string>,
  others: Record<string, string> = { [source]: '' },
): Promise<readonly string[]> {
  const workspace = createMemoryWorkspace({ ...others, ...tests });
  return await relatedTestFiles(source, Object.keys(tests), workspace);
}

describe('relatedTestFiles', () => {
  it('finds imports in every form, with and without extension', async () => {
    const files = {
      'test/a.test.ts': "import { x } from '../src/cart';",
      'test/b.test.ts': 'import { x } from "../src/cart.js";',
      'test/c.test.js': "const { x } = require('../src/cart')",
      'test/d.test.js': "await import('../src/cart.ts')",
      'test/e.test.ts': "import '../src/cart';",
    };
    assert.deepEqual(await related('src/cart.ts', files), Object.keys(files));
  });

  it('finds a folder import of an index file', async () => {
    const files = {
      'test/a.test.ts': "import { x } from '../src/cart';",
      'src/cart/b.test.ts': "import { x } from '.';",
      'src/cart/deep/c.test.ts': "import { x } from '..';",
    };
    assert.deepEqual(await related('src/cart/index.ts', files), Object.keys(files));
  });

  it('finds test files that are named after the source', async () => {
    assert.deepEqual(await related('src/cart.ts', { 'spec/cart.spec.ts': '' }), ['spec/cart.spec.ts']);
  });

  it('leaves out others: a longer name, another folder, a package of the same name, a path out of the workspace', async () => {
    const files = {
      'test/a.test.ts': "import { x } from '../src/cartLine';",
      'test/b.test.ts': "import { x } from '../lib/cart';",
      'test/c.test.ts': "import cart from 'cart';",
      'test/d.test.ts': "import cart from '../../../cart';",
    };
    const others = { 'src/cart.ts': '', 'src/cartLine.ts': '', 'lib/cart.ts': '' };
    assert.deepEqual(await related('src/cart.ts', files, others), []);
  });

  it('follows imports and exports of other modules, in circles too', async () => {
    const tests = {
      'test/index.test.ts': "import { cart } from '../src';",
      'test/shop.test.ts': "import { shop } from '../src/shop.js';",
      'test/money.test.ts': "import { money } from '../src/money';",
    };
    const others = {
      'src/index.ts': "export * from './shop.js';",
      'src/shop.ts': "import { cart } from './cart';\nimport { money } from './money';",
      'src/cart.ts': "import { money } from './money';\nimport { shop } from './shop';",
      'src/money.ts': '',
    };
    assert.deepEqual(await related('src/cart.ts', tests, others), [
      'test/index.test.ts',
      'test/shop.test.ts',
    ]);
  });

  it('does not follow what loads nothing: imports of types, and packages', async () => {
    const tests = { 'test/shop.test.ts': "import { shop } from '../src/shop';" };
    const others = {
      'src/shop.ts':
        "import type { Cart } from './cart';\nexport type { Line } from './cart';\nimport '../node_modules/p/index.js';",
      'src/cart.ts': '',
      'node_modules/p/index.js': "require('../../src/cart')",
    };
    assert.deepEqual(await related('src/cart.ts', tests, others), []);
  });
});
