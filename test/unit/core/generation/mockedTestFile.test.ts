import assert from 'node:assert/strict';
import { besideMocks, mocksModules } from '../../../../src/core/generation/mockedTestFile';

describe('mocksModules', () => {
  for (const text of [
    "vi.mock('./rate', () => ({ rate: () => 1 }));",
    "jest.mock('./rate')",
    "jest.unstable_mockModule('./rate.js', () => ({}));",
    "mock.module('./rate.js', { namedExports: {} });",
  ]) {
    it(`sees ${text}`, () => assert.equal(mocksModules(text), true));
  }
  for (const text of ["vi.spyOn(rate, 'of');", 'const mock = vi.fn();', 'mock.method(rates, "of");']) {
    it(`leaves ${text}`, () => assert.equal(mocksModules(text), false));
  }
});

describe('besideMocks', () => {
  const places: readonly [string, string][] = [
    ['src/cart.test.ts', 'src/cart.unmocked.test.ts'],
    ['test/cart.spec.js', 'test/cart.unmocked.spec.js'],
    ['src/cart_test.mjs', 'src/cart.unmocked_test.mjs'],
    ['test/cart.js', 'test/cart.unmocked.js'],
  ];
  for (const [from, to] of places)
    it(`puts what belongs in ${from} into ${to}`, () => assert.equal(besideMocks(from), to));
});
