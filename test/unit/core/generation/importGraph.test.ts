import assert from 'node:assert/strict';
import { WorkspaceError } from '../../../../src/core/errors';
import { ImportGraph, type ImportReader, importGraphOf } from '../../../../src/core/generation/importGraph';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';

const root = 'test/a.test.ts';

/** Those files that import the source, sorted. */
async function importers(
  source: string,
  files: Record<string, string>,
  roots: readonly string[] = Object.keys(files).filter((file) => /\.test\.[jt]s$/.test(file)),
): Promise<readonly string[]> {
  const graph = new ImportGraph(createMemoryWorkspace({ [source]: '', ...files }));
  return [...(await graph.importersOf(source, roots))].sort();
}

describe('import graph', () => {
  for (const [what, text] of [
    ['an import without blanks', 'import{x}from"../src/cart"'],
    ['an import for its effects', 'import"../src/cart"'],
    ['an import over several lines', "import {\n  x,\n} from\n  '../src/cart';"],
    ['an export', "export * as cart from '../src/cart';"],
    ['an import with a comment in it', "await import(/* webpackChunkName: 'c' */ '../src/cart')"],
    ['TypeScript’s own form', "import cart = require('../src/cart');"],
    ['what Vitest loads behind a mock', "await vi.importActual<typeof import('../src/cart')>('../src/cart')"],
    ['what Jest loads behind a mock', "jest.requireActual('../src/cart')"],
    ['a question to the bundler', "import x from '../src/cart?worker';"],
    ['types alone, in a test', "import type { X } from '../src/cart';"],
  ] as const) {
    it(`knows ${what}`, async () => {
      assert.deepEqual(await importers('src/cart.ts', { [root]: text }), [root]);
    });
  }

  for (const [what, source, specifier] of [
    ['.js for .ts', 'src/cart.ts', '../src/cart.js'],
    ['.jsx for .tsx', 'src/cart.tsx', '../src/cart.jsx'],
    ['.mjs for .mts', 'src/cart.mts', '../src/cart.mjs'],
    ['.cjs for .cts', 'src/cart.cts', '../src/cart.cjs'],
    ['a name with a dot in it', 'src/cart.model.ts', '../src/cart.model'],
    ['a folder', 'src/index.ts', '../src'],
    ['a folder, with a slash behind it', 'src/index.ts', '../src/'],
    ['a folder’s index by its name', 'src/index.ts', '../src/index.js'],
    ['the folder above', 'index.js', '..'],
    ['the own folder', 'test/index.js', '.'],
  ] as const) {
    it(`takes ${specifier} for ${source}: ${what}`, async () => {
      assert.deepEqual(await importers(source, { [root]: `import '${specifier}';` }), [root]);
    });
  }

  it('takes a name that a source and its output share for both', async () => {
    const files = { [root]: "import '../src/cart';", 'src/cart.js': '' };
    assert.deepEqual(await importers('src/cart.ts', files), [root]);
    assert.deepEqual(await importers('src/cart.js', files), [root]);
  });

  it('goes through circles, and ends', async () => {
    const files = {
      [root]: "import '../src/a';",
      'src/a.ts': "import './b';",
      'src/b.ts': "import './c'; import './a';",
      'src/c.ts': "import './b'; import './c';",
      'src/lonely.ts': "import './a';",
    };
    assert.deepEqual(await importers('src/c.ts', files), ['src/a.ts', 'src/b.ts', 'src/c.ts', root]);
    assert.deepEqual(await importers('src/lonely.ts', files), []);
  });

  it('goes through components, but not through types and packages', async () => {
    const files = {
      'test/vue.test.ts': "import Cart from '../src/Cart.vue';",
      'src/Cart.vue': '<script setup>\nimport { add } from "./cart";\n</script>',
      'test/types.test.ts': "import '../src/typed';",
      'src/typed.ts': "import type { A } from './cart';\nexport type { B } from './cart';",
      'test/package.test.ts': "import '../node_modules/p/index.js';",
      'node_modules/p/index.js': "require('../../src/cart')",
    };
    assert.deepEqual(await importers('src/cart.ts', files), ['src/Cart.vue', 'test/vue.test.ts']);
  });

  it('does not take a value called type for a type', async () => {
    const files = { [root]: "import '../src/a';", 'src/a.ts': "import type from './cart';" };
    assert.deepEqual(await importers('src/cart.ts', files), ['src/a.ts', root]);
  });

  it('does not follow what leads out of the workspace, by its path or by a link', async () => {
    const workspace = createMemoryWorkspace({
      [root]: "import '../../cart'; import '../linked/cart'; import '../src/cart';",
      'src/cart.ts': '',
    });
    const list: ImportReader['list'] = async (folder) => {
      if (folder === 'linked')
        throw new WorkspaceError('workspace-path-outside', 'linked leads outside the workspace.');
      return await workspace.list(folder);
    };
    const graph = new ImportGraph({ readText: workspace.readText, list });
    assert.deepEqual([...(await graph.importersOf('src/cart.ts', [root]))], [root]);
  });

  it('reads each file once, for all sources of a workspace', async () => {
    const workspace = createMemoryWorkspace({
      [root]: "import '../src/a'; import '../src/b';",
      'src/a.ts': "import './b';",
      'src/b.ts': '',
    });
    const read: string[] = [];
    const readText: ImportReader['readText'] = async (path) => {
      read.push(path);
      return await workspace.readText(path);
    };
    const reader = { readText, list: workspace.list };
    for (const source of ['src/a.ts', 'src/b.ts', 'src/a.ts'])
      assert.ok((await importGraphOf(reader).importersOf(source, [root])).has(root));
    assert.deepEqual(read.toSorted(), [...new Set(read)].sort());
  });

  describe('follows a name that is no path', () => {
    const aliased = { [root]: "import { add } from '@/cart';" };
    const tsconfig = '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }';

    it('by the paths of tsconfig.json', async () => {
      assert.deepEqual(await importers('src/cart.ts', { ...aliased, 'tsconfig.json': tsconfig }), [root]);
    });

    it('by the imports and the name of package.json', async () => {
      const manifest = {
        name: 'shop',
        exports: { './*': './src/*.ts' },
        imports: { '#cart': './src/cart.ts' },
      };
      const files = {
        'test/a.test.ts': "import '#cart';",
        'test/b.test.ts': "import 'shop/cart';",
        'test/c.test.ts': "import 'shop/other'; import 'shopping/cart'; import 'cart';",
        'package.json': JSON.stringify(manifest),
      };
      assert.deepEqual(await importers('src/cart.ts', files), ['test/a.test.ts', 'test/b.test.ts']);
    });

    it('from a module that a test imports, whose importers count, too', async () => {
      const files = {
        [root]: "import '../src/shop';",
        'src/shop.ts': "import { add } from '@/cart';",
        'tsconfig.json': tsconfig,
      };
      assert.deepEqual(await importers('src/cart.ts', files), ['src/shop.ts', root]);
    });

    it('on to what the module imports that it leads to', async () => {
      const files = {
        [root]: "import { shop } from '@/shop';",
        'src/shop/index.ts': "import { add } from '../cart.js';",
        'tsconfig.json': tsconfig,
      };
      assert.deepEqual(await importers('src/cart.ts', files), ['src/shop/index.ts', root]);
    });

    it('by the settings nearest to it, or above, and not by those of another package', async () => {
      const files = {
        'packages/a/test/a.test.ts': "import '@/cart';",
        'packages/a/package.json': '{}',
        'packages/b/test/b.test.ts': "import '@/cart';",
        'packages/b/tsconfig.json': tsconfig,
        'packages/c/test/c.test.ts': "import '~b/cart';",
        'tsconfig.json': '{ "compilerOptions": { "paths": { "~b/*": ["./packages/b/src/*"] } } }',
      };
      assert.deepEqual(await importers('packages/b/src/cart.ts', files), [
        'packages/b/test/b.test.ts',
        'packages/c/test/c.test.ts',
      ]);
    });

    it('by the name of another package of the repository', async () => {
      const files = {
        'packages/app/test/a.test.ts': "import '@shop/cart';",
        'packages/app/package.json': '{ "name": "@shop/app" }',
        'packages/cart/package.json': '{ "name": "@shop/cart", "exports": "./src/index.ts" }',
      };
      assert.deepEqual(await importers('packages/cart/src/index.ts', files), ['packages/app/test/a.test.ts']);
      assert.deepEqual(await importers('packages/cart/src/other.ts', files), []);
    });
  });
});
