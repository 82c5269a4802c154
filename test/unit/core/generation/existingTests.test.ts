import assert from 'node:assert/strict';
import { createTypeScriptLanguageAdapter } from '../../../../src/adapters/languages/typescript/typeScriptLanguageAdapter';
import { type ExistingTests, readExistingTests } from '../../../../src/core/generation/existingTests';
import { existingCandidate } from '../../../../src/core/mutation/existingCandidate';
import type { TestProject } from '../../../../src/core/testing/testProject';
import { fakeProject } from '../../../support/generationFakes';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';

const language = createTypeScriptLanguageAdapter();
const model = {
  file: 'src/cart.ts',
  moduleSystem: 'esm' as const,
  units: [],
  functions: [],
  examples: [],
  workedExamples: [],
  constants: [],
  imports: [],
};

async function read(
  files: Record<string, string>,
  project: Partial<TestProject> = { hasGlobals: false },
): Promise<ExistingTests> {
  const relatedTests = Object.keys(files).filter((file) => /\.test\.[jt]s$/.test(file));
  const plan = { relatedTests, language, model, project: { ...fakeProject, ...project } };
  return await readExistingTests(plan, createMemoryWorkspace(files));
}

const testOf = (imports: string, body: string): string =>
  `import { expect, it } from 'vitest';\n${imports}\nit('works', () => {\n  ${body}\n});\n`;

describe('existing tests', () => {
  it('are taken apart, by all the names that they know the source by', async () => {
    const { tests, unreadable } = await read({
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/cart.test.ts': testOf(`import { add } from './cart';`, 'expect(add(1)).toBe(2);'),
      'test/cart.test.ts': testOf(`import { add } from '@/cart';`, 'expect(add(1)).toBe(2);'),
      'test/lazy.test.ts': testOf(
        '',
        `return import('../src/cart.js').then(({ add }) => expect(add(1)).toBe(2));`,
      ),
    });
    assert.deepEqual(unreadable, []);
    assert.deepEqual(
      tests.map(({ file, sourceSpecifiers }) => [file, sourceSpecifiers]),
      [
        ['src/cart.test.ts', ['./cart']],
        ['test/cart.test.ts', ['@/cart']],
        ['test/lazy.test.ts', ['../src/cart.js']],
      ],
    );
  });

  it('are not those of another module of the same name, nor what is about no module at all', async () => {
    const { tests, unreadable } = await read({
      'test/cart.test.ts': testOf(`import { add } from '../lib/cart';`, 'expect(add(1)).toBe(2);'),
      'test/plain.test.ts': testOf(`import { sum } from 'lodash';`, 'expect(sum([1, 2])).toBe(3);'),
    });
    assert.deepEqual(tests, []);
    assert.deepEqual(unreadable, [
      { title: 'works', reason: 'It reaches src/cart.ts by way of ../lib/cart, if at all.' },
    ]);
  });

  it('are named with the reason where they cannot be taken apart', async () => {
    const { unreadable } = await read({
      'src/cart.test.ts': `import { describe, it } from 'vitest';
import { add } from './cart';
describe('cart', () => {
  it.each([1])('adds', (n) => { add(n); });
});`,
      'src/broken.test.ts': 'it(',
    });
    assert.deepEqual(
      unreadable.map(({ title }) => title),
      ['cart › adds', 'src/broken.test.ts'],
    );
  });

  it('become tests of the mutated source, with all else that they import', async () => {
    const text = `import fs from 'node:fs';
import { expect, it as spec } from 'vitest';
import * as kit from './kit';
import Cart, { add as plus } from './cart';
it('adds', async () => {
  const { total } = await import('./cart');
  expect(plus(kit.one, total, fs, new Cart())).toBe(2);
});`;
    const [test] = (await read({ 'src/cart.test.ts': text })).tests;
    assert.ok(test);
    const candidate = existingCandidate(test, { mark: 'existing#0', specifier: './cart.mutants' });
    assert.equal(candidate.id, 'existing#0');
    assert.equal(candidate.isAsync, true);
    assert.deepEqual(candidate.bodyLines, [
      `const { total } = await import('./cart.mutants');`,
      'expect(plus(kit.one, total, fs, new Cart())).toBe(2);',
    ]);
    assert.deepEqual(
      candidate.imports
        .map(({ specifier, names, defaultName, namespaceName }) => [
          specifier,
          ...names,
          defaultName,
          namespaceName,
        ])
        .sort(),
      [
        ['./cart.mutants', 'add as plus', undefined, undefined],
        ['./cart.mutants', 'Cart', undefined],
        ['./kit', undefined, 'kit'],
        ['node:fs', 'fs', undefined],
        ['vitest', 'describe', 'it', undefined, undefined],
        ['vitest', 'expect', undefined, undefined],
      ].sort(),
    );
  });

  it('are required where their file requires, whole or by name', async () => {
    const text = `const { add } = require('../src/cart');
const kit = require('./kit');
test('adds', () => { expect(add(kit.one)).toBe(2); });`;
    const { tests } = await read({ 'test/cart.test.js': text }, { framework: 'jest', hasGlobals: true });
    const [test] = tests;
    assert.ok(test);
    const { imports } = existingCandidate(test, { mark: 'existing#0', specifier: '../src/mutants' });
    assert.deepEqual(
      imports.map(({ style, ...line }) => [style, line]),
      [
        ['require', { specifier: '../src/mutants', names: ['add'] }],
        ['require', { specifier: './kit', namespaceName: 'kit', names: [] }],
      ],
    );
  });
});
