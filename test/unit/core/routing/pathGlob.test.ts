import assert from 'node:assert/strict';
import { countAlternatives, isPathMatch } from '../../../../src/core/routing/pathGlob';

const matching: [pattern: string, path: string][] = [
  ['src/cart.ts', 'src/cart.ts'],
  ['./src/cart.ts', 'src/cart.ts'],
  ['src/*.ts', 'src/cart.ts'],
  ['src/c?rt.ts', 'src/cart.ts'],
  ['src/**', 'src/a/b/c.ts'],
  ['src/', 'src/a/b/c.ts'],
  ['**/api/**', 'src/api/v1/users.ts'],
  ['**/api/*.ts', 'api/users.ts'],
  ['src/**/a/**/z.ts', 'src/a/b/a/c/z.ts'],
  ['*.tsx', 'src/ui/Button.tsx'],
  ['src/*.{ts,tsx}', 'src/a.tsx'],
  ['{src,lib/{a,b}}/*.ts', 'lib/b/x.ts'],
  ['src/{a', 'src/{a'],
  ['src/a+b (1).ts', 'src/a+b (1).ts'],
  ['*a*b*c', 'xxaxxbxxbxxc'],
];
const others: [pattern: string, path: string][] = [
  ['src/*.ts', 'src/a/b.ts'],
  ['src/*.ts', 'lib/a.ts'],
  ['src/**/*.ts', 'src/a/b.tsx'],
  ['src/cart.ts', 'src/Cart.ts'],
  ['c?rt.ts', 'src/crt.ts'],
  ['src/?', 'src//'],
  ['src/*.{ts,tsx}', 'src/a.js'],
  ['src/a.ts', 'src/axts'],
];

describe('isPathMatch', () => {
  for (const [pattern, path] of matching) {
    it(`matches ${path} with ${pattern}`, () => assert.equal(isPathMatch(pattern, path), true));
  }
  for (const [pattern, path] of others) {
    it(`does not match ${path} with ${pattern}`, () => assert.equal(isPathMatch(pattern, path), false));
  }

  it('takes no time that grows without bounds', () => {
    const path = `${'a'.repeat(5000)}/b`;
    assert.equal(isPathMatch(`${'a*'.repeat(200)}c`, path), false);
  });

  it('counts what braces stand for', () => {
    assert.equal(countAlternatives('src/**'), 1);
    assert.equal(countAlternatives('{a,b}/{c,{d,e}}'), 6);
  });
});
