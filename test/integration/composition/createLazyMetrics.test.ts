import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createPromMetrics } from '../../../src/adapters/metrics/promMetrics';
import { createLazyMetrics } from '../../../src/composition/createLazyMetrics';
import { StreamTimeoutError } from '../../../src/core/errors';
import { recordFleetMetrics } from '../../../src/core/metrics/recordFleetMetrics';
import { verifies } from '../../requirements';
import { repositoryRoot } from '../../tools/repositoryPaths';
import {
  aCostEvent,
  aModelSelectedEvent,
  anAgentId,
  aSpawnedEvent,
  aStrictEventBus,
} from '../../unit/core/metrics/fleetEvents';

const run = promisify(execFile);

/** Loads the recorder and the lazy metrics as start-up does, records, and says whether prom-client came along. */
const startUp = `
  const { createLazyMetrics } = require('./src/composition/createLazyMetrics.ts');
  require('./src/core/metrics/recordFleetMetrics.ts');
  const metrics = createLazyMetrics(async () =>
    require('./src/adapters/metrics/promMetrics.ts').createPromMetrics());
  const isLoaded = () => Object.keys(require.cache).some((file) => /[\\\\/]prom-client[\\\\/]/.test(file));
  metrics.increment('model_usage_total', { model_name: 'embedded' });
  const before = isLoaded();
  metrics.text().then((text) =>
    console.log(JSON.stringify({ before, after: isLoaded(), hasCount: text.includes('"embedded"} 1') })));
`;

describe('createLazyMetrics with prom-client', () => {
  it('does not load it before the text is asked for', async () => {
    const { stdout } = await run(process.execPath, ['--require', require.resolve('tsx/cjs'), '-e', startUp], {
      cwd: repositoryRoot,
    });
    assert.deepEqual(JSON.parse(stdout), { before: false, after: true, hasCount: true });
  });

  it(`shows what the bus announced before anybody looked ${verifies(
    'MET-10.3-1',
    'MET-10.3-2',
    'MET-10.3-3',
    'MET-10.3-4',
    'MET-10.3-5',
    'DEP-10.1-7',
  )}`, async () => {
    let nowMs = 1_000_000;
    const events = aStrictEventBus();
    const metrics = createLazyMetrics(async () => createPromMetrics());
    recordFleetMetrics(events, metrics, { now: () => nowMs });
    const samples = async (): Promise<readonly string[]> =>
      (await metrics.text())
        .split('\n')
        .filter(
          (line) => line !== '' && !/^#|_bucket\{|^(task_queue_length|stream_retries_total) 0/.test(line),
        );

    const task = { taskId: 'run-1', agentId: 'agent-1', taskType: 'generate-tests' } as const;
    const stream = { agentId: anAgentId(), streamId: 'stream-1' };
    const part = { type: 'notice', message: 'Reading' } as const;
    events.emit('agent:spawned', aSpawnedEvent('agent-1'));
    events.emit('task.started', task);
    events.emit('model.selected', aModelSelectedEvent({ durationMs: 4 }));
    for (let sequence = 1; sequence <= 40; sequence++) {
      const chunk = { streamId: 'stream-1', agentId: 'agent-1', sequence, part };
      events.emit('stream.chunk', { ...stream, chunk });
    }
    events.emit('stream.progress', {
      ...stream,
      progress: { fraction: 0.5, message: 'Half' },
      bufferUtilization: 0.125,
    });
    nowMs += 1000;
    assert.deepEqual(await samples(), [
      'model_selection_duration_seconds_sum{agent_type="test-generator",task_type="generate-tests"} 0.004',
      'model_selection_duration_seconds_count{agent_type="test-generator",task_type="generate-tests"} 1',
      'streaming_chunk_rate_per_second{agent_id="agent-1"} 40',
      'streaming_buffer_utilization_percent{agent_id="agent-1",stream_id="stream-1"} 12.5',
      'agents_active{agent_type="test-generator"} 1',
    ]);

    events.emit('stream.error', {
      ...stream,
      failure: { error: new StreamTimeoutError('Silent'), next: 'retry' },
    });
    events.emit('model.fallback', {
      agentId: anAgentId(),
      taskId: 'run-1',
      fromModel: 'claude-haiku-4',
      toModel: 'embedded',
      reason: 'Broken',
    });
    events.emit('cost.tracked', aCostEvent({ modelId: 'claude-haiku-4', costMicroUsd: 1500 }));
    nowMs += 500;
    events.emit('task.completed', task);
    events.emit('agent.terminated', { agentId: anAgentId() });
    assert.deepEqual(await samples(), [
      'model_selection_duration_seconds_sum{agent_type="test-generator",task_type="generate-tests"} 0.004',
      'model_selection_duration_seconds_count{agent_type="test-generator",task_type="generate-tests"} 1',
      'model_usage_total{model_name="claude-haiku-4"} 1',
      'cost_per_task_dollars_sum{model_name="claude-haiku-4",task_type="generate-tests"} 0.0015',
      'cost_per_task_dollars_count{model_name="claude-haiku-4",task_type="generate-tests"} 1',
      'agents_active{agent_type="test-generator"} 0',
      'tasks_total{task_type="generate-tests",outcome="completed"} 1',
      'task_duration_seconds_sum{task_type="generate-tests"} 1.5',
      'task_duration_seconds_count{task_type="generate-tests"} 1',
      'model_fallbacks_total{from_model="claude-haiku-4",to_model="embedded"} 1',
      'streams_total{outcome="timed-out"} 1',
      'stream_retries_total 1',
    ]);
  });
});
