import assert from 'node:assert/strict';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { summarizeCosts } from '../../../../src/core/cost/costSummary';
import { analyzeCoverage } from '../../../../src/core/coverageAnalysis/analyzeCoverage';
import { LedgerError, TestRunnerError } from '../../../../src/core/errors';
import { type GateDependencies, measureGate } from '../../../../src/core/quality/measureGate';
import type { QualityGateRequest } from '../../../../src/core/quality/qualityGateRequest';
import type { SuiteScore, SuiteScoreJob } from '../../../../src/core/quality/suiteScore';
import type { RunPart } from '../../../../src/core/streaming/runPart';
import { verifies } from '../../../requirements';
import { analysisFakes } from '../../../support/analysisFakes';
import { aCoverage } from '../../../support/coverageBuilders';
import { type FakeRunnerScript, fakeWorkbench } from '../../../support/generationFakes';
import { aLedgerRow } from '../../../support/ledgerRows';
import { ManualTime } from '../../../support/manualTimer';

const measuredScore: SuiteScore = {
  sourceFile: 'src/cart.ts',
  status: 'measured',
  score: { killed: 1, mutants: 2 },
  survivors: [],
  unmeasuredTests: [],
};

/** A gate over one source file with one test. */
function prepare(qualityGate: object, script: Partial<FakeRunnerScript> = {}) {
  const time = new ManualTime();
  const { workbench, runner, workspace } = fakeWorkbench(
    {
      'src/cart.ts': 'export function double() {}',
      'src/cart.test.ts': "import './cart'; describe('double', () => { it('works', f); });",
    },
    { tests: {}, baseline: [aCoverage('src/cart.ts', ['1 ✓', '1'], ['1 ✓'])], ...script },
    { testFiles: ['src/cart.test.ts'] },
  );
  const jobs: SuiteScoreJob[] = [];
  const parts: RunPart[] = [];
  const measure = async (
    changes: Partial<GateDependencies> = {},
    request: Partial<QualityGateRequest> = {},
  ) =>
    await measureGate(
      {
        clock: time,
        setTimer: time.setTimer,
        testRunTimeoutMs: 1000,
        analyzeCoverage,
        ...analysisFakes,
        workbench,
        measureSuiteScore: async (job) => {
          jobs.push(job);
          return measuredScore;
        },
        costs: { getCosts: async (period) => summarizeCosts(period, { fromMs: 0, toMs: 1 }, [aLedgerRow()]) },
        ...changes,
      },
      {
        runId: 'run-1',
        request: {
          type: 'quality-gate',
          workspaceRoot: '/workspace',
          targets: [{ path: 'src/cart.ts' }],
          ...request,
        },
        settings: parseFleetConfig({ qualityGate, mutation: { maxMutants: 12 } }),
        emit: (part) => void parts.push(part),
        signal: new AbortController().signal,
        elapsedReportIntervalMs: 5000,
      },
    );
  return { measure, runner, workbench, workspace, jobs, parts };
}

const everything = { mutationScore: 50, flakiness: 0, flakinessRuns: 2, monthlySpend: 1 };

describe('measureGate', () => {
  it(`measures nothing that no rule asks for ${verifies('GATE-6')}`, async () => {
    const { measure, runner, jobs } = prepare({});
    const { analysis, flakiness, mutation, spend, changedFiles } = await measure({
      costs: { getCosts: async () => assert.fail('No rule asks for costs') },
    });
    assert.ok('statements' in analysis.total);
    assert.deepEqual([flakiness, mutation, spend, changedFiles], [undefined, undefined, undefined, []]);
    assert.deepEqual([runner.requests.length, jobs], [1, []]);
  });

  it(`measures everything that rules ask for, with the settings of the moment ${verifies('GATE-6')}`, async () => {
    const { measure, runner, jobs } = prepare(everything);
    const { flakiness, mutation, spend } = await measure();
    assert.deepEqual(flakiness, { runs: 2, tests: 1, flaky: [] });
    assert.deepEqual(mutation, [measuredScore]);
    assert.ok(spend && 'totalMicroUsd' in spend);
    assert.equal(spend.totalMicroUsd, aLedgerRow().costMicroUsd);
    assert.equal(runner.requests.length, 3);
    assert.deepEqual(
      jobs.map(({ sourceFile, settings, timeoutMs }) => [sourceFile, settings.maxMutants, timeoutMs]),
      [['src/cart.ts', 12, 1000]],
    );
  });

  it('reports progress that never goes back and ends with the whole', async () => {
    const { measure, parts } = prepare(everything);
    await measure();
    const fractions = parts.flatMap((part) => (part.type === 'progress' ? [part.fraction] : []));
    assert.deepEqual(
      fractions,
      fractions.toSorted((a, b) => a - b),
    );
    assert.equal(fractions.at(-1), 1);
  });

  it(`takes what cannot be measured as not known, and goes on ${verifies('GATE-1')}`, async () => {
    const { measure } = prepare(everything);
    const { mutation, spend } = await measure({
      measureSuiteScore: async () => {
        throw new TestRunnerError('test-runner-failed', 'It broke.');
      },
      costs: {
        getCosts: async () => {
          throw new LedgerError('ledger-unreadable', 'The ledger is gone.');
        },
      },
    });
    assert.deepEqual(mutation, [{ sourceFile: 'src/cart.ts', status: 'unavailable', reason: 'It broke.' }]);
    assert.deepEqual(spend, { unavailable: 'The ledger is gone.' });
  });

  it('keeps what failed as evidence', async () => {
    const { measure } = prepare({}, { tests: { works: { tryRun: 'failed' } } });
    const { failedTests } = await measure();
    assert.deepEqual(
      failedTests.map(({ titlePath, failureMessage }) => [titlePath, failureMessage]),
      [[['double', 'works'], 'works failed']],
    );
  });

  for (const [file, changed] of [
    ['src/cart.ts', ['src/cart.ts']],
    ['src/cart.test.ts', ['src/cart.test.ts']],
    ['src/other.ts', []],
  ] as const) {
    it(`${changed.length > 0 ? 'notices' : 'does not mind'} that ${file} changes while it is at work ${verifies('GATE-4')}`, async () => {
      const { measure, workspace } = prepare(everything, {
        onRun: (_, numberOfRun) => {
          if (numberOfRun === 2) workspace.files.set(file, 'changed');
          return undefined;
        },
      });
      assert.deepEqual((await measure()).changedFiles, changed);
    });
  }

  it(`notices a change of a file that was chosen because it differs from the base branch ${verifies('GATE-4')}`, async () => {
    const { measure, workbench, workspace } = prepare(
      {},
      {
        onRun: () => {
          workspace.files.set('src/cart.ts', 'changed');
          return undefined;
        },
      },
    );
    const byFile = new Map([['src/cart.ts', [{ startLine: 1, endLine: 1 }]]]);
    const history = { ...workbench.history, changedLines: async () => ({ baseCommit: 'abc', byFile }) };
    const { analysis, changedFiles } = await measure(
      { workbench: { ...workbench, history } },
      { targets: [], changedSince: 'main' },
    );
    assert.equal(analysis.changed?.baseCommit, 'abc');
    assert.deepEqual(changedFiles, ['src/cart.ts']);
  });

  it(`notices that a source was deleted ${verifies('GATE-4')}`, async () => {
    const { measure, workspace } = prepare(
      {},
      {
        onRun: () => {
          workspace.files.delete('src/cart.ts');
          return undefined;
        },
      },
    );
    assert.deepEqual((await measure()).changedFiles, ['src/cart.ts']);
  });
});
