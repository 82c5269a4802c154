import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { EventBus } from '../events/eventBus';
import { ChunkRate } from './chunkRate';
import { failureOutcome } from './failureOutcome';
import type { MetricLabels } from './metricNames';
import type { Metrics } from './metrics';

interface OpenStream {
  readonly agent: StreamingAgent;
  readonly labels: MetricLabels<'streaming_buffer_utilization_percent'>;
  /** Undefined until it has been told. */
  bufferUtilization: number | undefined;
}

interface StreamingAgent {
  readonly labels: MetricLabels<'streaming_chunk_rate_per_second'>;
  readonly chunks: ChunkRate;
  openStreams: number;
}

/**
 * How fast chunks come and how full buffers are, for as long as a stream is open, and how streams end. A chunk is only counted;
 * the gauges are set when somebody reads them, so a stream that has stalled is seen to stand still.
 */
export function recordStreamMetrics(events: EventBus, metrics: Metrics, clock: Clock): Disposable {
  const streams = new Map<string, OpenStream>();
  const agents = new Map<string, StreamingAgent>();

  const openStream = (agentId: string, streamId: string): OpenStream => {
    const agent = agents.get(agentId) ?? {
      labels: { agent_id: agentId },
      chunks: new ChunkRate(),
      openStreams: 0,
    };
    agent.openStreams++;
    agents.set(agentId, agent);
    const stream: OpenStream = {
      agent,
      labels: { agent_id: agentId, stream_id: streamId },
      bufferUtilization: undefined,
    };
    streams.set(streamId, stream);
    return stream;
  };

  const closeStream = (streamId: string): void => {
    const stream = streams.get(streamId);
    if (!stream) return;
    streams.delete(streamId);
    metrics.remove('streaming_buffer_utilization_percent', stream.labels);
    stream.agent.openStreams--;
    if (stream.agent.openStreams > 0) return;
    agents.delete(stream.labels.agent_id);
    metrics.remove('streaming_chunk_rate_per_second', stream.agent.labels);
  };

  const refreshGauges = (): void => {
    const nowMs = clock.now();
    for (const { labels, chunks } of agents.values())
      metrics.set('streaming_chunk_rate_per_second', labels, chunks.perSecond(nowMs));
    for (const { labels, bufferUtilization } of streams.values()) {
      if (bufferUtilization !== undefined)
        metrics.set('streaming_buffer_utilization_percent', labels, bufferUtilization * 100);
    }
  };

  const subscriptions = new DisposableStore();
  subscriptions.add(
    events.on('stream.start', ({ agentId, streamId }) => {
      if (!streams.has(streamId)) openStream(agentId.id, streamId);
    }),
  );
  // Up to 100,000 a second: no more than a look-up and a count, and nothing allocated.
  subscriptions.add(
    events.on('stream.chunk', ({ agentId, streamId }) => {
      const stream = streams.get(streamId) ?? openStream(agentId.id, streamId);
      stream.agent.chunks.count(clock.now());
    }),
  );
  subscriptions.add(
    events.on('stream.progress', ({ agentId, streamId, bufferUtilization }) => {
      const stream = streams.get(streamId) ?? openStream(agentId.id, streamId);
      stream.bufferUtilization = bufferUtilization;
    }),
  );
  subscriptions.add(
    events.on('stream.complete', ({ streamId }) => {
      closeStream(streamId);
      metrics.increment('streams_total', { outcome: 'completed' });
    }),
  );
  subscriptions.add(
    events.on('stream.error', ({ streamId, failure }) => {
      closeStream(streamId);
      metrics.increment('streams_total', { outcome: failureOutcome(failure.error.code) });
      if (failure.next === 'retry') metrics.increment('stream_retries_total', {});
    }),
  );
  subscriptions.add(
    // Whose streams were left open takes their gauges along.
    events.on('agent.terminated', ({ agentId }) => {
      for (const [streamId, { labels }] of streams) if (labels.agent_id === agentId.id) closeStream(streamId);
    }),
  );
  subscriptions.add(metrics.beforeText(refreshGauges));
  return subscriptions;
}
