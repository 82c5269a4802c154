import assert from 'node:assert/strict';
import path from 'node:path';
import { relativePathInside } from '../../../../src/base/node/relativePathInside';

const shop = path.resolve('/shop');
const at = (...names: string[]): string => path.join(shop, ...names);

describe('relativePathInside', () => {
  const cases: [title: string, file: string, expected: string | undefined][] = [
    ['a file in a folder of it, with forward slashes', at('src', 'cart.ts'), 'src/cart.ts'],
    ['a folder in it whose name begins with two dots', at('..x', 'm.ts'), '..x/m.ts'],
    ['the folder itself', shop, ''],
    ['the folder above', path.dirname(shop), undefined],
    ['a file beside it', path.resolve('/shop-old', 'cart.ts'), undefined],
  ];
  for (const [title, file, expected] of cases)
    it(`finds ${title} ${expected === undefined ? 'outside' : 'inside'}`, () => {
      assert.equal(relativePathInside(shop, file), expected);
    });
});
