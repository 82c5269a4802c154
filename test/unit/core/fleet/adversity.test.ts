import assert from 'node:assert/strict';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { ConfigError } from '../../../../src/core/errors';
import { verifies } from '../../../requirements';
import { recordEvents } from '../../../support/recordedEvents';
import { anEmptySummary, deferred, ScriptedAgent, scriptedFleet } from '../../../support/scriptedFleet';
import { aRequest } from '../../../support/tasks';

/** Settings that a user can spoil and mend. */
function spoilable(settings: unknown = {}) {
  let isWrong = false;
  return {
    spoil: () => {
      isWrong = true;
    },
    config: () => {
      if (isWrong) throw new ConfigError('agenticQe.fleet.maxAgents', 'wrong');
      return parseFleetConfig(settings);
    },
  };
}

describe('FleetManager, settings that become wrong in mid-run', () => {
  it('finishes what is at work and what waits, and refuses what comes then', async () => {
    const { config, spoil } = spoilable({ fleet: { maxAgents: 1 } });
    const [begun, end] = [deferred(), deferred()];
    const { fleet } = scriptedFleet({
      config,
      script: async (task) => {
        begun.resolve();
        await end.promise;
        return anEmptySummary(task.id);
      },
    });
    const runs = [fleet.submit(aRequest), fleet.submit(aRequest)];
    await begun.promise;
    spoil();
    const late = await fleet.submit(aRequest).result;
    end.resolve();
    const results = await Promise.all(runs.map(({ result }) => result));
    assert.deepEqual(
      results.map(({ status }) => status),
      ['finished', 'finished'],
    );
    assert.equal(late.status === 'failed' && late.error.code, 'config-invalid');
  });

  it(`gives a crashed task its second agent all the same ${verifies('FM-Q-10')}`, async () => {
    const { config, spoil } = spoilable();
    let tries = 0;
    const { fleet } = scriptedFleet({
      config,
      script: async (task) => {
        if (tries++ > 0) return anEmptySummary(task.id);
        spoil();
        throw new TypeError('surprise');
      },
    });
    assert.equal((await fleet.submit(aRequest).result).status, 'finished');
  });
});

describe('FleetManager, agents that cannot be had', () => {
  it(`ends a task once for all who listen when there is no second agent ${verifies('EVT-7.1-6', 'FM-Q-11')}`, async () => {
    let made = 0;
    const { fleet, events } = scriptedFleet({
      createAgent: (type, config) => {
        if (++made > 1) throw new Error('no more agents');
        return new ScriptedAgent(type, config, async () => {
          throw new TypeError('surprise');
        });
      },
    });
    const ends = recordEvents(events, 'task.started', 'task.completed', 'task.failed');
    assert.equal((await fleet.submit(aRequest).result).status, 'failed');
    assert.deepEqual(
      ends.map(({ name }) => name),
      ['task.started', 'task.failed'],
    );
  });

  it('spawns none into a fleet that is stopped meanwhile', async () => {
    const { fleet, events } = scriptedFleet();
    const spawned = recordEvents(events, 'agent:spawned');
    const agent = fleet.spawnAgent('quality-gate');
    const stopped = fleet.stop();
    await assert.rejects(agent, { code: 'fleet-stopped' });
    await stopped;
    assert.deepEqual([spawned, fleet.agents], [[], []]);
  });

  it('starts waiting tasks with the next heartbeat after the limit has risen', async () => {
    const end = deferred();
    const { fleet, agents, time, changeSettings } = scriptedFleet({
      settings: { fleet: { maxAgents: 1 } },
      script: async (task) => {
        await end.promise;
        return anEmptySummary(task.id);
      },
    });
    const runs = [fleet.submit(aRequest), fleet.submit(aRequest)];
    await time.advance(0);
    changeSettings({ fleet: { maxAgents: 2 } });
    await time.advance(30_000);
    assert.equal(agents.length, 2);
    end.resolve();
    await Promise.all(runs.map(({ result }) => result));
  });

  it(`does not take an agent for silent that waits for its readers ${verifies('FM-Q-6')}`, async () => {
    const { fleet, streams, agents, time } = scriptedFleet({
      settings: {
        features: { streaming: true },
        fleet: { heartbeatIntervalSeconds: 5 },
        streaming: { bufferSize: 16, timeoutMs: 60_000 },
      },
      script: async (task, { emit }) => {
        for (let index = 0; index < 100; index++) await emit({ type: 'notice', message: String(index) });
        return anEmptySummary(task.id);
      },
    });
    const run = fleet.submit(aRequest);
    const reader = streams.read(run.runId, 0, new AbortController().signal)[Symbol.asyncIterator]();
    await reader.next();
    for (let seconds = 0; seconds < 100; seconds += 5) await time.advance(5000);
    assert.deepEqual([(await run.result).status, agents.length], ['finished', 1]);
  });
});
