import assert from 'node:assert/strict';
import { isEntry } from '../../../../../../src/adapters/languages/typescript/units/packageEntry';

describe('isEntry', () => {
  const manifest = JSON.stringify({ name: '@shop/color-convert', main: 'dist/convert.cjs.js' });

  it('knows what a user of the package loads by its name', () => {
    for (const file of ['src/index.ts', 'index.mjs', 'src/convert.ts', 'lib/colorConvert.js'])
      assert.equal(isEntry(file, manifest), true, file);
    for (const file of ['conversions.js', 'src/route.ts']) assert.equal(isEntry(file, manifest), false, file);
  });

  it('takes any file for it where there is no package', () => {
    for (const text of [undefined, 'nonsense', '{"private": true}', '[]'])
      assert.equal(isEntry('src/route.ts', text), true, text);
  });
});
