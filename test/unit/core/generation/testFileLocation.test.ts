import assert from 'node:assert/strict';
import { temporaryTestFile, testFileLocation } from '../../../../src/core/generation/testFileLocation';
import type { TestFrameworkId } from '../../../../src/core/testing/testProject';
import { verifies } from '../../../requirements';

const locate = (
  source: string,
  testFiles: string[],
  framework: TestFrameworkId = 'vitest',
  root = '.',
): string => testFileLocation(source, { root, testFiles, framework });

describe(`testFileLocation ${verifies('RUN-8')}`, () => {
  const cases: [title: string, actual: () => string, expected: string][] = [
    ['beside the source for Vitest without any example', () => locate('src/cart.ts', []), 'src/cart.test.ts'],
    ['in test/ for Mocha without any example', () => locate('src/cart.js', [], 'mocha'), 'test/cart.test.js'],
    [
      'the file that is named after the source',
      () => locate('src/cart.ts', ['spec/cart.spec.ts']),
      'spec/cart.spec.ts',
    ],
    [
      '__tests__ when neighbours live there',
      () => locate('src/a/cart.ts', ['src/a/__tests__/money.ts']),
      'src/a/__tests__/cart.ts',
    ],
    [
      'mirrored test folder, source root dropped',
      () => locate('src/a/cart.ts', ['test/b/money.spec.ts']),
      'test/a/cart.spec.ts',
    ],
    [
      'the nearest of several conventions',
      () => locate('src/a/cart.ts', ['test/x.test.ts', 'src/a/y.spec.ts']),
      'src/a/cart.spec.ts',
    ],
    [
      'inside the package of a monorepo',
      () => locate('packages/p/src/cart.ts', ['packages/p/test/x.test.ts'], 'vitest', 'packages/p'),
      'packages/p/test/cart.test.ts',
    ],
    ['a plain .ts test for a .tsx source', () => locate('src/view.tsx', []), 'src/view.test.ts'],
    ['a source at the root', () => locate('cart.js', [], 'node-test'), 'test/cart.test.js'],
    ['keeps .mjs', () => locate('src/cart.mjs', ['src/a.test.mjs']), 'src/cart.test.mjs'],
  ];
  for (const [title, actual, expected] of cases) it(title, () => assert.equal(actual(), expected));

  it('does not take the test of a TypeScript file for that of a JavaScript one', () => {
    assert.equal(locate('src/cart.js', ['src/cart.test.ts']), 'src/cart.test.js');
  });
});

describe('temporaryTestFile', () => {
  it('keeps folder, suffix and extension, so that the framework takes it for a test', () => {
    assert.equal(
      temporaryTestFile('src/cart.spec.ts', 'abcdef12-3', 'try'),
      'src/cart.aqe-abcdef-try.spec.ts',
    );
    assert.equal(
      temporaryTestFile('src/__tests__/cart.ts', 'abcdef12-3', 'keep'),
      'src/__tests__/cart.aqe-abcdef-keep.ts',
    );
  });
});
