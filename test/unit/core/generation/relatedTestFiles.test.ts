import assert from 'node:assert/strict';
import { relatedTestFiles } from '../../../../src/core/generation/relatedTestFiles';

async function related(source: string, files: Record<string, string>): Promise<readonly string[]> {
  return await relatedTestFiles(source, Object.keys(files), { readText: async (path) => files[path] });
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
    assert.deepEqual(
      await related('src/cart/index.ts', { 'test/a.test.ts': "import { x } from '../src/cart';" }),
      ['test/a.test.ts'],
    );
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
    assert.deepEqual(await related('src/cart.ts', files), []);
  });

  it('follows imports through other modules, in circles too', async () => {
    const files = {
      'test/shop.test.ts': "import { cart } from '../src';",
      'src/index.ts': "export * from './shop';",
      'src/shop.ts': "import './index'; import { add } from './cart.js';",
      'src/cart.ts': 'export const add = 1;',
      'src/other.ts': 'export const other = 1;',
    };
    assert.deepEqual(
      await relatedTestFiles('src/cart.ts', ['test/shop.test.ts'], {
        readText: async (path) => files[path as keyof typeof files],
      }),
      ['test/shop.test.ts'],
    );
    assert.deepEqual(
      await relatedTestFiles('src/other.ts', ['test/shop.test.ts'], {
        readText: async (path) => files[path as keyof typeof files],
      }),
      [],
    );
  });
});
