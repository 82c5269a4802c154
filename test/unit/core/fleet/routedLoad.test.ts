import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { ModelRouter } from '../../../../src/core/routing/modelRouter';
import { modelsFrom } from '../../../../src/core/routing/modelsFrom';
import { verifies } from '../../../requirements';
import { recordEvents } from '../../../support/recordedEvents';
import { aComplexity } from '../../../support/routingBuilders';
import { anEmptySummary, scriptedFleet } from '../../../support/scriptedFleet';
import { aRequest } from '../../../support/tasks';
import { createTestConfig } from '../../../support/testConfig';

const taskCount = 200;

describe('FleetManager under load with the router on', () => {
  it(`selects a model for every task and ends each once ${verifies('DEP-10.1-4')}`, async () => {
    const settings = createTestConfig({ fleet: { maxAgents: 8, maxQueuedTasks: taskCount } });
    const models = new Map<string, string | undefined>();
    let analyzed = 0;
    const setup = scriptedFleet({
      config: () => settings,
      createRouter: (routing) =>
        new ModelRouter({
          models: modelsFrom(routing.models),
          defaultModel: routing.defaultModel,
          analyzer: {
            analyze: async () => {
              // Selecting must lose no task either when it fails.
              if (++analyzed % 10 === 0) throw new Error('The parser gave up');
              await new Promise((resolve) => setImmediate(resolve));
              return aComplexity();
            },
          },
          costs: setup.costs,
          isAvailable: () => ({ ok: true }),
          memoryStore: setup.memoryStore,
          eventBus: setup.events,
          logger: silentLogger,
          clock: setup.time,
        }),
      script: async (task, { emit }, selection) => {
        models.set(task.id, selection?.modelName);
        for (let index = 0; index < 3; index++) await emit({ type: 'notice', message: String(index) });
        return anEmptySummary(task.id);
      },
    });
    const { fleet, events } = setup;
    const ends = recordEvents(events, 'task.completed', 'task.failed');
    const selected = recordEvents(events, 'model.selected');
    const runs = Array.from({ length: taskCount }, () => fleet.submit(aRequest));
    const ids = runs.map(({ runId }) => runId);
    const results = await Promise.all(runs.map(({ result }) => result));
    assert.deepEqual(
      results.map((result) => (result.status === 'finished' ? result.summary.runId : result.status)),
      ids,
    );
    assert.deepEqual(ends.map(({ payload }) => payload.taskId).toSorted(), ids.toSorted());
    assert.deepEqual(selected.map(({ payload }) => payload.taskId).toSorted(), ids.toSorted());
    const counts = (name: string) => [...models.values()].filter((model) => model === name).length;
    assert.deepEqual([counts('claude-haiku-4'), counts('claude-sonnet-4.5')], [180, 20]);
    assert.equal((await fleet.getRoutingStats())?.selections, taskCount);
    assert.deepEqual([fleet.agents, fleet.activeRuns, fleet.queueLength], [[], [], 0]);
  });
});
