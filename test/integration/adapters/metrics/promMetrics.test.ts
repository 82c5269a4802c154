import assert from 'node:assert/strict';
import { register } from 'prom-client';
import { createPromMetrics } from '../../../../src/adapters/metrics/promMetrics';
import { metricDefinitions } from '../../../../src/core/metrics/metricNames';
import { type Metrics, metricsContentType } from '../../../../src/core/metrics/metrics';
import { verifies } from '../../../requirements';

/** The lines of one metric, its help and type included. */
async function linesOf(metrics: Metrics, name: string): Promise<readonly string[]> {
  const lines = (await metrics.text()).split('\n');
  return lines.filter((line) => new RegExp(`^(# (HELP|TYPE) )?${name}(_bucket|_sum|_count)?[ {]`).test(line));
}

/** Those of its lines that are samples. */
async function samplesOf(metrics: Metrics, name: string): Promise<readonly string[]> {
  return (await linesOf(metrics, name)).filter((line) => !line.startsWith('#'));
}

const generation = { task_type: 'generate-tests' };

describe('PromMetrics', () => {
  let metrics: Metrics;

  beforeEach(() => {
    metrics = createPromMetrics();
  });

  it('speaks the text format 0.0.4', () => {
    assert.equal(metrics.contentType, 'text/plain; version=0.0.4; charset=utf-8');
    assert.equal(metrics.contentType, metricsContentType);
  });

  it(`names every metric with help and type before anything has happened, in the order of the table ${verifies('MET-10.3-6')}`, async () => {
    const expected = Object.entries(metricDefinitions).flatMap(([name, { help, type }]) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
    ]);
    const comments = (await metrics.text()).split('\n').filter((line) => line.startsWith('#'));
    assert.deepEqual(comments, expected);
  });

  it('ends with a line feed, and holds nothing but comments, samples and blank lines', async () => {
    metrics.increment('model_usage_total', { model_name: 'embedded' });
    metrics.observe('task_duration_seconds', generation, 0.7);
    const text = await metrics.text();
    assert.ok(text.endsWith('\n') && !text.includes('\r'));
    const sample = /^[a-z_]+(\{([a-z_]+="[^"]*",?)*\})? (-?\d+(\.\d+)?(e[+-]\d+)?|\+Inf)$/;
    const wrong = text
      .split('\n')
      .filter((line) => line !== '' && !/^# (HELP|TYPE) \w+ \S/.test(line) && !sample.test(line));
    assert.deepEqual(wrong, []);
  });

  it(`writes a counter ${verifies('MET-10.3-2')}`, async () => {
    metrics.increment('model_usage_total', { model_name: 'claude-haiku-4' });
    metrics.increment('model_usage_total', { model_name: 'embedded' });
    metrics.increment('model_usage_total', { model_name: 'claude-haiku-4' }, 2);
    assert.deepEqual(await linesOf(metrics, 'model_usage_total'), [
      '# HELP model_usage_total Total model usage count',
      '# TYPE model_usage_total counter',
      'model_usage_total{model_name="claude-haiku-4"} 3',
      'model_usage_total{model_name="embedded"} 1',
    ]);
  });

  it('writes a counter without labels, 0 from the start', async () => {
    assert.deepEqual(await samplesOf(metrics, 'stream_retries_total'), ['stream_retries_total 0']);
    metrics.increment('stream_retries_total', {});
    assert.deepEqual(await samplesOf(metrics, 'stream_retries_total'), ['stream_retries_total 1']);
  });

  it(`writes a gauge with its labels ${verifies('MET-10.3-5')}`, async () => {
    const labels = { agent_id: 'agent-1', stream_id: 'stream-1' };
    metrics.set('streaming_buffer_utilization_percent', labels, 80);
    metrics.set('streaming_buffer_utilization_percent', labels, 12.5);
    assert.deepEqual(await linesOf(metrics, 'streaming_buffer_utilization_percent'), [
      '# HELP streaming_buffer_utilization_percent Buffer usage percentage',
      '# TYPE streaming_buffer_utilization_percent gauge',
      'streaming_buffer_utilization_percent{agent_id="agent-1",stream_id="stream-1"} 12.5',
    ]);
  });

  it(`writes a histogram: cumulative buckets, the one without bound, sum and count ${verifies('MET-10.3-3')}`, async () => {
    const labels = { model_name: 'embedded', task_type: 'generate-tests' };
    for (const dollars of [0, 0.0025, 0.03, 20]) metrics.observe('cost_per_task_dollars', labels, dollars);
    const series = 'model_name="embedded",task_type="generate-tests"';
    const bucket = (bound: string, count: number): string =>
      `cost_per_task_dollars_bucket{le="${bound}",${series}} ${count}`;
    assert.deepEqual(await linesOf(metrics, 'cost_per_task_dollars'), [
      '# HELP cost_per_task_dollars Cost per task in dollars',
      '# TYPE cost_per_task_dollars histogram',
      ...['0', '0.0001', '0.001'].map((bound) => bucket(bound, 1)),
      ...['0.005', '0.01', '0.025'].map((bound) => bucket(bound, 2)),
      ...['0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10'].map((bound) => bucket(bound, 3)),
      bucket('+Inf', 4),
      `cost_per_task_dollars_sum{${series}} 20.0325`,
      `cost_per_task_dollars_count{${series}} 4`,
    ]);
  });

  it('escapes what is special in a label value', async () => {
    metrics.increment('model_usage_total', { model_name: 'a"b\\c\nd' });
    assert.deepEqual(await samplesOf(metrics, 'model_usage_total'), [
      String.raw`model_usage_total{model_name="a\"b\\c\nd"} 1`,
    ]);
  });

  it('removes the series of a gauge and leaves the others', async () => {
    for (const stream_id of ['stream-1', 'stream-2'])
      metrics.set('streaming_buffer_utilization_percent', { agent_id: 'agent-1', stream_id }, 50);
    metrics.remove('streaming_buffer_utilization_percent', { stream_id: 'stream-1', agent_id: 'agent-1' });
    metrics.remove('streaming_buffer_utilization_percent', { agent_id: 'nobody', stream_id: 'stream-1' });
    assert.deepEqual(await samplesOf(metrics, 'streaming_buffer_utilization_percent'), [
      'streaming_buffer_utilization_percent{agent_id="agent-1",stream_id="stream-2"} 50',
    ]);
  });

  it('does not grow with streams that have ended', async () => {
    const before = await metrics.text();
    for (let index = 0; index < 1000; index++) {
      const labels = { agent_id: `agent-${index}` };
      metrics.set('streaming_chunk_rate_per_second', labels, index);
      metrics.remove('streaming_chunk_rate_per_second', labels);
    }
    assert.equal(await metrics.text(), before);
  });

  it('shares nothing with another instance, nor with the registry of the process', async () => {
    const other = createPromMetrics();
    metrics.increment('model_usage_total', { model_name: 'embedded' });
    assert.deepEqual(await samplesOf(other, 'model_usage_total'), []);
    assert.deepEqual(register.getMetricsAsArray(), []);
  });

  it('refreshes before each text, until that is disposed', async () => {
    let length = 0;
    const refresh = metrics.beforeText(() => metrics.set('task_queue_length', {}, ++length));
    assert.deepEqual(await samplesOf(metrics, 'task_queue_length'), ['task_queue_length 1']);
    assert.deepEqual(await samplesOf(metrics, 'task_queue_length'), ['task_queue_length 2']);
    refresh.dispose();
    assert.deepEqual(await samplesOf(metrics, 'task_queue_length'), ['task_queue_length 2']);
  });

  it('refuses a value that is no number and a counter that falls, and keeps what it had', async () => {
    const embedded = { model_name: 'embedded' };
    metrics.increment('model_usage_total', embedded);
    assert.throws(() => metrics.increment('model_usage_total', embedded, Number.NaN), {
      name: 'RangeError',
      message: 'model_usage_total cannot take NaN: it is not a finite number',
    });
    assert.throws(() => metrics.increment('model_usage_total', embedded, -2), {
      name: 'RangeError',
      message: 'model_usage_total is a counter and cannot fall by 2',
    });
    assert.throws(() => metrics.set('task_queue_length', {}, Number.NaN), RangeError);
    assert.throws(() => metrics.observe('task_duration_seconds', generation, Number.NaN), RangeError);
    assert.deepEqual(await samplesOf(metrics, 'model_usage_total'), [
      'model_usage_total{model_name="embedded"} 1',
    ]);
  });
});
