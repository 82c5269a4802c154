import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createPromMetrics } from '../../src/adapters/metrics/promMetrics';
import { createLazyMetrics } from '../../src/composition/createLazyMetrics';
import type { Metrics } from '../../src/core/metrics/metrics';

type Step = (metrics: Metrics) => unknown;

const id = fc.constantFrom('a', 'b', 'c');
const amount = fc.double({ min: 0, max: 100, noNaN: true });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(id, amount).map<Step>(
    ([model_name, by]) =>
      (metrics) =>
        metrics.increment('model_usage_total', { model_name }, by),
  ),
  fc.tuple(id, amount).map<Step>(
    ([task_type, seconds]) =>
      (metrics) =>
        metrics.observe('task_duration_seconds', { task_type }, seconds),
  ),
  fc.tuple(id, id, amount).map<Step>(
    ([agent_id, stream_id, percent]) =>
      (metrics) =>
        metrics.set('streaming_buffer_utilization_percent', { agent_id, stream_id }, percent),
  ),
  fc.tuple(id, id).map<Step>(
    ([agent_id, stream_id]) =>
      (metrics) =>
        metrics.remove('streaming_buffer_utilization_percent', { stream_id, agent_id }),
  ),
);

describe('lazy metrics (property)', () => {
  it('give the text that metrics loaded from the start give, whenever they are asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.array(step), async (before, after) => {
        const direct = createPromMetrics();
        const lazy = createLazyMetrics(async () => createPromMetrics());
        for (const steps of [before, after]) {
          for (const apply of steps) {
            apply(direct);
            apply(lazy);
          }
          assert.equal(await lazy.text(), await direct.text());
        }
      }),
      { numRuns: 200 },
    );
  });
});
