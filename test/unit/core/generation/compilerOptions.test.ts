import assert from 'node:assert/strict';
import { readCompilerOptions } from '../../../../src/core/generation/compilerOptions';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';

const read = (files: Readonly<Record<string, string>>) =>
  readCompilerOptions('app', createMemoryWorkspace({ ...files }));

describe('readCompilerOptions', () => {
  it('takes what the file leaves out from the one that it extends, and from what that one extends', async () => {
    const options = await read({
      'app/tsconfig.json': '{ "extends": "../base", "compilerOptions": { "module": "es2022" } }',
      'base.json': '{ "extends": "./root.json", "compilerOptions": { "baseUrl": "src" } }',
      'root.json': '{ "compilerOptions": { "module": "commonjs", "moduleResolution": "bundler" } }',
    });
    assert.deepEqual(options, { baseUrl: 'src', module: 'es2022', moduleResolution: 'bundler' });
  });

  it('takes paths from the folder that an extended file is based on', async () => {
    const { paths } = await read({
      'app/tsconfig.json': '{ "extends": "../base", "compilerOptions": { "paths": { "@/*": ["*"] } } }',
      'base.json': '{ "compilerOptions": { "baseUrl": "src" } }',
    });
    assert.deepEqual(paths, { map: { '@/*': ['*'] }, folder: 'src' });
  });

  it('finds one in a package, here or above', async () => {
    const base = '{ "compilerOptions": { "module": "node16" } }';
    const own = '{ "extends": "@tsconfig/node20" }';
    const tsconfig = { 'app/tsconfig.json': own };
    const above = await read({ ...tsconfig, 'node_modules/@tsconfig/node20/tsconfig.json': base });
    const file = await read({
      'app/tsconfig.json': '{ "extends": ["@tsconfig/node20/tsconfig.json"] }',
      'app/node_modules/@tsconfig/node20/tsconfig.json': base,
    });
    assert.deepEqual([above, file], [{ module: 'node16' }, { module: 'node16' }]);
  });

  it('knows nothing where there is nothing to read, or it goes round in circles', async () => {
    assert.deepEqual(await read({}), {});
    assert.deepEqual(await read({ 'app/tsconfig.json': 'nonsense' }), {});
    assert.deepEqual(await read({ 'app/tsconfig.json': '{ "extends": "./tsconfig.json" }' }), {});
    assert.deepEqual(await read({ 'app/tsconfig.json': '{ "extends": "../../../outside" }' }), {});
  });
});
