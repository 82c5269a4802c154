import assert from 'node:assert/strict';
import type { ModelRouter } from '../../../../src/core/routing/modelRouter';
import { verifies } from '../../../requirements';
import { anEmptySummary, aSelection, deferred, scriptedFleet } from '../../../support/scriptedFleet';
import { aRequest } from '../../../support/tasks';

const bothOn = { features: { multiModelRouter: true, streaming: true } };
const fleetOfOne = { fleet: { maxAgents: 1 } };
const router = { models: [], selectModel: async () => aSelection() } as unknown as ModelRouter;

describe('FleetManager, tasks that wait while settings change', () => {
  for (const [change, before, after] of [
    ['off', bothOn, {}],
    ['on', {}, bothOn],
  ] as const) {
    it(`keep the features they were submitted with when these are turned ${change} ${verifies('ROLL-10.2-2')}`, async () => {
      const [begun, end] = [deferred(), deferred()];
      const seen: boolean[][] = [];
      const { fleet, changeSettings } = scriptedFleet({
        settings: { ...fleetOfOne, ...before },
        createRouter: () => router,
        script: async (task, { isStreaming }, _selection, { modelRouter }) => {
          begun.resolve();
          await end.promise;
          seen.push([isStreaming, modelRouter !== undefined]);
          return anEmptySummary(task.id);
        },
      });
      const early = [fleet.submit(aRequest), fleet.submit(aRequest)];
      await begun.promise;
      assert.equal(fleet.queueLength, 1);
      changeSettings({ ...fleetOfOne, ...after });
      const late = fleet.submit(aRequest);
      end.resolve();
      await Promise.all([...early, late].map(({ result }) => result));
      const [wasOn, isOn] = [change === 'off', change === 'on'];
      assert.deepEqual(seen, [
        [wasOn, wasOn],
        [wasOn, wasOn],
        [isOn, isOn],
      ]);
    });
  }
});
