import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { WorkspaceError } from '../../../../src/core/errors';
import type { RunPart } from '../../../../src/core/streaming/runPart';
import { verifies } from '../../../requirements';
import { recordEvents } from '../../../support/recordedEvents';
import { anEmptySummary, deferred, type Script, scriptedFleet } from '../../../support/scriptedFleet';
import { aRequest } from '../../../support/tasks';

const terminalsOf = (parts: readonly RunPart[]): string[] =>
  parts.filter(({ type }) => ['finish', 'error', 'abort'].includes(type)).map(({ type }) => type);

/** Work that goes on until its signal is aborted. */
const untilAborted: Script = (_task, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new AbortError())));

describe('FleetManager, tasks', () => {
  it(`gives a task to an agent and ends with one finish ${verifies('STR-2', 'EVT-7.1-4', 'EVT-7.1-5')}`, async () => {
    const { fleet, events, partsOf } = scriptedFleet();
    const seen = recordEvents(
      events,
      'agent:spawned',
      'agent.initialized',
      'task.started',
      'task.completed',
      'task.failed',
      'agent.terminated',
    );
    const run = fleet.submit(aRequest);
    const result = await run.result;
    assert.deepEqual(result, { status: 'finished', summary: anEmptySummary(run.runId) });
    const parts = partsOf(run.runId);
    assert.deepEqual(
      parts.map(({ type }) => type),
      ['run-start', 'agent-start', 'agent-end', 'finish'],
    );
    const order = [
      'agent.initialized',
      'agent:spawned',
      'task.started',
      'agent.terminated',
      'task.completed',
    ];
    assert.deepEqual(
      seen.map(({ name }) => name),
      order,
    );
    assert.deepEqual([fleet.activeRuns, fleet.agents], [[], []]);
  });

  it(`executes nothing in an untrusted workspace and says so ${verifies('ERR-6')}`, async () => {
    const { fleet, events, agents, partsOf } = scriptedFleet({ isTrusted: () => false });
    const seen = recordEvents(events, 'agent:spawned', 'task.started');
    const run = fleet.submit(aRequest);
    const result = await run.result;
    assert.equal(result.status === 'failed' && result.error.code, 'workspace-untrusted');
    assert.deepEqual([terminalsOf(partsOf(run.runId)), seen, agents], [['error'], [], []]);
  });

  it(`ends a cancelled run with abort, and its work ${verifies('STR-2', 'FM-Q-12')}`, async () => {
    const begun = deferred();
    let isStopped = false;
    const { fleet, partsOf } = scriptedFleet({
      script: (task, work, selection, agent) => {
        begun.resolve();
        work.signal.addEventListener('abort', () => {
          isStopped = true;
        });
        return untilAborted(task, work, selection, agent);
      },
    });
    const run = fleet.submit(aRequest);
    await begun.promise;
    run.cancel();
    assert.deepEqual(await run.result, { status: 'cancelled' });
    assert.deepEqual([terminalsOf(partsOf(run.runId)), isStopped, fleet.agents], [['abort'], true, []]);
  });

  it(`never starts a task that was cancelled while it waited ${verifies('FM-Q-13')}`, async () => {
    const gate = deferred();
    const { fleet, agents } = scriptedFleet({
      settings: { fleet: { maxAgents: 1 } },
      script: async (task) => {
        await gate.promise;
        return anEmptySummary(task.id);
      },
    });
    const first = fleet.submit(aRequest);
    const second = fleet.submit(aRequest);
    second.cancel();
    assert.deepEqual(await second.result, { status: 'cancelled' });
    gate.resolve();
    await first.result;
    assert.equal(agents.length, 1);
  });

  it(`passes on errors that the user can repair, with their code, once ${verifies('EVT-7.1-6')}`, async () => {
    const { fleet, events, agents } = scriptedFleet({
      script: async () => {
        throw new WorkspaceError('workspace-no-package', 'No package.json.');
      },
    });
    const seen = recordEvents(events, 'task.started', 'task.completed', 'task.failed', 'agent.error');
    const result = await fleet.submit(aRequest).result;
    assert.equal(result.status === 'failed' && result.error.code, 'workspace-no-package');
    assert.deepEqual(
      seen.map(({ name }) => name),
      ['task.started', 'task.failed'],
    );
    assert.equal(agents.length, 1);
  });

  it('refuses a task under a wrong setting, naming it', async () => {
    const { fleet } = scriptedFleet({
      config: () => {
        throw new WorkspaceError('workspace-no-package', 'stands for any error of the settings');
      },
    });
    const result = await fleet.submit(aRequest).result;
    assert.equal(result.status === 'failed' && result.error.code, 'workspace-no-package');
  });

  it(`starts waiting tasks by priority ${verifies('FM-Q-3')}`, async () => {
    const gate = deferred();
    const order: string[] = [];
    const { fleet } = scriptedFleet({
      settings: { fleet: { maxAgents: 1 } },
      script: async (task) => {
        order.push(task.priority);
        await gate.promise;
        return anEmptySummary(task.id);
      },
    });
    const runs = (['normal', 'low', 'critical'] as const).map((priority) =>
      fleet.submit(aRequest, { priority }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    gate.resolve();
    await Promise.all(runs.map(({ result }) => result));
    assert.deepEqual(order, ['normal', 'critical', 'low']);
  });

  it(`refuses a task when the queue is full, and says so ${verifies('FM-Q-2')}`, async () => {
    const gate = deferred();
    const { fleet } = scriptedFleet({
      settings: { fleet: { maxAgents: 1, maxQueuedTasks: 1 } },
      script: async (task) => {
        await gate.promise;
        return anEmptySummary(task.id);
      },
    });
    const runs = [fleet.submit(aRequest), fleet.submit(aRequest)];
    const refused = await fleet.submit(aRequest).result;
    assert.equal(refused.status === 'failed' && refused.error.code, 'queue-full');
    gate.resolve();
    assert.ok(
      (await Promise.all(runs.map(({ result }) => result))).every(({ status }) => status === 'finished'),
    );
  });

  it(`never has more agents than allowed ${verifies('FM-Q-5')}`, async () => {
    let atWork = 0;
    let most = 0;
    const { fleet } = scriptedFleet({
      settings: { fleet: { maxAgents: 3 } },
      script: async (task) => {
        most = Math.max(most, ++atWork, fleet.agents.length);
        await new Promise((resolve) => setImmediate(resolve));
        atWork--;
        return anEmptySummary(task.id);
      },
    });
    await Promise.all(Array.from({ length: 20 }, () => fleet.submit(aRequest).result));
    assert.equal(most, 3);
  });

  it('ends every task under load, each once', async () => {
    const { fleet, events } = scriptedFleet({
      settings: { fleet: { maxAgents: 4, maxQueuedTasks: 1000 } },
      script: async (task, { emit }) => {
        for (let index = 0; index < 5; index++) await emit({ type: 'notice', message: String(index) });
        return anEmptySummary(task.id);
      },
    });
    const completed = recordEvents(events, 'task.completed');
    const runs = Array.from({ length: 500 }, () => fleet.submit(aRequest));
    const results = await Promise.all(runs.map(({ result }) => result));
    assert.ok(
      results.every(
        (result, index) => result.status === 'finished' && result.summary.runId === runs[index]?.runId,
      ),
    );
    assert.equal(new Set(completed.map(({ payload }) => payload.taskId)).size, 500);
  });

  it(`stops: what runs and what waits ends as cancelled, later tasks are refused ${verifies('FM-Q-14')}`, async () => {
    const { fleet } = scriptedFleet({ settings: { fleet: { maxAgents: 1 } }, script: untilAborted });
    const runs = [fleet.submit(aRequest), fleet.submit(aRequest)];
    await fleet.spawnAgent('quality-gate').catch(() => undefined);
    await fleet.stop();
    const results = await Promise.all(runs.map(({ result }) => result));
    assert.deepEqual(results, [{ status: 'cancelled' }, { status: 'cancelled' }]);
    const late = await fleet.submit(aRequest).result;
    assert.equal(late.status === 'failed' && late.error.code, 'fleet-stopped');
    assert.deepEqual(fleet.agents, []);
    await assert.rejects(fleet.spawnAgent('quality-gate'), { code: 'fleet-stopped' });
  });
});

describe('FleetManager, limits of a task', () => {
  it(`stops a task that takes too long and names the limit ${verifies('FM-Q-7')}`, async () => {
    let wasStopped = false;
    const begun = deferred();
    const { fleet, time, partsOf } = scriptedFleet({
      settings: { fleet: { taskTimeoutSeconds: 10 } },
      script: (task, work, selection, agent) => {
        begun.resolve();
        work.signal.addEventListener('abort', () => {
          wasStopped = true;
        });
        return untilAborted(task, work, selection, agent);
      },
    });
    const run = fleet.submit(aRequest);
    await begun.promise;
    await time.advance(10_000);
    const result = await run.result;
    assert.deepEqual(result.status === 'failed' && [result.error.code, result.error.message], [
      'task-timed-out',
      'The run was stopped after 10 s.',
    ]);
    assert.deepEqual([wasStopped, terminalsOf(partsOf(run.runId)), time.pendingTimers], [true, ['error'], 0]);
  });

  it(`waits for the work of a stopped task before it reports its end ${verifies('FM-Q-8')}`, async () => {
    const begun = deferred();
    const cleanedUp = deferred();
    let isReported = false;
    const { fleet, time } = scriptedFleet({
      settings: { fleet: { taskTimeoutSeconds: 10 } },
      script: async () => {
        begun.resolve();
        await cleanedUp.promise;
        throw new AbortError();
      },
    });
    const run = fleet.submit(aRequest);
    void run.result.then(() => {
      isReported = true;
    });
    await begun.promise;
    await time.advance(11_000);
    assert.equal(isReported, false);
    cleanedUp.resolve();
    const result = await run.result;
    assert.equal(result.status === 'failed' && result.error.code, 'task-timed-out');
  });

  it('leaves work behind that does not stop when it is told to, and hears nothing more of it', async () => {
    const begun = deferred();
    let emitLate: () => void = () => {};
    const { fleet, time, partsOf } = scriptedFleet({
      settings: { fleet: { taskTimeoutSeconds: 10 } },
      script: (_task, { emit }) => {
        emitLate = () => void emit({ type: 'notice', message: 'late' });
        begun.resolve();
        return new Promise(() => {});
      },
    });
    const run = fleet.submit(aRequest);
    await begun.promise;
    await time.advance(21_000);
    const result = await run.result;
    emitLate();
    assert.equal(result.status === 'failed' && result.error.code, 'task-timed-out');
    assert.equal(
      partsOf(run.runId).some(({ type }) => type === 'notice'),
      false,
    );
    assert.deepEqual([fleet.agents, time.pendingTimers], [[], 0]);
  });
});

describe('FleetManager, agents that crash', () => {
  const crashing =
    (crashes: number): Script =>
    async (task, { emit }) => {
      if (attempts++ < crashes) throw new TypeError('surprise');
      await emit({ type: 'notice', message: 'done' });
      return anEmptySummary(task.id);
    };
  let attempts = 0;
  beforeEach(() => {
    attempts = 0;
  });

  it(`reports the agent, replaces it and tries the task once more ${verifies('FM-Q-9', 'FM-Q-10', 'EVT-7.1-3')}`, async () => {
    const { fleet, events, agents, partsOf } = scriptedFleet({ script: crashing(1) });
    const errors = recordEvents(events, 'agent.error');
    const tasks = recordEvents(events, 'task.started', 'task.completed', 'task.failed');
    const run = fleet.submit(aRequest);
    assert.equal((await run.result).status, 'finished');
    const [first, second] = agents;
    assert.deepEqual(
      [agents.length, first?.agentId.type, second?.agentId.type],
      [2, 'test-generator', 'test-generator'],
    );
    assert.notEqual(first?.agentId.id, second?.agentId.id);
    assert.deepEqual(
      errors.map(({ payload }) => payload),
      [{ agentId: first?.agentId, taskId: run.runId, code: 'internal', message: 'surprise' }],
    );
    assert.deepEqual(
      tasks.map(({ name }) => name),
      ['task.started', 'task.completed'],
    );
    const restart = partsOf(run.runId).find(({ type }) => type === 'restart');
    assert.match(JSON.stringify(restart), /surprise/);
  });

  it(`ends the task with an error when the second agent crashes too ${verifies('FM-Q-11')}`, async () => {
    const { fleet, events, agents, partsOf } = scriptedFleet({ script: crashing(2) });
    const failed = recordEvents(events, 'task.failed');
    const run = fleet.submit(aRequest);
    const result = await run.result;
    assert.deepEqual(result.status === 'failed' && [result.error.code, result.error.message], [
      'internal',
      'surprise',
    ]);
    assert.deepEqual([agents.length, failed.length, terminalsOf(partsOf(run.runId))], [2, 1, ['error']]);
  });

  it('does not begin again when the workspace has been changed', async () => {
    const { fleet, agents } = scriptedFleet({
      script: async (_task, { emit }) => {
        await emit({ type: 'file-written', path: 'a.test.ts', isNew: true });
        throw new TypeError('surprise');
      },
    });
    const result = await fleet.submit(aRequest).result;
    assert.deepEqual([result.status, agents.length], ['failed', 1]);
  });

  it(`counts an agent that stays silent as crashed ${verifies('FM-Q-6')}`, async () => {
    const begun = deferred();
    const { fleet, events, agents, time } = scriptedFleet({
      settings: { fleet: { heartbeatIntervalSeconds: 5, taskTimeoutSeconds: 7200 } },
      script: (task, work, selection, agent) => {
        begun.resolve();
        return agents.length === 1
          ? untilAborted(task, work, selection, agent)
          : Promise.resolve(anEmptySummary(task.id));
      },
    });
    const errors = recordEvents(events, 'agent.error');
    const heartbeats = recordEvents(events, 'agent.heartbeat');
    const run = fleet.submit(aRequest);
    await begun.promise;
    await time.advance(15_000);
    assert.equal((await run.result).status, 'finished');
    assert.deepEqual(
      heartbeats.map(({ payload }) => payload.silentForMs),
      [5000, 10_000, 15_000],
    );
    assert.equal(errors[0]?.payload.code, 'agent-unresponsive');
    assert.equal(agents.length, 2);
  });

  it(`takes every part for a sign of life ${verifies('FM-Q-6')}`, async () => {
    const end = deferred();
    let emitNow: () => void = () => {};
    const { fleet, agents, time } = scriptedFleet({
      settings: { fleet: { heartbeatIntervalSeconds: 5, taskTimeoutSeconds: 7200 } },
      script: async (task, { emit }) => {
        emitNow = () => void emit({ type: 'notice', message: 'alive' });
        await end.promise;
        return anEmptySummary(task.id);
      },
    });
    const run = fleet.submit(aRequest);
    for (let count = 0; count < 10; count++) {
      await time.advance(10_000);
      emitNow();
    }
    end.resolve();
    assert.deepEqual([(await run.result).status, agents.length], ['finished', 1]);
  });

  it(`replaces an agent that was spawned to stay ${verifies('FM-Q-9')}`, async () => {
    const { fleet, agents } = scriptedFleet({ script: crashing(1) });
    const spawned = await fleet.spawnAgent('test-generator');
    assert.equal((await fleet.submit(aRequest).result).status, 'finished');
    assert.equal(spawned.status, 'terminated');
    assert.deepEqual(
      fleet.agents.map(({ agentId, status }) => [agentId.type, status]),
      [['test-generator', 'idle']],
    );
    assert.equal(agents.length, 2);
  });
});
