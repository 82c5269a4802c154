import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock';
import { CoverageAnalyzerAgent } from '../../../src/core/agents/coverageAnalyzerAgent';
import { analyzeCoverage } from '../../../src/core/coverageAnalysis/analyzeCoverage';
import { verifies } from '../../requirements';
import { analysisFakes } from '../../support/analysisFakes';
import { livingProcesses } from '../../support/livingProcesses';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { realWorkbench } from '../../support/realWorkbench';
import { isRunning } from '../../support/sandboxHarness';
import { deferred, scriptedFleet } from '../../support/scriptedFleet';
import { setUpTestRunners, type TestRunnerSetup } from '../../support/testRunners';

/** A test that never ends, and neither does what it started; it prints the ids of both processes. */
const endlessTest = `
import { spawn } from 'node:child_process';
import '../src/shipping.js';
it('never ends', function (done) {
  this.timeout(0);
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  child.once('spawn', () => console.log('processes ' + process.pid + ' ' + child.pid + ' are up'));
});
`;

describe('A fleet and the processes of its tasks', () => {
  let runners: TestRunnerSetup;
  let project: ProjectCopy;
  before(async () => {
    runners = await setUpTestRunners();
  });
  after(() => runners.remove());
  beforeEach(async () => {
    project = await copyProject('mocha');
    await project.write('test/shipping.test.js', endlessTest);
  });
  afterEach(async () => {
    await project.remove();
    assert.deepEqual(livingProcesses(project.folder), [], 'a process was left behind');
  });

  /** A fleet whose time a test advances, at work on the project's tests; resolves when its processes are up. */
  async function hangingTask(streaming: boolean) {
    const { fleet, streams, time } = scriptedFleet({
      settings: { features: { streaming }, fleet: { taskTimeoutSeconds: 10 } },
      createAgent: (_type, config) =>
        new CoverageAnalyzerAgent(config, {
          openWorkbench: async (folder) => realWorkbench(folder, runners),
          clock: systemClock,
          analyzeCoverage,
          testRunTimeoutMs: 60_000,
          ...analysisFakes,
        }),
    });
    const run = fleet.submit({
      type: 'analyze-coverage',
      workspaceRoot: project.folder,
      targets: [{ path: 'src/shipping.js' }],
    });
    const processes = deferred<readonly number[]>();
    let printed = '';
    streams.subscribe(run.runId, 0, ({ part }) => {
      if (part.type === 'output') printed += part.text;
      const [, parent, child] = /processes (\d+) (\d+) are up/.exec(printed) ?? [];
      if (parent && child) processes.resolve([Number(parent), Number(child)]);
    });
    const early = run.result.then(() => assert.fail(`The run ended before it hung: ${printed}`));
    const ids = await Promise.race([processes.promise, early]);
    early.catch(() => undefined);
    assert.deepEqual(ids.filter(isRunning), ids);
    return { fleet, time, run, ids };
  }

  for (const streaming of [false, true]) {
    it(`reports that time is up when they are gone, with streaming ${streaming ? 'on' : 'off'} ${verifies('FM-Q-8')}`, async () => {
      const { time, run, ids } = await hangingTask(streaming);
      const ended = run.result.then((result) => ({ result, left: ids.filter(isRunning) }));
      await time.advance(10_000);
      const { result, left } = await ended;
      assert.deepEqual([result.status === 'failed' && result.error.code, left], ['task-timed-out', []]);
    });
  }

  it(`has stopped when they are gone ${verifies('FM-Q-1')}`, async () => {
    const { fleet, run, ids } = await hangingTask(false);
    const left = await fleet.stop().then(() => ids.filter(isRunning));
    assert.deepEqual([left, fleet.agents], [[], []]);
    assert.deepEqual(await run.result, { status: 'cancelled' });
  });
});
