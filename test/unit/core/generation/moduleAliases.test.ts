import assert from 'node:assert/strict';
import { ModuleAliases } from '../../../../src/core/generation/moduleAliases';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';

async function meanings(
  files: Record<string, string>,
  specifiers: readonly string[],
): Promise<readonly string[]> {
  const aliases = await ModuleAliases.read('app', createMemoryWorkspace(files));
  return specifiers.map((specifier) => aliases.meaningOf(specifier, 'app/test', 'app/src/cart.ts'));
}

describe('module aliases', () => {
  it('leave relative paths as they are, whatever their extension', async () => {
    const specifiers = [
      '../src/cart',
      '../src/cart.js',
      '../src/cart.ts',
      '../src/other',
      '../../src/cart',
      './cart',
    ];
    assert.deepEqual(await meanings({}, specifiers), [
      ...['source', 'source', 'source'],
      ...['workspace', 'workspace', 'workspace'],
    ]);
  });

  it('are those of tsconfig.json, with its comments, and of the files that it extends', async () => {
    const files = {
      'app/tsconfig.json': `{ "extends": "../base", /* paths */ "compilerOptions": { "strict": true, }, }`,
      'base.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["app/src/*"], "cart": ["app/src/cart.ts"] } } }`,
    };
    assert.deepEqual(
      await meanings(files, [
        '@app/cart',
        '@app/cart.js',
        'cart',
        '@app/other',
        'app/src/cart',
        'lodash/cart',
      ]),
      [...['source', 'source', 'source'], 'workspace', 'source', 'package'],
    );
  });

  it('are those of package.json: its own name, its exports and its imports', async () => {
    const files = {
      'app/package.json': JSON.stringify({
        name: '@shop/app',
        exports: { '.': { import: './src/index.ts' }, './*': './src/*.ts' },
        imports: { '#cart': { default: './src/cart.ts' } },
      }),
    };
    assert.deepEqual(
      await meanings(files, ['@shop/app/cart', '#cart', '@shop/app', '#unknown', '@shop/apparel', 'cart']),
      [...['source', 'source', 'workspace', 'workspace'], ...['package', 'package']],
    );
  });

  it('are none where the files say something else', async () => {
    const files = { 'app/tsconfig.json': 'nonsense', 'app/package.json': '{ "name": 3 }' };
    assert.deepEqual(await meanings(files, ['@/cart', 'cart']), ['workspace', 'package']);
  });
});
