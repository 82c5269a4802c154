import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../src/base/clock';
import { parseFleetConfig } from '../../../src/core/config/fleetConfig';
import { analyzeCoverage } from '../../../src/core/coverageAnalysis/analyzeCoverage';
import type { CoverageAnalysis } from '../../../src/core/coverageAnalysis/coverageAnalysis';
import { judgeQuality } from '../../../src/core/quality/qualityGate';
import type { RunPart } from '../../../src/core/streaming/runPart';
import { verifies } from '../../requirements';
import { analysisFakes } from '../../support/analysisFakes';
import { someMeasurements } from '../../support/gateBuilders';
import { livingProcesses } from '../../support/livingProcesses';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { realWorkbench } from '../../support/realWorkbench';
import { setUpTestRunners, type TestRunnerSetup } from '../../support/testRunners';

const config = parseFleetConfig({});

/** What the one test of each fixture project leaves out, counted by hand in its source. */
const projects = [
  {
    name: 'vitest',
    source: 'src/shipping.ts',
    test: 'src/shipping.test.ts',
    gaps: [
      '2 branches and 4 statements of quote are not executed (lines 38–42).',
      '2 branches and 3 statements of neverCalled are not executed (lines 20–21).',
      '2 branches and 1 statement of shippingCents are not executed (lines 13, 15).',
      '3 statements of Depot are not executed (lines 25, 33).',
      '2 statements of Depot.add are not executed (lines 28–29).',
    ],
  },
  {
    name: 'mocha',
    source: 'src/shipping.js',
    test: 'test/shipping.test.js',
    gaps: [
      '2 branches and 4 statements of quote are not executed (lines 31–35).',
      '2 branches and 3 statements of neverCalled are not executed (lines 13–14).',
      '2 branches and 1 statement of shippingCents are not executed (lines 6, 8).',
      '3 statements of Depot are not executed (lines 18, 26).',
      '2 statements of Depot.add are not executed (lines 21–22).',
    ],
  },
] as const;

describe('analyzeCoverage, in the runners’ own processes', () => {
  let runners: TestRunnerSetup;
  let project: ProjectCopy | undefined;
  before(async () => {
    runners = await setUpTestRunners();
  });
  after(() => runners.remove());

  afterEach(async () => {
    const folder = project?.folder;
    await project?.remove();
    project = undefined;
    if (folder) assert.deepEqual(livingProcesses(folder), [], 'a process was left behind');
  });

  const analyze = async (
    folder: string,
    targets: readonly string[],
    { emit = () => {}, signal = new AbortController().signal }: Partial<Hooks> = {},
  ): Promise<CoverageAnalysis> => {
    return await analyzeCoverage(
      {
        workbench: realWorkbench(folder, runners),
        clock: systemClock,
        testRunTimeoutMs: 60_000,
        ...analysisFakes,
      },
      {
        runId: 'run-1',
        request: { targets: targets.map((path) => ({ path })) },
        emit,
        signal,
        elapsedReportIntervalMs: 5000,
      },
    );
  };

  for (const { name, source, test, gaps } of projects) {
    it(`measures what a hand count of the ${name} project finds, and touches nothing ${verifies('COV-1', 'COV-2', 'COV-3')}`, async () => {
      project = await copyProject(name);
      const before = await project.snapshot();
      const analysis = await analyze(project.folder, [source]);
      assert.deepEqual(analysis.total, {
        coveredStatements: 4,
        statements: 17,
        coveredBranches: 3,
        branches: 9,
      });
      assert.deepEqual(
        analysis.gaps.map(({ explanation }) => explanation.replace(/ Risk .*$/, '')).sort(),
        [...gaps].sort(),
      );
      const risks = analysis.gaps.map(({ risk }) =>
        'value' in risk ? risk.value : Number.POSITIVE_INFINITY,
      );
      assert.deepEqual(
        risks,
        risks.toSorted((a, b) => b - a),
      );
      assert.deepEqual(analysis.tests, { passed: 1, failed: 0, skipped: 0, brokenFiles: 0 });
      assert.deepEqual(await project.snapshot(), before);
      const { verdict, rules } = judgeQuality(someMeasurements({ analysis }), config.qualityGate);
      assert.deepEqual(
        [verdict, ...rules.map((rule) => rule.verdict)],
        ['failed', 'failed', 'failed', 'passed'],
      );
    });

    it(`measures the ${name} project though a test breaks what the probe needs ${verifies('COV-1')}`, async () => {
      project = await copyProject(name);
      const text = (await project.snapshot())[`${project.folder}/${test}`] ?? '';
      await project.write(
        test,
        `${text}\nit('breaks JSON', () => { JSON.stringify = () => 'x'; Array.prototype.map = () => []; });\n`,
      );
      const analysis = await analyze(project.folder, [source]);
      assert.ok('coveredStatements' in analysis.total, JSON.stringify(analysis.total));
      assert.equal(analysis.total.coveredStatements, 4);
    });

    it(`tells broken and failing tests of the ${name} project apart, and measures on ${verifies('COV-1', 'GATE-3')}`, async () => {
      project = await copyProject(name);
      const text = (await project.snapshot())[`${project.folder}/${test}`] ?? '';
      await project.write(test, text.replace('990', '991'));
      await project.write(test.replace('shipping.test', 'shipping.spec'), `${text}\n}`);
      const analysis = await analyze(project.folder, [source]);
      assert.deepEqual(analysis.tests, { passed: 0, failed: 1, skipped: 0, brokenFiles: 1 });
      assert.ok('coveredStatements' in analysis.total);
      assert.equal(analysis.total.coveredStatements, 4);
    });
  }

  it(`has no figure for what no test loads, and goes on past what cannot be read ${verifies('COV-1', 'COV-3')}`, async () => {
    project = await copyProject('vitest');
    await project.write('src/lonely.ts', 'export const lonely = () => 1;\n');
    await project.write('src/typed.ts', 'export interface Typed { a: 1 }\n');
    await project.write('src/unread.ts', 'export const = ;\n');
    await project.write(
      'src/typed.test.ts',
      "import { it } from 'vitest';\nimport type { Typed } from './typed';\nimport type {} from './lonely';\nit('is typed', () => void ({ a: 1 } satisfies Typed));\n",
    );
    const targets = ['src/lonely.ts', 'src/typed.ts', 'src/unread.ts', 'src/shipping.ts'];
    const analysis = await analyze(project.folder, targets);
    assert.deepEqual(
      analysis.files.map(({ sourceFile, coverage }) => [
        sourceFile,
        'unavailable' in coverage ? coverage.unavailable : coverage.statements,
      ]),
      [
        ['src/lonely.ts', 'No test executes the file.'],
        ['src/typed.ts', 0],
        ['src/shipping.ts', 17],
      ],
    );
    assert.deepEqual(
      analysis.failures.map(({ sourceFile, code }) => [sourceFile, code]),
      [['src/unread.ts', 'source-syntax-error']],
    );
    assert.ok(analysis.gaps.some(({ sourceFile }) => sourceFile === 'src/lonely.ts'));
    assert.deepEqual(analysis.tests, { passed: 2, failed: 0, skipped: 0, brokenFiles: 0 });
  });

  it(`leaves no process when it is cancelled while tests run ${verifies('RUN-9')}`, async () => {
    project = await copyProject('vitest');
    await project.write(
      'src/shipping.test.ts',
      "import { it } from 'vitest';\nimport './shipping';\nconsole.log('running');\nit('never ends', () => new Promise(() => {}), 60_000);\n",
    );
    const controller = new AbortController();
    let printed = '';
    const emit = (part: RunPart): void => {
      if (part.type === 'output') printed += part.text;
      if (printed.includes('running')) controller.abort();
    };
    const guard = delay(50_000, undefined, { ref: false }).then(() => assert.fail(printed));
    const analysis = analyze(project.folder, ['src/shipping.ts'], { emit, signal: controller.signal });
    await assert.rejects(Promise.race([analysis, guard]), { name: 'AbortError' });
    assert.deepEqual(livingProcesses(project.folder), []);
  });
});

interface Hooks {
  readonly emit: (part: RunPart) => void;
  readonly signal: AbortSignal;
}
