import assert from 'node:assert/strict';
import { join } from 'node:path';
import { detectTestProject } from '../../../../src/adapters/testRunners/detectTestProject';
import { createNodeWorkspace } from '../../../../src/adapters/workspace/nodeWorkspace';
import { probeKey } from '../../../../src/core/testing/testProbe';
import type { TestRunResult } from '../../../../src/core/testing/testRunner';
import { copyProject, type ProjectCopy } from '../../../support/projectCopy';
import { setUpTestRunners, type TestRunnerSetup } from '../../../support/testRunners';

/** What a project configures must hold in our runs, or must not disturb them. */
describe('test runners under the configuration of a project', () => {
  let runners: TestRunnerSetup;
  let project: ProjectCopy;

  before(async () => {
    runners = await setUpTestRunners();
  });
  after(() => runners.remove());
  afterEach(() => project.remove());

  async function run(files: readonly string[], source: string): Promise<TestRunResult> {
    const workspace = createNodeWorkspace(project.folder);
    const detected = await detectTestProject(workspace, source);
    let output = '';
    const result = await runners.runner(detected.framework, workspace).run(
      {
        project: detected,
        files,
        coverageOf: [source],
        environment: {},
        timeoutMs: 50_000,
        onOutput: (text) => {
          output += text;
        },
      },
      new AbortController().signal,
    );
    assert.equal(result.status, 'completed', `${JSON.stringify(result)}\n${output}`);
    return result;
  }

  for (const pool of ['forks', 'threads', 'vmForks', 'vmThreads']) {
    it(`loses nothing in Vitest's pool ${pool}, whose workers are killed at the end`, async () => {
      project = await copyProject('vitest');
      await project.write(
        'vitest.config.mjs',
        `export default { test: { pool: '${pool}', globals: true, setupFiles: ['./setup.mjs'], retry: 2, bail: 1,
          sequence: { concurrent: true }, reporters: [['junit', { outputFile: 'junit.xml' }]],
          coverage: { enabled: true, thresholds: { lines: 100 } } } };`,
      );
      await project.write('setup.mjs', 'globalThis.isSetUp = true;');
      await project.write(
        'src/pool.test.ts',
        `import { Depot, neverCalled, shippingCents } from './shipping';
        const run = process['${probeKey}'];
        it('a', () => run('a', async () => { await null; expect(shippingCents({ weightKg: 1 })).toBe(490); expect(isSetUp).toBe(true); }));
        it('b', () => run('b', async () => { await null; expect(neverCalled(4)).toBe('late'); }));
        let tries = 0;
        it('is flaky', () => { expect(++tries).toBeGreaterThan(1); });
        it('is last', () => { expect(new Depot().add({ weightKg: 2 }).totalKg).toBe(2); });
        afterAll(() => { neverCalled(1); });`,
      );
      const before = await project.snapshot();
      const result = await run(['src/pool.test.ts'], 'src/shipping.ts');
      assert.ok(result.status === 'completed');
      assert.deepEqual(
        result.tests.map(({ status }) => status),
        ['passed', 'passed', 'failed', 'passed'],
      );
      const [total] = result.coverage?.total ?? [];
      const hitsOnLine = (line: number): number[] =>
        total?.statements.flatMap(({ start }, index) =>
          start.line === line ? [total.statementHits[index] ?? 0] : [],
        ) ?? [];
      // `return 'late'` by a test, `return 'in time'` by the hook that runs after the last one.
      assert.deepEqual([hitsOnLine(20), hitsOnLine(21), hitsOnLine(28)], [[2, 1], [1], [1]]);
      assert.deepEqual([...(result.coverage?.byMark.keys() ?? [])].sort(), ['a', 'b']);
      assert.deepEqual(await project.snapshot(), before);
    });
  }

  it('keeps the setup and environment of Jest, but not its coverage, reporters and snapshots', async () => {
    project = await copyProject('jest');
    await project.write(
      'jest.config.js',
      `module.exports = { setupFiles: ['./setup.js'], collectCoverage: true, coverageThreshold: { global: { lines: 100 } },
        reporters: ['./reporter.js'], testMatch: ['**/test/**/*.js'], resetModules: true };`,
    );
    await project.write('setup.js', 'globalThis.isSetUp = true;');
    await project.write(
      'reporter.js',
      `require('fs').writeFileSync(__dirname + '/reported', ''); module.exports = class {};`,
    );
    await project.write(
      'test/snapshot.js',
      `const { shippingCents } = require('../src/shipping');
      test('is set up', () => { expect(globalThis.isSetUp).toBe(true); });
      test('writes no snapshot', () => { shippingCents({ weightKg: 1 }); expect(1).toMatchSnapshot(); });
      test('loads again', () => { process['${probeKey}']('again', () => { require('../src/shipping').shippingCents({ weightKg: 1 }); }); });`,
    );
    const before = await project.snapshot();
    const result = await run(['test/snapshot.js'], 'src/shipping.js');
    assert.ok(result.status === 'completed');
    assert.deepEqual(
      result.tests.map(({ status }) => status),
      ['passed', 'failed', 'passed'],
    );
    const [again] = result.coverage?.byMark.get('again') ?? [];
    assert.equal(
      again?.statementHits.filter((hits) => hits > 0).length,
      5,
      'two of loading, three of the call',
    );
    assert.deepEqual(await project.snapshot(), before);
  });

  it("honours everything in Mocha's configuration but the files it names", async () => {
    project = await copyProject('mocha');
    await project.write(
      '.mocharc.json',
      JSON.stringify({ spec: 'test/**/*.test.js', ui: 'tdd', bail: true, retries: 3 }),
    );
    const manifest = {
      name: 'x',
      type: 'module',
      mocha: { require: ['./setup.cjs'], spec: ['test/shipping.test.js'] },
    };
    await project.write('package.json', JSON.stringify(manifest));
    await project.write('setup.cjs', 'globalThis.isSetUp = true;');
    await project.write(
      'test/[id] tdd.js',
      `import assert from 'node:assert/strict';
      import { neverCalled } from '../src/shipping.js';
      suite('tdd', () => {
        let tries = 0;
        test('is flaky', () => { assert.ok(++tries > 1); });
        test('is set up', () => { assert.equal(neverCalled(4), 'late'); assert.ok(globalThis.isSetUp); });
      });`,
    );
    const result = await run(['test/[id] tdd.js'], 'src/shipping.js');
    assert.ok(result.status === 'completed');
    assert.deepEqual(
      result.tests.map(({ titlePath, status }) => [...titlePath, status]),
      [
        ['tdd', 'is flaky', 'failed'],
        ['tdd', 'is set up', 'passed'],
      ],
    );
  });

  it('measures through symbolic links to the folder', async () => {
    project = await copyProject('node-test');
    const { symlink, rm } = await import('node:fs/promises');
    const link = `${project.folder}-link`;
    await symlink(project.folder, link, 'junction');
    try {
      const workspace = createNodeWorkspace(link);
      const result = await runners.runner('node-test', workspace).run(
        {
          project: await detectTestProject(workspace, 'src/shipping.js'),
          files: ['test/shipping.test.js'],
          coverageOf: ['src/shipping.js'],
          environment: {},
          timeoutMs: 50_000,
          onOutput: () => {},
        },
        new AbortController().signal,
      );
      assert.ok(result.status === 'completed', JSON.stringify(result));
      assert.equal(result.coverage?.total[0]?.file, 'src/shipping.js');
      assert.equal(result.tests[0]?.file, 'test/shipping.test.js');
      assert.equal(workspace.toWorkspacePath(join(project.folder, 'src')), 'src');
    } finally {
      await rm(link, { force: true });
    }
  });
});
