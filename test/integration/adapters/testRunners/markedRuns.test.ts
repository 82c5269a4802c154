import assert from 'node:assert/strict';
import { probeKey } from '../../../../src/core/testing/testProbe';
import type { MarkedRun } from '../../../../src/core/testing/testRunner';
import { copyProject, type ProjectCopy } from '../../../support/projectCopy';
import { outcomesOf, runProject } from '../../../support/projectRun';
import { setUpTestRunners, type TestRunnerSetup } from '../../../support/testRunners';

const clockOffsetMs = 40 * 365 * 86_400_000;
const marked: MarkedRun = { isGuarded: true, bodyTimeoutMs: 20_000, clockOffsetMs, randomSeed: 11 };
const run = `const run = process['${probeKey}'];`;

/** Marked tests meet what users configure, and what their tests do to the clock. */
describe('marked test runs', () => {
  let runners: TestRunnerSetup;
  let project: ProjectCopy;

  before(async () => {
    runners = await setUpTestRunners();
  });
  after(() => runners.remove());
  afterEach(() => project.remove());

  const configurations = [
    { pool: 'forks', isolate: false },
    { pool: 'threads', isolate: false },
    { pool: 'threads', isolate: true },
    { pool: 'vmThreads', isolate: true },
    { pool: 'vmForks', isolate: true },
  ];
  for (const { pool, isolate } of configurations) {
    it(`are told apart in Vitest's pool ${pool} ${isolate ? 'with' : 'without'} isolation`, async () => {
      project = await copyProject('vitest');
      await project.write(
        'vitest.config.mjs',
        `export default { test: { pool: '${pool}', isolate: ${isolate}, sequence: { concurrent: true },
          poolOptions: { ${pool}: { isolate: ${isolate}, single${/hreads/.test(pool) ? 'Thread' : 'Fork'}: true } } } };`,
      );
      const test = (name: string): string => `import { writeFileSync } from 'node:fs';
        import { expect, it } from 'vitest';
        import { shippingCents } from './shipping';
        ${run}
        it('writes', () => run('${name} writes', async () => { writeFileSync('lost.txt', ''); }, globalThis));
        it('counts', () => run('${name} counts', async () => { await null; expect(shippingCents({ weightKg: 1 })).toBe(490);
          expect(Date.now()).toBeGreaterThan(${Date.now() + clockOffsetMs - 86_400_000}); }, globalThis));
        it('exits', () => run('${name} exits', () => { process.exit(1); }, globalThis));`;
      await project.write('src/one.test.ts', test('one'));
      await project.write('src/two.test.ts', test('two'));
      const before = await project.snapshot();
      const { tests, marks, coverage } = await runProject(runners, project, {
        source: 'src/shipping.ts',
        files: ['src/one.test.ts', 'src/two.test.ts'],
        coverageOf: ['src/shipping.ts'],
        marked,
      });
      assert.deepEqual(tests.map(({ titlePath, status }) => `${titlePath.at(-1)} ${status}`).sort(), [
        ...['counts passed', 'counts passed'],
        ...['exits failed', 'exits failed', 'writes failed', 'writes failed'],
      ]);
      assert.deepEqual(Object.fromEntries([...(marks?.effects ?? [])].sort()), {
        'one exits': ['process'],
        'one writes': ['file-system'],
        'two exits': ['process'],
        'two writes': ['file-system'],
      });
      assert.deepEqual(marks?.unfinished, []);
      assert.deepEqual([...(coverage?.byMark.keys() ?? [])].sort(), ['one counts', 'two counts']);
      assert.deepEqual(await project.snapshot(), before);
    });
  }

  /** Faked in one body, real again in the next, with the shifted clock under both. */
  const dialects = [
    {
      name: 'vi.useFakeTimers',
      fixture: 'vitest',
      source: 'src/shipping.ts',
      file: 'src/timers.test.ts',
      header: `import assert from 'node:assert/strict'; import { it, vi } from 'vitest';`,
      fake: 'vi.useFakeTimers();',
      tick: 'vi.advanceTimersByTime(60_000);',
      set: 'vi.setSystemTime(5000);',
      real: 'vi.useRealTimers();',
    },
    {
      name: 'jest.useFakeTimers',
      fixture: 'jest',
      source: 'src/shipping.js',
      file: 'test/timers.test.js',
      header: `const assert = require('node:assert/strict');`,
      fake: 'jest.useFakeTimers();',
      tick: 'jest.advanceTimersByTime(60_000);',
      set: 'jest.setSystemTime(5000);',
      real: 'jest.useRealTimers();',
    },
    {
      name: "node:test's mock.timers",
      fixture: 'node-test',
      source: 'src/shipping.js',
      file: 'test/timers.test.js',
      header: `import assert from 'node:assert/strict'; import { it, mock } from 'node:test';`,
      fake: `mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.now() });`,
      tick: 'mock.timers.tick(60_000);',
      set: 'mock.timers.setTime(5000);',
      real: 'mock.timers.reset();',
    },
  ];
  for (const { name, fixture, source, file, header, fake, tick, set, real } of dialects) {
    it(`go well with ${name}`, async () => {
      project = await copyProject(fixture);
      const body = (mark: string, text: string): string =>
        `it('${mark}', () => run('${mark}', async () => { ${text} }, globalThis));`;
      await project.write(
        file,
        `${header}
        ${run}
        const isShifted = (ms) => ms > ${Date.now() + clockOffsetMs - 86_400_000};
        ${body('fakes', `${fake} let isDue = false; setTimeout(() => { isDue = true; }, 60_000); ${tick} assert.ok(isDue); ${real}`)}
        ${body('sets', `${fake} ${set} assert.equal(Date.now(), 5000); assert.equal(new Date().getTime(), 5000); ${real}`)}
        ${body('goes back', `${fake} ${set} ${real} assert.ok(new Date().getTime() > 86_400_000);`)}
        ${body('is real', 'const ms = new Date().getTime(); await null; assert.ok(isShifted(ms), String(ms)); assert.ok(isShifted(Date.now()));')}
        it('is unmarked', () => { assert.ok(Math.abs(Date.now() - new Date().getTime()) < 1000); assert.ok(!isShifted(Date.now())); });`,
      );
      const result = await runProject(runners, project, { source, files: [file], marked });
      assert.deepEqual(outcomesOf(result), [
        'fakes: passed',
        'goes back: passed',
        'is real: passed',
        'is unmarked: passed',
        'sets: passed',
      ]);
      assert.deepEqual([result.marks?.unfinished, result.marks?.effects.size], [[], 0]);
    });
  }

  it("let Jest's own work go on: snapshots looked up, consoles, modules loaded and transformed late", async () => {
    project = await copyProject('jest');
    await project.write(
      'test/late.test.js',
      `${run}
      test('loads', () => run('loads', async () => {
        jest.resetModules();
        expect(require('../src/shipping').shippingCents({ weightKg: 1 })).toBe(490);
        console.error(new Error('printed with its place').stack);
        expect('text').toMatchInlineSnapshot('"text"');
        expect(jest.requireActual('node:path').sep).toBeTruthy();
      }, globalThis));`,
    );
    const result = await runProject(runners, project, {
      source: 'src/shipping.js',
      files: ['test/late.test.js'],
      marked,
    });
    assert.deepEqual(outcomesOf(result), ['loads: passed']);
    assert.deepEqual(result.marks?.effects.size, 0);
  });

  it("let Vitest's own work go on: snapshots looked up, waiting, modules fetched late", async () => {
    project = await copyProject('vitest');
    await project.write(
      'src/late.test.ts',
      `import { expect, it, vi } from 'vitest';
      ${run}
      it('loads', () => run('loads', async () => {
        vi.resetModules();
        const { shippingCents } = await import('./shipping');
        expect(shippingCents({ weightKg: 1 })).toBe(490);
        console.log('printed');
        expect('text').toMatchInlineSnapshot('"text"');
        expect(await vi.waitFor(() => 1)).toBe(1);
        expect((await vi.importActual<typeof import('node:path')>('node:path')).sep).toBeTruthy();
      }, globalThis));`,
    );
    const result = await runProject(runners, project, {
      source: 'src/shipping.ts',
      files: ['src/late.test.ts'],
      marked,
    });
    assert.deepEqual(outcomesOf(result), ['loads: passed']);
    assert.deepEqual(result.marks?.effects.size, 0);
  });
});
