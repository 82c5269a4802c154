import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { CostTracker } from '../../../../src/core/cost/costTracker';
import { WorkspaceError } from '../../../../src/core/errors';
import { EventBus } from '../../../../src/core/events/eventBus';
import { FleetManager } from '../../../../src/core/fleet/fleetManager';
import type { CandidatePart } from '../../../../src/core/generation/candidate';
import type { Workbench } from '../../../../src/core/generation/workbench';
import type { RunPart } from '../../../../src/core/streaming/runPart';
import { StreamManager } from '../../../../src/core/streaming/streamManager';
import { verifies } from '../../../requirements';
import { aCandidate } from '../../../support/builders';
import { FakeLedgerStore } from '../../../support/fakeLedgerStore';
import { fakeSource, fakeWorkbench, memoryRunStore } from '../../../support/generationFakes';

const request = { workspaceRoot: '/workspace', targets: [{ path: 'src/double.ts' }] };
const usual: CandidatePart[] = [{ type: 'candidate', candidate: aCandidate({ title: 'useful' }) }];

interface Options {
  readonly isTrusted?: boolean;
  readonly settings?: unknown;
  readonly parts?: readonly CandidatePart[] | ((signal?: AbortSignal) => AsyncIterable<CandidatePart>);
  readonly openWorkbench?: () => Promise<Workbench>;
}

function fleetWith(options: Options = {}) {
  const events = new EventBus(silentLogger);
  const streams = new StreamManager(silentLogger);
  const clock = { now: () => 0 };
  const config = () => parseFleetConfig(options.settings ?? {});
  const { workbench, workspace, runner } = fakeWorkbench(
    { 'src/double.ts': 'export …' },
    { tests: { useful: { hits: [0] } } },
  );
  const names: string[] = [];
  for (const name of ['agent:spawned', 'task.started', 'task.completed', 'task.failed'] as const)
    events.on(name, () => names.push(name));
  const fleet = new FleetManager({
    events,
    streams,
    clock,
    config,
    logger: silentLogger,
    isTrusted: () => options.isTrusted ?? true,
    costs: new CostTracker({ ledger: new FakeLedgerStore(), events, clock, timeZone: 'UTC', config }),
    runStore: memoryRunStore(),
    processId: 1,
    isProcessAlive: () => false,
    testRunTimeoutMs: 1000,
    openWorkbench: options.openWorkbench ?? (async () => workbench),
    createSource: () => fakeSource(options.parts ?? usual),
  });
  const partsOf = (runId: string): RunPart[] => {
    const parts: RunPart[] = [];
    streams.subscribe(runId, 0, ({ part }) => parts.push(part)).dispose();
    return parts;
  };
  return { fleet, partsOf, names, workspace, runner };
}

const terminalsOf = (parts: readonly RunPart[]): string[] =>
  parts.filter(({ type }) => ['finish', 'error', 'abort'].includes(type)).map(({ type }) => type);

describe('FleetManager', () => {
  it(`gives a task to an agent and ends with one finish ${verifies('STR-2')}`, async () => {
    const { fleet, partsOf, names } = fleetWith();
    const run = fleet.submit(request);
    const result = await run.result;
    assert.equal(result.status === 'finished' && result.summary.kept, 1);
    const parts = partsOf(run.runId);
    assert.equal(parts[0]?.type, 'run-start');
    assert.deepEqual([terminalsOf(parts), parts.at(-1)?.type], [['finish'], 'finish']);
    assert.deepEqual(names, ['agent:spawned', 'task.started', 'task.completed']);
    assert.deepEqual(fleet.activeRuns, []);
  });

  it(`executes nothing in an untrusted workspace and says so ${verifies('ERR-6')}`, async () => {
    const { fleet, partsOf, names, runner } = fleetWith({
      isTrusted: false,
      openWorkbench: async () => assert.fail('the workspace was opened'),
    });
    const run = fleet.submit(request);
    const result = await run.result;
    assert.equal(result.status === 'failed' && result.error.code, 'workspace-untrusted');
    assert.deepEqual([terminalsOf(partsOf(run.runId)), names, runner.requests], [['error'], [], []]);
  });

  it(`ends a cancelled run with abort, not with an error ${verifies('STR-2')}`, async () => {
    let started: () => void = () => {};
    const atWork = new Promise<void>((resolve) => {
      started = resolve;
    });
    const { fleet, partsOf, workspace } = fleetWith({
      parts: async function* () {
        yield { type: 'progress', fraction: 0, message: 'working' };
        started();
        await new Promise((resolve) => setImmediate(resolve));
      },
    });
    const run = fleet.submit(request);
    await atWork;
    run.cancel();
    assert.deepEqual(await run.result, { status: 'cancelled' });
    assert.deepEqual(terminalsOf(partsOf(run.runId)), ['abort']);
    assert.equal(workspace.files.size, 1);
  });

  it('cancels a run that is still waiting for its turn', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { fleet, names } = fleetWith({
      settings: { fleet: { maxAgents: 1 } },
      parts: async function* () {
        await gate;
        yield* usual;
      },
    });
    const first = fleet.submit(request);
    const second = fleet.submit(request);
    second.cancel();
    assert.deepEqual(await second.result, { status: 'cancelled' });
    release();
    await first.result;
    assert.equal(names.filter((name) => name === 'agent:spawned').length, 1);
  });

  it('passes on errors that the user can repair, with their code', async () => {
    const { fleet } = fleetWith({
      openWorkbench: async () => {
        throw new WorkspaceError('workspace-no-package', 'No package.json.');
      },
    });
    const result = await fleet.submit(request).result;
    assert.equal(result.status === 'failed' && result.error.code, 'workspace-no-package');
  });

  it('wraps everything else as an internal error with its message', async () => {
    const { fleet } = fleetWith({
      openWorkbench: async () => {
        throw new TypeError('surprise');
      },
    });
    const result = await fleet.submit(request).result;
    assert.deepEqual(result.status === 'failed' && [result.error.code, result.error.message], [
      'internal',
      'surprise',
    ]);
  });

  it('refuses a task under a wrong setting, naming it', async () => {
    const { fleet } = fleetWith({ settings: { testFramework: 'ava' } });
    const result = await fleet.submit(request).result;
    assert.equal(result.status === 'failed' && result.error.code, 'config-invalid');
  });

  it('stops: runs end as cancelled, later ones are refused', async () => {
    const { fleet } = fleetWith();
    const run = fleet.submit(request);
    await fleet.stop();
    assert.deepEqual(await run.result, { status: 'cancelled' });
    const late = await fleet.submit(request).result;
    assert.equal(late.status === 'failed' && late.error.code, 'fleet-stopped');
  });
});
