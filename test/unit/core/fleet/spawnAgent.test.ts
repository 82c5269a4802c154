import assert from 'node:assert/strict';
import { FleetError } from '../../../../src/core/errors';
import type { ModelRouter } from '../../../../src/core/routing/modelRouter';
import { verifies } from '../../../requirements';
import { recordEvents } from '../../../support/recordedEvents';
import { RecordingLogger } from '../../../support/recordingLogger';
import { anEmptySummary, deferred, scriptedFleet } from '../../../support/scriptedFleet';
import { aRequest } from '../../../support/tasks';

const routerOn = { features: { multiModelRouter: true } };
const bothOn = { features: { multiModelRouter: true, streaming: true } };
const statistics = { selections: 7 };
const costs = { period: 'day', calls: 3 };

/** Stands for a router where only its identity and its answers matter. */
const fakeRouter = () =>
  ({
    models: [{}, {}, {}],
    getModelStats: async () => statistics,
    getCostTracker: () => ({ getCosts: async (period: string) => ({ ...costs, period }) }),
  }) as unknown as ModelRouter;

describe('FleetManager.spawnAgent', () => {
  it(`resolves to an initialised agent of the type under a new id ${verifies('FM-2.2-1', 'AGT-3.1-4', 'EVT-7.1-2')}`, async () => {
    const { fleet, events } = scriptedFleet();
    const initialized = recordEvents(events, 'agent.initialized');
    const [a, b] = [await fleet.spawnAgent('quality-gate'), await fleet.spawnAgent('quality-gate')];
    assert.deepEqual([a.agentId.type, a.status, b.status], ['quality-gate', 'idle', 'idle']);
    assert.notEqual(a.agentId.id, b.agentId.id);
    assert.deepEqual(
      initialized.map(({ payload }) => payload.agentId.id),
      [a.agentId.id, b.agentId.id],
    );
  });

  it(`hands over router, flags and what it was given ${verifies('FM-2.2-2', 'FM-2.2-3', 'FM-2.2-4', 'FM-2.2-5', 'TST-9.2-2', 'AGT-3.1-3')}`, async () => {
    const router = fakeRouter();
    const { fleet, events } = scriptedFleet({ settings: bothOn, createRouter: () => router });
    const spawned = recordEvents(events, 'agent:spawned');
    const agent = await fleet.spawnAgent('test-generator', { id: 'mine', label: 'for the review' });
    assert.equal(agent.modelRouter, router);
    assert.deepEqual(
      [agent.agentId.id, agent.streamingEnabled, agent.features],
      ['mine', true, bothOn.features],
    );
    assert.equal(spawned[0]?.payload.config.label, 'for the review');
  });

  it(`hands over no router and no streaming while the features are off ${verifies('FM-2.1-2', 'FM-2.1-3', 'FM-2.2-2')}`, async () => {
    const { fleet } = scriptedFleet({ createRouter: () => assert.fail('a router was made') });
    const agent = await fleet.spawnAgent('test-generator');
    assert.deepEqual([agent.modelRouter, agent.streamingEnabled], [undefined, false]);
    assert.deepEqual(agent.features, { multiModelRouter: false, streaming: false });
    assert.equal(fleet.getModelRouter(), undefined);
  });

  it(`announces the agent once with its configuration, which holds no object and no secret ${verifies('FM-2.2-6', 'FM-2.2-7')}`, async () => {
    const { fleet, events } = scriptedFleet({ settings: bothOn, createRouter: fakeRouter });
    const spawned = recordEvents(events, 'agent:spawned');
    const agent = await fleet.spawnAgent('test-generator', { label: 'a' });
    const config = { label: 'a', hasModelRouter: true, streamingEnabled: true, features: bothOn.features };
    assert.deepEqual(
      spawned.map(({ payload }) => payload),
      [{ agentId: agent.agentId.id, type: 'test-generator', config }],
    );
  });

  it(`logs type, id, router and streaming, and the router with its number of models ${verifies('FM-2.2-8', 'FM-2.1-8')}`, async () => {
    const logger = new RecordingLogger();
    const { fleet } = scriptedFleet({ settings: routerOn, logger, createRouter: fakeRouter });
    const agent = await fleet.spawnAgent('test-generator');
    assert.deepEqual(logger.entries, [
      'info: ModelRouter initialized',
      `info: Agent spawned: test-generator (${agent.agentId.id})`,
    ]);
    assert.deepEqual(logger.details, [{ modelCount: 3 }, { hasRouter: true, streamingEnabled: false }]);
  });

  it(`refuses more agents than allowed, and lets tasks take the place of idle ones ${verifies('FM-Q-5')}`, async () => {
    const { fleet } = scriptedFleet({ settings: { fleet: { maxAgents: 1 } } });
    const idle = await fleet.spawnAgent('quality-gate');
    await assert.rejects(
      fleet.spawnAgent('quality-gate'),
      (error) => error instanceof FleetError && error.code === 'agent-limit-reached',
    );
    assert.equal((await fleet.submit(aRequest).result).status, 'finished');
    assert.equal(idle.status, 'terminated');
  });

  it('gives a task to an idle agent of its type and keeps that agent', async () => {
    const { fleet, agents } = scriptedFleet();
    const spawned = await fleet.spawnAgent('test-generator');
    await fleet.submit(aRequest).result;
    assert.deepEqual([agents.length, spawned.status, fleet.agents], [1, 'idle', [spawned]]);
  });

  it(`lends an agent to one of two tasks that come at the same time ${verifies('FM-Q-5')}`, async () => {
    const { fleet, agents } = scriptedFleet();
    const spawned = await fleet.spawnAgent('test-generator');
    const results = await Promise.all([fleet.submit(aRequest).result, fleet.submit(aRequest).result]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['finished', 'finished'],
    );
    assert.deepEqual([agents.length, fleet.agents], [2, [spawned]]);
  });

  it('cancels the run of an agent that is terminated', async () => {
    const begun = deferred();
    const { fleet } = scriptedFleet({
      script: (_task, { signal }) => {
        begun.resolve();
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
        );
      },
    });
    const run = fleet.submit(aRequest);
    await begun.promise;
    const [agent] = fleet.agents;
    assert.ok(agent);
    fleet.terminateAgent(agent);
    assert.deepEqual(await run.result, { status: 'cancelled' });
    assert.deepEqual([agent.status, fleet.agents], ['terminated', []]);
  });
});

describe('FleetManager, features', () => {
  it(`creates a router when the feature is on, and keeps it ${verifies('FM-2.1-1', 'FM-2.3-2')}`, () => {
    let made = 0;
    const createRouter = () => {
      made++;
      return fakeRouter();
    };
    const { fleet, changeSettings } = scriptedFleet({ settings: routerOn, createRouter });
    const router = fleet.getModelRouter();
    assert.ok(router);
    assert.equal(fleet.getModelRouter(), router);
    changeSettings({ ...routerOn, routing: { defaultModel: 'claude-haiku-4' } });
    assert.notEqual(fleet.getModelRouter(), router);
    changeSettings({});
    assert.equal(fleet.getModelRouter(), undefined);
    assert.equal(made, 2);
  });

  it(`says what is on now ${verifies('FM-2.3-1', 'ROLL-10.2-5')}`, () => {
    const { fleet, changeSettings } = scriptedFleet();
    const states = [fleet.isFeatureEnabled('streaming')];
    changeSettings(bothOn);
    states.push(fleet.isFeatureEnabled('streaming'), fleet.isFeatureEnabled('multiModelRouter'));
    changeSettings({});
    states.push(fleet.isFeatureEnabled('streaming'));
    assert.deepEqual(states, [false, true, true, false]);
  });

  it(`gives statistics and costs of the router, null without one ${verifies('FM-2.3-3', 'FM-2.3-4', 'FM-2.3-5', 'FM-2.3-6')}`, async () => {
    const { fleet, changeSettings } = scriptedFleet({ createRouter: fakeRouter });
    assert.deepEqual([await fleet.getRoutingStats(), await fleet.getCostSummary('day')], [null, null]);
    changeSettings(routerOn);
    assert.deepEqual(
      [await fleet.getRoutingStats(), await fleet.getCostSummary('week')],
      [statistics, { ...costs, period: 'week' }],
    );
  });

  it(`lets agents at work finish with their flags, and gives the new ones to the next task ${verifies('ROLL-10.2-1', 'ROLL-10.2-2')}`, async () => {
    const [begun, end] = [deferred(), deferred()];
    const seen: boolean[] = [];
    const { fleet, changeSettings } = scriptedFleet({
      settings: { features: { streaming: true } },
      script: async (task, work) => {
        begun.resolve();
        await end.promise;
        seen.push(work.isStreaming);
        return anEmptySummary(task.id);
      },
    });
    const first = fleet.submit(aRequest);
    await begun.promise;
    changeSettings({});
    const second = fleet.submit(aRequest);
    end.resolve();
    await Promise.all([first.result, second.result]);
    assert.deepEqual(seen.toSorted(), [false, true]);
  });

  it(`takes all features from tasks that wait, not from those at work ${verifies('ROLL-10.2-3')}`, async () => {
    const [begun, end] = [deferred(), deferred()];
    const seen: boolean[] = [];
    const { fleet } = scriptedFleet({
      settings: { ...bothOn, fleet: { maxAgents: 1 } },
      createRouter: () =>
        ({ ...fakeRouter(), selectModel: () => Promise.reject(new Error('none')) }) as unknown as ModelRouter,
      script: async (task, work, _selection, agent) => {
        begun.resolve();
        await end.promise;
        seen.push(work.isStreaming, agent.modelRouter !== undefined);
        return anEmptySummary(task.id);
      },
    });
    const runs = [fleet.submit(aRequest), fleet.submit(aRequest)];
    await begun.promise;
    fleet.disableAllFeatures();
    end.resolve();
    await Promise.all(runs.map(({ result }) => result));
    assert.deepEqual(seen, [true, true, false, false]);
  });
});
