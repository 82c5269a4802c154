import assert from 'node:assert/strict';
import { createLazyMetrics } from '../../../src/composition/createLazyMetrics';
import { type Metrics, metricsContentType } from '../../../src/core/metrics/metrics';

/** Metrics that write down in order what they are told; their text is that list. */
class CallList implements Metrics {
  readonly contentType = metricsContentType;
  readonly calls: string[] = [];

  increment(name: string, labels: object, by = 1): void {
    this.calls.push(`increment ${name} ${Object.values(labels)} ${by}`);
  }

  observe(name: string, labels: object, value: number): void {
    this.calls.push(`observe ${name} ${Object.values(labels)} ${value}`);
  }

  set(name: string, labels: object, value: number): void {
    this.calls.push(`set ${name} ${Object.values(labels)} ${value}`);
  }

  remove(name: string, labels: object): void {
    this.calls.push(`remove ${name} ${Object.values(labels)}`);
  }

  beforeText(): { dispose(): void } {
    return assert.fail('the lazy metrics keep their own list');
  }

  async text(): Promise<string> {
    return this.calls.join('\n');
  }
}

const embedded = { model_name: 'embedded' };
const generation = { task_type: 'generate-tests' };

describe('createLazyMetrics', () => {
  let target: CallList;
  let loads: number;
  let metrics: Metrics;

  beforeEach(() => {
    target = new CallList();
    loads = 0;
    metrics = createLazyMetrics(async () => {
      loads++;
      return target;
    });
  });

  it('loads nothing until the text is asked for, and then once', async () => {
    metrics.increment('model_usage_total', embedded);
    metrics.observe('task_duration_seconds', generation, 1);
    metrics.set('task_queue_length', {}, 1);
    assert.equal(loads, 0);
    await Promise.all([metrics.text(), metrics.text()]);
    await metrics.text();
    assert.equal(loads, 1);
  });

  it('knows its content type without loading', () => {
    assert.deepEqual([metrics.contentType, loads], ['text/plain; version=0.0.4; charset=utf-8', 0]);
  });

  it('adds up counters', async () => {
    metrics.increment('model_usage_total', embedded);
    metrics.increment('model_usage_total', { model_name: 'claude-haiku-4' });
    metrics.increment('model_usage_total', embedded, 4);
    assert.equal(
      await metrics.text(),
      'increment model_usage_total embedded 5\nincrement model_usage_total claude-haiku-4 1',
    );
  });

  it('takes labels in another order for the same series', async () => {
    metrics.increment('tasks_total', { task_type: 'generate-tests', outcome: 'failed' });
    metrics.increment('tasks_total', { outcome: 'failed', task_type: 'generate-tests' });
    assert.equal(await metrics.text(), 'increment tasks_total generate-tests,failed 2');
  });

  it('keeps the last value of a gauge, and none of one that was removed', async () => {
    metrics.set('agents_active', { agent_type: 'test-generator' }, 1);
    metrics.set('streaming_chunk_rate_per_second', { agent_id: 'agent-1' }, 7);
    metrics.set('agents_active', { agent_type: 'test-generator' }, 2);
    metrics.remove('streaming_chunk_rate_per_second', { agent_id: 'agent-1' });
    assert.equal(await metrics.text(), 'set agents_active test-generator 2');
  });

  it('hands on observations in their order', async () => {
    for (const seconds of [3, 1, 2]) metrics.observe('task_duration_seconds', generation, seconds);
    await metrics.text();
    assert.deepEqual(
      target.calls,
      [3, 1, 2].map((seconds) => `observe task_duration_seconds generate-tests ${seconds}`),
    );
  });

  it('passes on at once what comes after loading', async () => {
    await metrics.text();
    metrics.increment('model_usage_total', embedded, 2);
    metrics.observe('task_duration_seconds', generation, 3);
    metrics.set('task_queue_length', {}, 4);
    metrics.remove('task_queue_length', {});
    assert.deepEqual(target.calls, [
      'increment model_usage_total embedded 2',
      'observe task_duration_seconds generate-tests 3',
      'set task_queue_length  4',
      'remove task_queue_length ',
    ]);
  });

  it('keeps what comes while it is loading', async () => {
    const text = metrics.text();
    metrics.observe('task_duration_seconds', generation, 3);
    assert.equal(await text, 'observe task_duration_seconds generate-tests 3');
  });

  it('refreshes before each text, after loading, until that is disposed', async () => {
    const refresh = metrics.beforeText(() => metrics.set('task_queue_length', {}, target.calls.length));
    assert.equal(await metrics.text(), 'set task_queue_length  0');
    assert.equal(await metrics.text(), 'set task_queue_length  0\nset task_queue_length  1');
    refresh.dispose();
    assert.equal(await metrics.text(), 'set task_queue_length  0\nset task_queue_length  1');
  });

  it('refuses a wrong value when it is recorded, not when it is handed on', async () => {
    assert.throws(() => metrics.increment('model_usage_total', embedded, -1), RangeError);
    assert.throws(() => metrics.increment('model_usage_total', embedded, Number.NaN), RangeError);
    assert.throws(() => metrics.observe('task_duration_seconds', generation, Number.NaN), RangeError);
    assert.throws(() => metrics.set('task_queue_length', {}, Number.POSITIVE_INFINITY), RangeError);
    assert.equal(await metrics.text(), '');
  });

  it('loads at the 10,000th observation, and loses none', async () => {
    for (let count = 0; count < 9_999; count++) metrics.observe('task_duration_seconds', generation, count);
    assert.equal(loads, 0);
    metrics.observe('task_duration_seconds', generation, 9_999);
    assert.equal(loads, 1);
    metrics.observe('task_duration_seconds', generation, 10_000);
    await metrics.text();
    assert.deepEqual([loads, target.calls.length], [1, 10_001]);
  });

  describe('when loading fails', () => {
    const failure = new Error('The chunk is missing');
    let isBroken: boolean;

    beforeEach(() => {
      isBroken = true;
      metrics = createLazyMetrics(async () => {
        loads++;
        if (isBroken) throw failure;
        return target;
      });
    });

    it('says so, and the next text tries again with everything recorded', async () => {
      metrics.increment('model_usage_total', embedded);
      await assert.rejects(metrics.text(), failure);
      metrics.increment('model_usage_total', embedded);
      isBroken = false;
      assert.equal(await metrics.text(), 'increment model_usage_total embedded 2');
      assert.equal(loads, 2);
    });

    it('refuses observations beyond the limit with the failure, until it has been loaded', async () => {
      for (let count = 0; count < 10_000; count++)
        metrics.observe('task_duration_seconds', generation, count);
      await new Promise(setImmediate);
      assert.throws(() => metrics.observe('task_duration_seconds', generation, 1), failure);
      assert.equal(loads, 1);
      isBroken = false;
      await metrics.text();
      metrics.observe('task_duration_seconds', generation, 1);
      assert.equal(target.calls.length, 10_001);
    });
  });
});
