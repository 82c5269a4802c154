import assert from 'node:assert/strict';
import { detectTestProject } from '../../../../src/adapters/testRunners/detectTestProject';
import type { TestFrameworkId } from '../../../../src/core/testing/testProject';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';

const source = 'src/cart.ts';

function manifest(content: object): string {
  return JSON.stringify({ name: 'shop', ...content });
}

async function detect(files: Record<string, string>, file = source, override?: TestFrameworkId) {
  return detectTestProject(createMemoryWorkspace({ [file]: '', ...files }), file, override);
}

async function framework(packageJson: object, files: Record<string, string> = {}): Promise<string> {
  const project = await detect({ 'package.json': manifest(packageJson), ...files });
  return `${project.framework}: ${project.frameworkReason}`;
}

describe('detectTestProject', () => {
  it('finds the framework among the dependencies', async () => {
    assert.equal(
      await framework({ devDependencies: { vitest: '3' } }),
      'vitest: "vitest" is in devDependencies',
    );
    assert.equal(await framework({ dependencies: { mocha: '10' } }), 'mocha: "mocha" is in dependencies');
    assert.equal(
      await framework({ devDependencies: { 'ts-jest': '29' } }),
      'jest: "ts-jest" is in devDependencies',
    );
  });

  it('finds it by its configuration', async () => {
    assert.equal(await framework({}, { 'vitest.config.mts': '' }), 'vitest: there is a vitest.config.mts');
    assert.equal(await framework({}, { 'jest.config.js': '' }), 'jest: there is a jest.config.js');
    assert.equal(await framework({}, { '.mocharc.yml': '' }), 'mocha: there is a .mocharc.yml');
    assert.equal(await framework({ jest: {} }), 'jest: package.json has a "jest" section');
    assert.equal(await framework({ mocha: {} }), 'mocha: package.json has a "mocha" section');
    const vite = { 'vite.config.ts': 'export default { test: { globals: true } }' };
    assert.equal(await framework({}, vite), 'vitest: vite.config.ts has a "test" section');
    await assert.rejects(framework({}, { 'vite.config.ts': 'export default {}' }), {
      code: 'test-runner-unknown',
    });
  });

  it('follows scripts that run other scripts, in the order in which they do', async () => {
    const scripts = {
      'test:jest': 'jest jest.test.js',
      'test:unit': 'c8 --100 node --test',
      test: 'npm run test:unit && npm run test:jest && npm test',
    };
    assert.equal(await framework({ scripts }), 'node-test: the npm script "test:unit" runs it');
  });

  it('finds it by what the npm scripts run', async () => {
    const reason = 'the npm script "test" runs it';
    assert.equal(
      await framework({ scripts: { test: 'node --import tsx --test "test/**"' } }),
      `node-test: ${reason}`,
    );
    assert.equal(await framework({ scripts: { test: 'tsx --test' } }), `node-test: ${reason}`);
    assert.equal(await framework({ scripts: { test: 'c8 node --test' } }), `node-test: ${reason}`);
    assert.equal(await framework({ scripts: { test: 'cross-env CI=1 vitest run' } }), `vitest: ${reason}`);
    assert.equal(await framework({ scripts: { test: 'nyc ./node_modules/.bin/mocha' } }), `mocha: ${reason}`);
    await assert.rejects(framework({ scripts: { test: 'node --test-only-mine x', build: 'jest' } }), {
      code: 'test-runner-unknown',
    });
  });

  it('believes the "test" script more than other scripts, configuration and dependencies', async () => {
    const devDependencies = { jest: '30', vitest: '3' };
    const scripts = { 'test:old': 'jest', test: 'vitest' };
    assert.match(await framework({ scripts, devDependencies, jest: {} }), /^vitest: the npm script "test"/);
    assert.match(await framework({ devDependencies, mocha: {} }), /^mocha: package\.json/);
  });

  it('lets existing tests decide between dependencies, or when nothing else does', async () => {
    const imports = (from: string): Record<string, string> => ({
      'test/cart.test.ts': `import { it } from '${from}';\nit('works', () => {});`,
    });
    const devDependencies = { jest: '30', vitest: '3' };
    assert.match(await framework({ devDependencies }, imports('@jest/globals')), /^jest: "jest" is in/);
    assert.equal(await framework({}, imports('node:test')), 'node-test: test/cart.test.ts imports it');
  });

  it('takes the nearest package, and looks above it for what it does not say', async () => {
    const files = {
      'package.json': manifest({ devDependencies: { jest: '30' }, type: 'module' }),
      'packages/a/package.json': manifest({}),
      'packages/b/package.json': manifest({ devDependencies: { mocha: '10' } }),
    };
    const a = await detect(files, 'packages/a/src/x.ts');
    assert.deepEqual([a.root, a.framework, a.isModulePackage], ['packages/a', 'jest', false]);
    const b = await detect(files, 'packages/b/src/x.ts');
    assert.deepEqual([b.root, b.framework], ['packages/b', 'mocha']);
    const root = await detect(files, 'x.ts');
    assert.deepEqual([root.root, root.framework, root.isModulePackage], ['.', 'jest', true]);
  });

  it('does not take a folder with only a module type for a package', async () => {
    const project = await detect({
      'package.json': manifest({ devDependencies: { vitest: '3' } }),
      'src/package.json': '{ "type": "module" }',
    });
    assert.deepEqual([project.root, project.isModulePackage], ['.', true]);
  });

  it('obeys the override', async () => {
    const project = await detect({ 'package.json': manifest({ jest: {} }) }, source, 'node-test');
    assert.deepEqual(
      [project.framework, project.frameworkReason],
      ['node-test', 'set in agenticQe.testFramework'],
    );
  });

  it('says what to do when there is no package, or no framework', async () => {
    await assert.rejects(detect({}), { code: 'workspace-no-package', hint: /npm init/ });
    await assert.rejects(detect({ 'package.json': '{ not json' }), {
      code: 'workspace-no-package',
      message: /not valid/,
    });
    await assert.rejects(detect({ 'package.json': manifest({}) }), {
      code: 'test-runner-unknown',
      message: 'No test framework found in package.json.',
      hint: /Vitest, Jest or Mocha.*node --test.*agenticQe\.testFramework/,
    });
  });

  it('lists the test files of the package by name and by folder, those of nested packages left out', async () => {
    const { testFiles } = await detect({
      'package.json': manifest({ devDependencies: { mocha: '10' } }),
      'src/cart.spec.tsx': '',
      'src/latest.ts': '',
      'src/__tests__/total.ts': 'test("x", () => {})',
      'test/cart.js': 'describe("x", () => {})',
      'test/setup.js': 'export const visit = () => {};',
      'test/fixtures.json': '{}',
      'nested/package.json': manifest({}),
      'nested/src/a.test.ts': '',
      'node_modules/x/a.test.js': '',
    });
    assert.deepEqual(testFiles, ['src/__tests__/total.ts', 'src/cart.spec.tsx', 'test/cart.js']);
  });

  it('does not take sources and files of runs for tests', async () => {
    const { testFiles } = await detect({
      'package.json': manifest({ devDependencies: { mocha: '10' } }),
      'src/t_test.js': 'module.exports = function tTest(sample) {};',
      'src/cart_test.js': 'describe("cart", () => {});',
      'src/cart.aqe-ed10fd-mutants.js': 'describe("cart", () => {});',
      'test/cart.aqe-ed10fd-keep.test.js': 'describe("cart", () => {});',
    });
    assert.deepEqual(testFiles, ['src/cart_test.js']);
  });

  it('knows whether tests import their functions', async () => {
    const globals = async (devDependency: string, files: Record<string, string> = {}): Promise<boolean> => {
      const packageJson = { 'package.json': manifest({ devDependencies: { [devDependency]: '1' } }) };
      return (await detect({ ...packageJson, ...files })).hasGlobals;
    };
    const test = (header: string): Record<string, string> => ({
      'a.test.ts': `${header}\nit('x', () => {});`,
    });
    assert.equal(await globals('jest'), true);
    assert.equal(await globals('jest', test(`import { it } from '@jest/globals';`)), false);
    assert.equal(await globals('mocha'), true);
    assert.equal(await globals('vitest'), false);
    assert.equal(await globals('vitest', test('')), true);
    assert.equal(await globals('vitest', test(`import { it } from "vitest";`)), false);
    assert.equal(await globals('vitest', test(`import { test, expect } from '@playwright/test';`)), false);
    assert.equal(await globals('vitest', { 'vitest.config.ts': 'test: { globals: true }' }), true);
    const viaScript = { 'package.json': manifest({ scripts: { test: 'node --test' } }) };
    assert.equal((await detect(viaScript)).hasGlobals, false);
  });
});
