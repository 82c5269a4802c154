import assert from 'node:assert/strict';
import { recordFleetMetrics } from '../../../../src/core/metrics/recordFleetMetrics';
import { aCostEvent, anAgentId, aSpawnedEvent, aStrictEventBus } from './fleetEvents';
import { RecordingMetrics } from './recordingMetrics';

const task = { taskId: 'run-1', agentId: 'agent-1', taskType: 'generate-tests' } as const;
const stream = { agentId: anAgentId(), streamId: 'stream-1' };

describe('recordFleetMetrics', () => {
  it('hears agents, models, tasks and streams, and nothing more once it is disposed', () => {
    const events = aStrictEventBus();
    const metrics = new RecordingMetrics();
    const announce = (): void => {
      events.emit('agent:spawned', aSpawnedEvent('agent-1'));
      events.emit('cost.tracked', aCostEvent({ modelId: 'embedded' }));
      events.emit('task.completed', task);
      events.emit('stream.progress', {
        ...stream,
        progress: { fraction: 0.5, message: 'Half' },
        bufferUtilization: 0.5,
      });
      metrics.refresh();
    };

    const recording = recordFleetMetrics(events, metrics, { now: () => 10_000 });
    announce();
    assert.deepEqual(
      [...metrics.gauges.keys(), ...metrics.counters.keys()],
      [
        'agents_active{agent_type="test-generator"}',
        'streaming_chunk_rate_per_second{agent_id="agent-1"}',
        'streaming_buffer_utilization_percent{agent_id="agent-1",stream_id="stream-1"}',
        'model_usage_total{model_name="embedded"}',
        'tasks_total{task_type="generate-tests",outcome="completed"}',
      ],
    );

    recording.dispose();
    const { callCount } = metrics;
    announce();
    assert.equal(metrics.callCount, callCount);
  });
});
