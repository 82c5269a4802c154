import assert from 'node:assert/strict';
import { FleetError, StreamingError, StreamTimeoutError } from '../../../../src/core/errors';
import type { EventBus } from '../../../../src/core/events/eventBus';
import type { EventMap } from '../../../../src/core/events/eventMap';
import { recordStreamMetrics } from '../../../../src/core/metrics/recordStreamMetrics';
import { verifies } from '../../../requirements';
import { anAgentId, aStrictEventBus } from './fleetEvents';
import { RecordingMetrics } from './recordingMetrics';

const stream = { agentId: anAgentId(), streamId: 'stream-1' };
const chunk: EventMap['stream.chunk'] = {
  ...stream,
  chunk: {
    streamId: 'stream-1',
    agentId: 'agent-1',
    sequence: 1,
    part: { type: 'notice', message: 'Reading' },
  },
};
const start: EventMap['stream.start'] = {
  ...stream,
  metadata: {
    streamId: 'stream-1',
    taskId: 'run-1',
    taskType: 'generate-tests',
    agentId: 'agent-1',
    agentType: 'test-generator',
    modelName: 'embedded',
    attempt: 1,
    startedAtMs: 10_000,
  },
};
const progress = (bufferUtilization: number, of = stream): EventMap['stream.progress'] => ({
  ...of,
  progress: { fraction: 0.5, message: 'Half' },
  bufferUtilization,
});
const complete = (of = stream): EventMap['stream.complete'] => ({
  ...of,
  result: { streamId: of.streamId, chunks: 1, durationMs: 1, firstChunkAfterMs: 1 },
});
const chunkRateOf = (agent: string): string => `streaming_chunk_rate_per_second{agent_id="${agent}"}`;
const utilizationOf = (agent: string, id: string): string =>
  `streaming_buffer_utilization_percent{agent_id="${agent}",stream_id="${id}"}`;

describe('recordStreamMetrics: streams', () => {
  let nowMs: number;
  let events: EventBus;
  let metrics: RecordingMetrics;

  beforeEach(() => {
    nowMs = 10_000;
    events = aStrictEventBus();
    metrics = new RecordingMetrics();
    recordStreamMetrics(events, metrics, { now: () => nowMs });
  });

  it(`show the chunks of an agent in the last full second ${verifies('MET-10.3-4')}`, () => {
    events.emit('stream.chunk', chunk);
    events.emit('stream.chunk', { ...chunk, streamId: 'stream-2' });
    nowMs = 11_000;
    events.emit('stream.chunk', chunk);
    metrics.refresh();
    assert.deepEqual(Object.fromEntries(metrics.gauges), { [chunkRateOf('agent-1')]: 2 });
  });

  it(`show 0 when an open stream has stalled ${verifies('MET-10.3-4')}`, () => {
    events.emit('stream.chunk', chunk);
    nowMs = 12_000;
    metrics.refresh();
    assert.equal(metrics.gauges.get(chunkRateOf('agent-1')), 0);
  });

  it(`show how full the buffer was last, in percent ${verifies('MET-10.3-5')}`, () => {
    events.emit('stream.progress', progress(0.9));
    events.emit('stream.progress', progress(0.25));
    metrics.refresh();
    assert.equal(metrics.gauges.get(utilizationOf('agent-1', 'stream-1')), 25);
  });

  for (const [end, emit] of Object.entries({
    completes: () => events.emit('stream.complete', complete()),
    breaks: () =>
      events.emit('stream.error', {
        ...stream,
        failure: { error: new StreamingError('Broken'), next: 'none' },
      }),
    'loses its agent': () => events.emit('agent.terminated', { agentId: anAgentId() }),
  })) {
    it(`leave no gauge behind when one ${end}`, () => {
      events.emit('stream.chunk', chunk);
      events.emit('stream.progress', progress(0.5));
      metrics.refresh();
      assert.equal(metrics.gauges.size, 2);
      emit();
      assert.deepEqual([...metrics.gauges], []);
      metrics.refresh();
      assert.deepEqual([...metrics.gauges], []);
    });
  }

  it('leave those of another agent alone when an agent goes', () => {
    const other = { agentId: anAgentId({ id: 'agent-2' }), streamId: 'stream-2' };
    for (const of of [stream, other]) events.emit('stream.chunk', { ...chunk, ...of });
    events.emit('agent.terminated', { agentId: anAgentId() });
    metrics.refresh();
    assert.deepEqual([...metrics.gauges.keys()], [chunkRateOf('agent-2')]);
  });

  it('are open from their start, and once however often they are heard of', () => {
    events.emit('stream.start', start);
    metrics.refresh();
    assert.equal(metrics.gauges.get(chunkRateOf('agent-1')), 0);
    events.emit('stream.start', start);
    events.emit('stream.complete', complete());
    assert.deepEqual([...metrics.gauges], []);
  });

  it('keep the rate of an agent until the last of its streams has ended', () => {
    const other = { ...stream, streamId: 'stream-2' };
    for (const of of [stream, other]) {
      events.emit('stream.chunk', { ...chunk, ...of });
      events.emit('stream.progress', progress(0.5, of));
    }
    metrics.refresh();
    events.emit('stream.complete', complete());
    metrics.refresh();
    assert.deepEqual(
      [...metrics.gauges.keys()],
      [chunkRateOf('agent-1'), utilizationOf('agent-1', 'stream-2')],
    );
    events.emit('stream.complete', complete(other));
    assert.deepEqual([...metrics.gauges], []);
  });

  it(`are counted by how they ended, and those that are tried again ${verifies('DEP-10.1-7')}`, () => {
    events.emit('stream.complete', complete());
    const failed = (failure: EventMap['stream.error']['failure']): void =>
      events.emit('stream.error', { ...stream, failure });
    failed({ error: new StreamingError('Broken'), next: 'retry' });
    failed({ error: new StreamTimeoutError('Silent'), next: 'synchronous' });
    failed({ error: new FleetError('internal', 'Broken'), next: 'none' });
    assert.deepEqual(Object.fromEntries(metrics.counters), {
      'streams_total{outcome="completed"}': 1,
      'streams_total{outcome="failed"}': 2,
      'streams_total{outcome="timed-out"}': 1,
      'stream_retries_total{}': 1,
    });
  });

  it('cost nothing but a count for each chunk', () => {
    events.emit('stream.chunk', chunk);
    const before = metrics.callCount;
    for (let index = 0; index < 1000; index++) events.emit('stream.chunk', chunk);
    assert.equal(metrics.callCount, before);
  });
});
