import assert from 'node:assert/strict';
import { metricDefinitions } from '../../../../src/core/metrics/metricNames';
import type { Metrics } from '../../../../src/core/metrics/metrics';
import { verifies } from '../../../requirements';

/** As spec 10.3 writes them down. */
const specified = [
  ['model_selection_duration_seconds', 'histogram', 'Time to select model', ['agent_type', 'task_type']],
  ['model_usage_total', 'counter', 'Total model usage count', ['model_name']],
  ['cost_per_task_dollars', 'histogram', 'Cost per task in dollars', ['model_name', 'task_type']],
  ['streaming_chunk_rate_per_second', 'gauge', 'Chunks processed per second', ['agent_id']],
  ['streaming_buffer_utilization_percent', 'gauge', 'Buffer usage percentage', ['agent_id', 'stream_id']],
];

describe('metricDefinitions', () => {
  it(`has the metrics of the spec with their names, types, help and labels ${verifies('MET-10.3-1', 'MET-10.3-2', 'MET-10.3-3', 'MET-10.3-4', 'MET-10.3-5')}`, () => {
    const actual = Object.entries(metricDefinitions)
      .slice(0, specified.length)
      .map(([name, { type, help, labelNames }]) => [name, type, help, labelNames]);
    assert.deepEqual(actual, specified);
  });

  it(`follows the naming of Prometheus: _total for counters and only for them, no reserved label ${verifies('MET-10.3-6')}`, () => {
    const wrong = Object.entries(metricDefinitions).filter(
      ([name, { type, labelNames }]) =>
        !/^[a-z][a-z0-9_]*$/.test(name) ||
        name.endsWith('_total') !== (type === 'counter') ||
        /_(bucket|sum|count)$/.test(name) ||
        labelNames.some((label) => !/^[a-z][a-z0-9_]*$/.test(label) || ['le', 'quantile'].includes(label)),
    );
    assert.deepEqual(wrong, []);
  });

  it('gives each histogram, and nothing else, buckets that rise', () => {
    for (const [name, definition] of Object.entries(metricDefinitions)) {
      const buckets: readonly number[] = 'buckets' in definition ? definition.buckets : [];
      assert.equal(buckets.length > 0, definition.type === 'histogram', name);
      assert.deepEqual(
        buckets,
        [...new Set(buckets)].sort((a, b) => a - b),
        name,
      );
    }
  });

  it('lets the compiler refuse a wrong kind, a missing label and an unknown label', () => {
    const wrongCalls = (metrics: Metrics): void => {
      // @ts-expect-error a gauge does not count
      metrics.increment('agents_active', { agent_type: 'test-generator' });
      // @ts-expect-error a counter is not removed
      metrics.remove('model_usage_total', { model_name: 'embedded' });
      // @ts-expect-error task_type is missing
      metrics.observe('cost_per_task_dollars', { model_name: 'embedded' }, 0);
      // @ts-expect-error there is no label `model`
      metrics.increment('model_usage_total', { model_name: 'embedded', model: 'embedded' });
      // @ts-expect-error it has no labels
      metrics.set('task_queue_length', { agent_type: 'test-generator' }, 0);
    };
    assert.equal(typeof wrongCalls, 'function');
  });
});
