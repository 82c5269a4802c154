import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { type AnalysisRun, analyzeCoverage } from '../../../../src/core/coverageAnalysis/analyzeCoverage';
import { TestRunnerError, WorkspaceError } from '../../../../src/core/errors';
import type { RunPart } from '../../../../src/core/streaming/runPart';
import type { TestProject } from '../../../../src/core/testing/testProject';
import type { TestOutcome, TestRunResult } from '../../../../src/core/testing/testRunner';
import { verifies } from '../../../requirements';
import { analysisFakes } from '../../../support/analysisFakes';
import { aCoverage, aGap } from '../../../support/coverageBuilders';
import {
  type FakeRunnerScript,
  fakeLanguage,
  fakeProject,
  fakeWorkbench,
} from '../../../support/generationFakes';
import { ManualTime } from '../../../support/manualTimer';

const cartCoverage = aCoverage('src/cart.ts', ['1 ✓', '1'], ['1']);
const moneyCoverage = aCoverage('src/money.ts', ['1 ✓', '1 ✓', '1 ✓'], ['1 ✓']);
const files = {
  'src/cart.ts': 'export function double() {}',
  'src/money.ts': 'export function double() {}',
  'src/cart.test.ts': "import './cart'; describe('double', () => { it('works', f); it('is quick', f); });",
  'src/money.test.ts': "import './money'; describe('double', () => { it('counts', f); });",
  'src/other.test.ts': "import './other'; it('is of no interest', f);",
};
const testFiles = ['src/cart.test.ts', 'src/money.test.ts', 'src/other.test.ts'];

function prepare(script: Partial<FakeRunnerScript> = {}, project: Partial<TestProject> = { testFiles }) {
  const fake = fakeWorkbench(files, { tests: {}, ...script }, project);
  const parts: RunPart[] = [];
  const controller = new AbortController();
  const time = new ManualTime();
  const analyze = (targets: readonly string[], request: Partial<AnalysisRun['request']> = {}) =>
    analyzeCoverage(
      {
        workbench: fake.workbench,
        clock: time,
        setTimer: time.setTimer,
        testRunTimeoutMs: 7000,
        ...analysisFakes,
      },
      {
        runId: 'run-1',
        request: { targets: targets.map((path) => ({ path })), ...request },
        elapsedReportIntervalMs: 5000,
        emit: (part) => void parts.push(part),
        signal: controller.signal,
      },
    );
  return { ...fake, parts, controller, time, analyze };
}

function completed(overrides: Partial<Extract<TestRunResult, { status: 'completed' }>> = {}): TestRunResult {
  return {
    status: 'completed',
    commandLine: 'fake',
    durationMs: 1,
    tests: [],
    brokenFiles: [],
    coverage: { total: [], byMark: new Map() },
    ...overrides,
  };
}

function anOutcome(file: string, status: TestOutcome['status']): TestOutcome {
  return { file, titlePath: ['double', 'works'], status, durationMs: 1 };
}

describe('analyzeCoverage', () => {
  it(`measures each file, all together, and what their tests did ${verifies('COV-1')}`, async () => {
    const { analyze } = prepare({ baseline: [moneyCoverage, cartCoverage] });
    const analysis = await analyze(['src/cart.ts', 'src/money.ts']);
    assert.deepEqual(analysis.files, [
      {
        sourceFile: 'src/cart.ts',
        coverage: { coveredStatements: 1, statements: 2, coveredBranches: 0, branches: 1 },
      },
      {
        sourceFile: 'src/money.ts',
        coverage: { coveredStatements: 3, statements: 3, coveredBranches: 1, branches: 1 },
      },
    ]);
    assert.deepEqual(analysis.total, {
      coveredStatements: 4,
      statements: 5,
      coveredBranches: 1,
      branches: 2,
    });
    assert.deepEqual(analysis.tests, { passed: 3, failed: 0, skipped: 0, brokenFiles: 0 });
    assert.deepEqual([analysis.type, analysis.runId], ['analyze-coverage', 'run-1']);
  });

  it(`names what is left out ${verifies('COV-2')}`, async () => {
    const { analyze } = prepare({ baseline: [cartCoverage] });
    const { gaps } = await analyze(['src/cart.ts']);
    const [{ explanation, complexity, churn, risk, ...gap } = aGap(), ...others] = gaps;
    assert.deepEqual(others, []);
    assert.deepEqual(gap, {
      sourceFile: 'src/cart.ts',
      unit: 'double',
      uncoveredStatements: 1,
      uncoveredBranches: 1,
      lines: [{ startLine: 1, endLine: 1 }],
    });
    assert.match(explanation, /^1 branch and 1 statement of double are not executed \(line 1\)\. Risk /);
    assert.deepEqual(
      [complexity, churn, risk].map(({ provenance }) => provenance),
      ['unavailable', 'unavailable', 'estimated'],
    );
  });

  it(`runs the tests that belong to the files once, and writes nothing ${verifies('COV-3')}`, async () => {
    const { analyze, runner, workspace } = prepare({ baseline: [cartCoverage, moneyCoverage] });
    workspace.files.set('src/money.test.ts', "import './cart'; import './money'; it('counts', f);");
    const before = new Map(workspace.files);
    await analyze(['src/cart.ts', 'src/money.ts', 'src/cart.ts']);
    assert.deepEqual(
      runner.requests.map(({ files: run, coverageOf, environment, timeoutMs }) => ({
        run,
        coverageOf,
        environment,
        timeoutMs,
      })),
      [
        {
          run: ['src/cart.test.ts', 'src/money.test.ts'],
          coverageOf: ['src/cart.ts', 'src/money.ts'],
          environment: {},
          timeoutMs: 7000,
        },
      ],
    );
    assert.deepEqual(workspace.files, before);
  });

  it('runs once for each project, with the framework of the request', async () => {
    const { analyze, runner, workbench } = prepare({ baseline: [cartCoverage, moneyCoverage] });
    const asked: (string | undefined)[] = [];
    workbench.detectProject = async (path, framework) => {
      asked.push(framework);
      return { ...fakeProject, testFiles, root: path.includes('cart') ? 'a' : 'b' };
    };
    await analyze(['src/cart.ts', 'src/money.ts'], { framework: 'mocha' });
    assert.deepEqual(
      runner.requests.map(({ project, coverageOf }) => [project.root, coverageOf]),
      [
        ['a', ['src/cart.ts']],
        ['b', ['src/money.ts']],
      ],
    );
    assert.deepEqual(asked, ['mocha', 'mocha']);
  });

  it('counts failed and skipped tests, and still measures', async () => {
    const tests = (['passed', 'failed', 'skipped'] as const).map((status) =>
      anOutcome('src/cart.test.ts', status),
    );
    const { analyze } = prepare({
      onRun: () => completed({ tests, coverage: { total: [cartCoverage], byMark: new Map() } }),
    });
    const analysis = await analyze(['src/cart.ts']);
    assert.deepEqual(analysis.tests, { passed: 1, failed: 1, skipped: 1, brokenFiles: 0 });
    assert.deepEqual(analysis.total, {
      coveredStatements: 1,
      statements: 2,
      coveredBranches: 0,
      branches: 1,
    });
  });

  describe('has no figure for a file', () => {
    it(`that no test belongs to, and runs nothing ${verifies('COV-1')}`, async () => {
      const { analyze, runner } = prepare({}, { testFiles: ['src/other.test.ts'] });
      const analysis = await analyze(['src/cart.ts']);
      const reason = 'No test file imports it or is named after it.';
      assert.deepEqual(analysis.files, [{ sourceFile: 'src/cart.ts', coverage: { unavailable: reason } }]);
      assert.deepEqual(analysis.total, { unavailable: 'No file was measured.' });
      assert.equal(analysis.tests, undefined);
      assert.deepEqual(
        analysis.gaps.map(({ unit, uncoveredStatements }) => [unit, uncoveredStatements]),
        [['(module)', undefined]],
      );
      assert.ok(analysis.gaps[0]?.explanation.startsWith(`${reason} Risk `));
      assert.deepEqual(runner.requests, []);
    });

    it(`that its tests do not load ${verifies('COV-1')}`, async () => {
      const { analyze } = prepare({ baseline: [moneyCoverage] });
      const analysis = await analyze(['src/cart.ts', 'src/money.ts']);
      assert.deepEqual(analysis.files[0], {
        sourceFile: 'src/cart.ts',
        coverage: { unavailable: 'No test executes the file.' },
      });
      assert.deepEqual(analysis.total, {
        coveredStatements: 3,
        statements: 3,
        coveredBranches: 1,
        branches: 1,
      });
    });

    it(`whose tests cannot be loaded ${verifies('COV-1')}`, async () => {
      const { analyze, parts } = prepare({
        onRun: () =>
          completed({ brokenFiles: [{ file: 'src/cart.test.ts', message: 'SyntaxError: x\nat line 3' }] }),
      });
      const { files: analyzed, tests } = await analyze(['src/cart.ts']);
      assert.deepEqual(analyzed[0]?.coverage, { unavailable: 'src/cart.test.ts cannot be loaded.' });
      assert.deepEqual(tests, { passed: 0, failed: 0, skipped: 0, brokenFiles: 1 });
      assert.deepEqual(
        parts.filter(({ type }) => type === 'notice'),
        [{ type: 'notice', message: 'src/cart.test.ts cannot be loaded: SyntaxError: x' }],
      );
    });

    it('that the one test which can be loaded does not load', async () => {
      const { analyze, workspace } = prepare({
        onRun: () => completed({ brokenFiles: [{ file: 'src/cart.test.ts', message: 'x' }] }),
      });
      workspace.files.set('src/money.test.ts', "import type {} from './cart';");
      const { files: analyzed } = await analyze(['src/cart.ts']);
      assert.deepEqual(analyzed[0]?.coverage, { unavailable: 'No test executes the file.' });
    });
  });

  it('finds nothing to execute in a file of types, without running anything', async () => {
    const { analyze, workspace, runner } = prepare();
    workspace.files.set('src/cart.ts', 'export interface Cart {} // nothing exported that runs');
    const { files: analyzed, gaps } = await analyze(['src/cart.ts']);
    const nothing = { coveredStatements: 0, statements: 0, coveredBranches: 0, branches: 0 };
    assert.deepEqual(analyzed, [{ sourceFile: 'src/cart.ts', coverage: nothing }]);
    assert.deepEqual([gaps, runner.requests], [[], []]);
  });

  it('does not take an enum for a type', async () => {
    const { analyze, workspace } = prepare({ baseline: [cartCoverage] });
    workspace.files.set('src/cart.ts', 'enum Size { S } // nothing exported');
    const { files: analyzed } = await analyze(['src/cart.ts']);
    assert.deepEqual(analyzed[0]?.coverage, {
      coveredStatements: 1,
      statements: 2,
      coveredBranches: 0,
      branches: 1,
    });
  });

  it('measures a file that exports nothing and does something', async () => {
    const { analyze, workbench } = prepare({ baseline: [cartCoverage] });
    workbench.languageFor = async () => ({
      ...fakeLanguage,
      inspect: async (file, code) => ({
        status: 'inspected',
        model: {
          file,
          moduleSystem: 'esm',
          units: [],
          functions: [],
          examples: [],
          workedExamples: [],
          constants: [],
          imports: [],
        },
        instrumented: { code, guidedCode: code, points: [{ kind: 'statement', line: 1, offset: 0 }] },
      }),
    });
    const { gaps } = await analyze(['src/cart.ts']);
    assert.deepEqual(
      gaps.map(({ unit, uncoveredStatements }) => [unit, uncoveredStatements]),
      [['(module)', 1]],
    );
  });

  it(`keeps the order of the targets, and ranks the gaps of all ${verifies('COV-2')}`, async () => {
    const { analyze, workspace } = prepare({
      baseline: [cartCoverage, aCoverage('src/money.ts', ['1'], ['1', '1'])],
    });
    workspace.files.set('src/lonely.ts', 'export function double() {}');
    const { files: analyzed, gaps } = await analyze(['src/cart.ts', 'src/lonely.ts', 'src/money.ts']);
    assert.deepEqual(
      analyzed.map(({ sourceFile }) => sourceFile),
      ['src/cart.ts', 'src/lonely.ts', 'src/money.ts'],
    );
    assert.deepEqual(
      gaps.map(({ sourceFile, uncoveredBranches }) => [sourceFile, uncoveredBranches]),
      [
        ['src/money.ts', 2],
        ['src/lonely.ts', undefined],
        ['src/cart.ts', 1],
      ],
    );
  });

  it('says that nothing was measured when there is no target', async () => {
    const analysis = await prepare().analyze([]);
    assert.deepEqual(
      [analysis.files, analysis.total, analysis.tests],
      [[], { unavailable: 'No file was measured.' }, undefined],
    );
  });

  describe('when a file cannot be analyzed', () => {
    const broken: [code: string, path: string, text?: string][] = [
      ['workspace-file-missing', 'src/missing.ts'],
      ['workspace-file-unsupported', 'styles.css', 'a {}'],
      ['workspace-file-unsupported', 'src/other.test.ts'],
      ['source-syntax-error', 'src/broken.ts', 'syntax error'],
    ];
    for (const [code, path, text] of broken) {
      it(`throws ${code} for ${path} alone ${verifies('COV-3')}`, async () => {
        const { analyze, workspace } = prepare();
        if (text) workspace.files.set(path, text);
        await assert.rejects(analyze([path]), { code });
      });

      it(`reports ${code} for ${path} and measures the others ${verifies('COV-3')}`, async () => {
        const { analyze, workspace, parts } = prepare({ baseline: [cartCoverage] });
        if (text) workspace.files.set(path, text);
        const { failures, files: analyzed } = await analyze([path, 'src/cart.ts']);
        assert.deepEqual(
          failures.map((failure) => [failure.sourceFile, failure.code]),
          [[path, code]],
        );
        assert.deepEqual(
          analyzed.map(({ sourceFile }) => sourceFile),
          ['src/cart.ts'],
        );
        assert.deepEqual(
          parts.filter(({ type }) => type === 'target-failed'),
          [{ type: 'target-failed', failure: failures[0] }],
        );
      });
    }

    it(`says what to do about it ${verifies('ERR-1')}`, async () => {
      const { analyze, workbench } = prepare({ baseline: [cartCoverage] });
      workbench.detectProject = async (path) => {
        if (path === 'src/cart.ts') return { ...fakeProject, testFiles };
        throw new WorkspaceError('workspace-no-package', 'No package.json.', { hint: 'Run npm init.' });
      };
      const { failures } = await analyze(['src/cart.ts', 'src/money.ts']);
      assert.deepEqual(failures, [
        {
          sourceFile: 'src/money.ts',
          code: 'workspace-no-package',
          message: 'No package.json. Run npm init.',
        },
      ]);
    });

    const notCompleted: [code: string, result: TestRunResult, message: RegExp][] = [
      [
        'test-runner-timed-out',
        { status: 'timed-out', commandLine: 'npx fake', timeoutMs: 7000 },
        /stopped after 7 s.*npx fake/,
      ],
      [
        'test-runner-failed',
        { status: 'failed', commandLine: 'npx fake', message: 'Config not found' },
        /Config not found.*npx fake/,
      ],
    ];
    for (const [code, result, message] of notCompleted) {
      it(`throws ${code} when the run of its tests does not complete`, async () => {
        const { analyze } = prepare({ onRun: () => result });
        await assert.rejects(analyze(['src/cart.ts']), { code, message });
      });

      it(`measures the others alone after ${code} ${verifies('COV-3')}`, async () => {
        const { analyze, runner } = prepare({
          baseline: [moneyCoverage],
          onRun: ({ files: run }) => (run.includes('src/cart.test.ts') ? result : undefined),
        });
        const analysis = await analyze(['src/cart.ts', 'src/money.ts']);
        assert.deepEqual(
          runner.requests.map(({ coverageOf }) => coverageOf),
          [['src/cart.ts', 'src/money.ts'], ['src/cart.ts'], ['src/money.ts']],
        );
        assert.deepEqual(
          analysis.failures.map((failure) => [failure.sourceFile, failure.code]),
          [['src/cart.ts', code]],
        );
        assert.deepEqual(
          analysis.files.map(({ sourceFile }) => sourceFile),
          ['src/money.ts'],
        );
        assert.deepEqual(analysis.tests, { passed: 1, failed: 0, skipped: 0, brokenFiles: 0 });
      });
    }

    it('counts a test once although it was run for two files', async () => {
      const { analyze, workspace } = prepare({
        baseline: [cartCoverage, moneyCoverage],
        onRun: ({ coverageOf }) =>
          coverageOf.length > 1
            ? { status: 'failed', commandLine: 'npx fake', message: 'out of memory' }
            : undefined,
      });
      workspace.files.set('src/money.test.ts', "import './cart'; import './money'; it('counts', f);");
      const { tests } = await analyze(['src/cart.ts', 'src/money.ts']);
      assert.deepEqual(tests, { passed: 3, failed: 0, skipped: 0, brokenFiles: 0 });
    });

    it(`throws when the framework is not installed ${verifies('ERR-3')}`, async () => {
      const { analyze } = prepare({
        onRun: () => {
          throw new TestRunnerError('test-runner-not-installed', 'Fake is not installed.');
        },
      });
      await assert.rejects(analyze(['src/cart.ts', 'src/money.ts']), { code: 'test-runner-not-installed' });
    });

    it('lets an error of the product through', async () => {
      const { analyze } = prepare({
        onRun: () => {
          throw new TypeError('bug');
        },
      });
      await assert.rejects(analyze(['src/cart.ts', 'src/money.ts']), TypeError);
    });
  });

  describe('when it is cancelled', () => {
    it(`ends with AbortError, and is not done alone for each file ${verifies('RUN-9')}`, async () => {
      const { analyze, controller, runner } = prepare({
        onRun: () => {
          controller.abort();
          throw new AbortError();
        },
      });
      await assert.rejects(analyze(['src/cart.ts', 'src/money.ts']), { name: 'AbortError' });
      assert.equal(runner.requests.length, 1);
    });

    it('starts no test afterwards', async () => {
      const { analyze, controller, runner } = prepare();
      controller.abort();
      await assert.rejects(analyze(['src/cart.ts']), { name: 'AbortError' });
      assert.deepEqual(runner.requests, []);
    });
  });

  it('hands its signal to the runner', async () => {
    const { analyze, controller, workbench, runner } = prepare({ baseline: [cartCoverage] });
    const signals: AbortSignal[] = [];
    workbench.runnerFor = () => ({
      framework: 'vitest',
      assertInstalled: async () => {},
      run: async (request, signal) => {
        signals.push(signal);
        return await runner.run(request);
      },
    });
    await analyze(['src/cart.ts']);
    assert.equal(signals.length, 1);
    assert.equal(signals[0], controller.signal);
  });

  it('tells its stages, what the runner prints, and progress that ends with 1', async () => {
    const { analyze, parts } = prepare({
      baseline: [cartCoverage, moneyCoverage],
      onRun: ({ onOutput }) => {
        onOutput('$ npx fake');
        return undefined;
      },
    });
    await analyze(['src/cart.ts', 'src/money.ts']);
    assert.deepEqual(
      parts.filter(({ type }) => type === 'stage-start' || type === 'output'),
      [
        { type: 'stage-start', stage: 'inspect', message: 'Reading 2 files' },
        { type: 'stage-start', stage: 'run', message: 'Running 2 test files in vitest' },
        { type: 'output', text: '$ npx fake' },
      ],
    );
    const fractions = parts.flatMap((part) => (part.type === 'progress' ? [part.fraction] : []));
    assert.deepEqual(
      fractions,
      fractions.toSorted((a, b) => a - b),
    );
    assert.equal(fractions.at(-1), 1);
  });

  it('reports while tests run that print nothing, and how long all took', async () => {
    const { analyze, parts, time } = prepare({
      baseline: [cartCoverage],
      onRun: async () => {
        await time.advance(11_000);
        return undefined;
      },
    });
    const { durationMs } = await analyze(['src/cart.ts']);
    assert.deepEqual(
      parts.flatMap((part) =>
        part.type === 'progress' && part.message.includes(' s)') ? [part.message] : [],
      ),
      ['Running 1 test file in vitest (5 s)', 'Running 1 test file in vitest (10 s)'],
    );
    assert.deepEqual([durationMs, time.pendingTimers], [11_000, 0]);
  });

  it('stops when nobody may be told any more', async () => {
    const { workbench } = prepare({ baseline: [cartCoverage] });
    const run = analyzeCoverage(
      { workbench, clock: { now: () => 0 }, testRunTimeoutMs: 7000, ...analysisFakes },
      {
        runId: 'run-1',
        request: { targets: [{ path: 'src/cart.ts' }] },
        elapsedReportIntervalMs: 5000,
        emit: () => Promise.reject(new AbortError()),
        signal: new AbortController().signal,
      },
    );
    await assert.rejects(run, { name: 'AbortError' });
  });
});
