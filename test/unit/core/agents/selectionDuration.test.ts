import assert from 'node:assert/strict';
import type { ModelRouter } from '../../../../src/core/routing/modelRouter';
import { verifies } from '../../../requirements';
import { recordEvents } from '../../../support/recordedEvents';
import { aSelection, scriptedAgent } from '../../../support/scriptedFleet';

describe('BaseAgent, time that selecting a model takes', () => {
  it(`is measured around the whole answer of the router ${verifies('MET-10.3-1')}`, async () => {
    let tookMs = 0;
    const router = {
      selectModel: async () => {
        const startedAt = performance.now();
        // Until the clock has really moved, however coarse it is.
        while (performance.now() === startedAt) await new Promise((resolve) => setImmediate(resolve));
        tookMs = performance.now() - startedAt;
        return aSelection();
      },
    } as unknown as ModelRouter;
    const { agent, events, perform } = scriptedAgent({ modelRouter: router });
    const selected = recordEvents(events, 'model.selected');
    await agent.initialize();
    const startedAt = performance.now();
    await perform();
    const wholeMs = performance.now() - startedAt;
    const durationMs = selected[0]?.payload.durationMs ?? 0;
    assert.ok(tookMs > 0 && durationMs >= tookMs && durationMs <= wholeMs, `${durationMs} ms`);
  });
});
