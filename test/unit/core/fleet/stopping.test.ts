import assert from 'node:assert/strict';
import { AbortError, onAbort } from '../../../../src/base/abort';
import { verifies } from '../../../requirements';
import { deferred, scriptedFleet } from '../../../support/scriptedFleet';
import { settle, watch } from '../../../support/streamBuilders';
import { aRequest } from '../../../support/tasks';

describe('FleetManager.stop', () => {
  it(`resolves when the work that was stopped has ended, and leaves nothing ${verifies('FM-Q-1')}`, async () => {
    const [begun, told, cleanedUp] = [deferred(), deferred(), deferred()];
    const { fleet, agents, time } = scriptedFleet({
      settings: { fleet: { maxAgents: 2 } },
      script: async (_task, { signal }) => {
        begun.resolve();
        onAbort(signal, () => told.resolve());
        await cleanedUp.promise;
        throw new AbortError();
      },
    });
    for (let count = 0; count < 3; count++) fleet.submit(aRequest);
    await begun.promise;
    const stopping = fleet.stop();
    const watched = watch(stopping);
    await told.promise;
    await settle();
    assert.deepEqual([watched.state, fleet.activeRuns.length > 0], ['pending', true]);
    cleanedUp.resolve();
    await stopping;
    assert.deepEqual([fleet.activeRuns, fleet.agents, fleet.queueLength, time.pendingTimers], [[], [], 0, 0]);
    assert.deepEqual([...new Set(agents.map(({ status }) => status))], ['terminated']);
  });

  it(`ends agents that have nothing to do ${verifies('FM-Q-1')}`, async () => {
    const { fleet, agents, time } = scriptedFleet();
    await fleet.spawnAgent('quality-gate');
    await fleet.stop();
    assert.deepEqual([fleet.agents, agents[0]?.status, time.pendingTimers], [[], 'terminated', 0]);
  });
});
