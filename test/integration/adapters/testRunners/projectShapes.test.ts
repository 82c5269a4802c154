import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { detectTestProject } from '../../../../src/adapters/testRunners/detectTestProject';
import { createNodeWorkspace } from '../../../../src/adapters/workspace/nodeWorkspace';
import { copyProject, type ProjectCopy } from '../../../support/projectCopy';
import { outcomesOf, runProject } from '../../../support/projectRun';
import { setUpTestRunners, type TestRunnerSetup } from '../../../support/testRunners';

/** Tests are run the way the project itself runs them, wherever it says so. */
describe('test runners in projects of many shapes', () => {
  let runners: TestRunnerSetup;
  let project: ProjectCopy;

  before(async () => {
    runners = await setUpTestRunners();
  });
  after(() => runners.remove());
  afterEach(() => project?.remove());

  const manifest = (content: object): string => JSON.stringify({ name: 'shop', private: true, ...content });

  it('runs a package of a monorepo with the configuration of Vitest at its root', async () => {
    project = await copyProject('vitest');
    await project.write('pnpm-lock.yaml', '');
    await project.write(
      'vitest.config.mjs',
      `export default { resolve: { alias: { '@cart': '${project.folder}/packages/cart/src' } }, test: { globals: true } };`,
    );
    await project.write('packages/cart/package.json', manifest({ name: 'cart', type: 'module' }));
    await project.write('packages/cart/src/total.ts', 'export const total = (a: number) => a + 1;');
    await project.write(
      'packages/cart/src/total.test.ts',
      `import { total } from '@cart/total'; it('adds', () => { expect(total(1)).toBe(2); });`,
    );
    const result = await runProject(runners, project, {
      source: 'packages/cart/src/total.ts',
      files: ['packages/cart/src/total.test.ts'],
      coverageOf: ['packages/cart/src/total.ts'],
    });
    assert.deepEqual(outcomesOf(result), ['adds: passed']);
    assert.equal(result.commandLine, 'pnpm exec vitest run packages/cart/src/total.test.ts');
    assert.equal(result.coverage?.total[0]?.file, 'packages/cart/src/total.ts');
    const detected = await detectTestProject(
      createNodeWorkspace(project.folder),
      'packages/cart/src/total.ts',
    );
    assert.deepEqual([detected.root, detected.hasGlobals], ['packages/cart', true]);
  });

  it('runs a package that is one of the projects of Vitest, and one with a configuration of its own', async () => {
    project = await copyProject('vitest');
    await project.write('vitest.config.mjs', `export default { test: { projects: ['packages/*'] } };`);
    for (const name of ['plain', 'own']) {
      await project.write(`packages/${name}/package.json`, manifest({ name, type: 'module' }));
      await project.write(`packages/${name}/src/one.ts`, 'export const one = 1;');
      await project.write(
        `packages/${name}/src/one.test.ts`,
        `import { expect, it } from 'vitest'; import { one } from './one'; it('is one', () => { expect(one).toBe(1); });`,
      );
    }
    await project.write(
      'packages/own/vitest.config.mjs',
      `export default { test: { name: 'own', include: ['src/*.test.ts'] } };`,
    );
    for (const name of ['plain', 'own']) {
      const file = `packages/${name}/src/one.test.ts`;
      const result = await runProject(runners, project, {
        source: `packages/${name}/src/one.ts`,
        files: [file],
      });
      assert.deepEqual(outcomesOf(result), ['is one: passed'], name);
      assert.equal(result.tests[0]?.file, file);
    }
  });

  it('runs a package of a monorepo with the configuration of Jest at its root', async () => {
    project = await copyProject('jest');
    await project.write('jest.config.js', `module.exports = { setupFiles: ['<rootDir>/setup.js'] };`);
    await project.write('setup.js', 'globalThis.isSetUp = true;');
    await project.write('packages/cart/package.json', manifest({ name: 'cart' }));
    await project.write('packages/cart/one.js', 'module.exports = 1;');
    await project.write(
      'packages/cart/one.test.js',
      `test('is set up', () => { expect([globalThis.isSetUp, require('./one')]).toEqual([true, 1]); });`,
    );
    const result = await runProject(runners, project, {
      source: 'packages/cart/one.js',
      files: ['packages/cart/one.test.js'],
    });
    assert.deepEqual(outcomesOf(result), ['is set up: passed']);
  });

  it('loads ES modules in Jest as the npm script does', async () => {
    project = await copyProject('jest');
    const scripts = { test: 'cross-env NODE_OPTIONS=--experimental-vm-modules jest --coverage' };
    await project.write('package.json', manifest({ type: 'module', scripts, jest: { transform: {} } }));
    await project.write('src/one.js', 'export const one = 1;');
    await project.write(
      'test/one.test.js',
      `import { one } from '../src/one.js'; test('is one', () => { expect(one).toBe(1); });`,
    );
    const result = await runProject(runners, project, {
      source: 'src/one.js',
      files: ['test/one.test.js'],
      coverageOf: ['src/one.js'],
    });
    assert.deepEqual(outcomesOf(result), ['is one: passed']);
    assert.deepEqual(result.coverage?.total[0]?.statementHits, [1]);
  });

  it('loads in Mocha what the npm script requires, and the configuration that it names', async () => {
    project = await copyProject('mocha');
    const scripts = { test: 'mocha --config tools/mocha.json -r ./tools/setup.cjs "test/**"' };
    await project.write('package.json', manifest({ type: 'module', scripts }));
    await project.write('tools/setup.cjs', 'globalThis.isSetUp = true;');
    await project.write('tools/mocha.json', JSON.stringify({ ui: 'tdd', spec: 'test/shipping.test.js' }));
    await project.write(
      'test/tdd.js',
      `suite('tdd', () => { test('is set up', () => { if (!globalThis.isSetUp) throw new Error('not set up'); }); });`,
    );
    const result = await runProject(runners, project, { source: 'src/shipping.js', files: ['test/tdd.js'] });
    assert.deepEqual(outcomesOf(result), ['tdd > is set up: passed']);
    assert.equal(
      result.commandLine,
      'npx mocha --config=tools/mocha.json --require=./tools/setup.cjs test/tdd.js',
    );
  });

  it('measures sources with JSX', async () => {
    project = await copyProject('vitest');
    await project.write(
      'src/badge.tsx',
      `/** @jsxRuntime classic @jsx h */
      const h = (tag: string, props: object | null, ...children: unknown[]) => ({ tag, props, children });
      export const Badge = ({ count }: { count: number }) => (count > 0 ? <b>{count}</b> : <i />);`,
    );
    await project.write(
      'src/badge.test.tsx',
      `import { expect, it } from 'vitest'; import { Badge } from './badge';
      it('shows a count', () => { expect(Badge({ count: 2 })).toMatchObject({ tag: 'b', children: [2] }); });`,
    );
    const result = await runProject(runners, project, {
      source: 'src/badge.tsx',
      files: ['src/badge.test.tsx'],
      coverageOf: ['src/badge.tsx'],
    });
    assert.deepEqual(outcomesOf(result), ['shows a count: passed']);
    assert.deepEqual(result.coverage?.total[0]?.branchHits, [1, 0]);
  });

  const uninstalled = [
    {
      files: { 'pnpm-lock.yaml': '' },
      message: /not installed/,
      hint: 'Run pnpm install in the opened folder.',
    },
    { files: { 'a/yarn.lock': '' }, message: /not installed/, hint: 'Run yarn install in a.' },
    { files: {}, message: /not installed/, hint: 'Run npm install in a.' },
    {
      files: { '.pnp.cjs': '' },
      message: /Yarn Plug'n'Play \(\.pnp\.cjs\)/,
      hint: /nodeLinker: node-modules/,
    },
  ];
  for (const { files, message, hint } of uninstalled) {
    it(`says what to do when packages are missing beside ${Object.keys(files)[0] ?? 'nothing'}`, async () => {
      // Outside of the repository, where nothing is installed.
      const isolated = await mkdtemp(join(runners.folder, 'bare-'));
      const workspace = createNodeWorkspace(isolated);
      await workspace.writeText('a/package.json', manifest({ devDependencies: { vitest: '3' } }));
      await workspace.writeText('a/one.js', '');
      for (const [file, text] of Object.entries(files)) await workspace.writeText(file, text);
      const detected = await detectTestProject(workspace, 'a/one.js');
      const runner = runners.runner('vitest', workspace);
      await assert.rejects(runner.assertInstalled(detected), {
        code: 'test-runner-not-installed',
        message,
        hint,
      });
    });
  }
});
