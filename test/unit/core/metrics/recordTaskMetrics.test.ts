import assert from 'node:assert/strict';
import type { EventBus } from '../../../../src/core/events/eventBus';
import { recordTaskMetrics } from '../../../../src/core/metrics/recordTaskMetrics';
import { verifies } from '../../../requirements';
import { aCostEvent, aStrictEventBus } from './fleetEvents';
import { RecordingMetrics } from './recordingMetrics';

const task = { taskId: 'run-1', agentId: 'agent-1', taskType: 'generate-tests' } as const;

describe('recordTaskMetrics', () => {
  let nowMs: number;
  let events: EventBus;
  let metrics: RecordingMetrics;

  beforeEach(() => {
    nowMs = 10_000;
    events = aStrictEventBus();
    metrics = new RecordingMetrics();
    recordTaskMetrics(events, metrics, { now: () => nowMs });
  });

  describe('cost of a task', () => {
    const costOf = (modelName: string): string =>
      `cost_per_task_dollars{model_name="${modelName}",task_type="generate-tests"}`;
    const costs = (): unknown =>
      Object.fromEntries([...metrics.observations].filter(([name]) => name.startsWith('cost_per_task')));

    it(`is the sum of its rows, observed once, when it has completed ${verifies('MET-10.3-3')}`, () => {
      events.emit('task.started', task);
      events.emit('cost.tracked', aCostEvent({ modelId: 'haiku', costMicroUsd: 100_000 }));
      events.emit('cost.tracked', aCostEvent({ modelId: 'haiku', costMicroUsd: 200_000 }));
      assert.deepEqual(costs(), {});
      events.emit('task.completed', task);
      // 0.1 + 0.2 would be 0.30000000000000004: micro-dollars are added, not dollars.
      assert.deepEqual(costs(), { [costOf('haiku')]: [0.3] });
    });

    it('is observed when the task has failed, too', () => {
      events.emit('task.started', task);
      events.emit('cost.tracked', aCostEvent({ modelId: 'haiku', costMicroUsd: 1500 }));
      events.emit('task.failed', { ...task, code: 'internal', message: 'Broken' });
      assert.deepEqual(costs(), { [costOf('haiku')]: [0.0015] });
    });

    it(`counts for the model it was paid for, when there were several ${verifies('MET-10.3-3')}`, () => {
      events.emit('task.started', task);
      events.emit('cost.tracked', aCostEvent({ modelId: 'haiku', costMicroUsd: 1500 }));
      events.emit('cost.tracked', aCostEvent({ modelId: 'embedded', costMicroUsd: 0 }));
      events.emit('task.completed', task);
      assert.deepEqual(costs(), { [costOf('haiku')]: [0.0015], [costOf('embedded')]: [0] });
    });

    it('keeps tasks apart that run at the same time', () => {
      const other = { ...task, taskId: 'run-2' };
      events.emit('task.started', task);
      events.emit('task.started', other);
      events.emit('cost.tracked', aCostEvent({ modelId: 'haiku', costMicroUsd: 1000 }));
      events.emit('cost.tracked', aCostEvent({ modelId: 'haiku', costMicroUsd: 2000, runId: 'run-2' }));
      events.emit('task.completed', other);
      assert.deepEqual(costs(), { [costOf('haiku')]: [0.002] });
    });

    it('keeps what was spent before the task was given to another agent', () => {
      events.emit('task.started', task);
      events.emit('cost.tracked', aCostEvent({ modelId: 'haiku', costMicroUsd: 1000 }));
      events.emit('task.started', { ...task, agentId: 'agent-2' });
      events.emit('cost.tracked', aCostEvent({ modelId: 'haiku', costMicroUsd: 2000 }));
      events.emit('task.completed', { ...task, agentId: 'agent-2' });
      assert.deepEqual(costs(), { [costOf('haiku')]: [0.003] });
    });

    it('is observed at once for a call outside any task', () => {
      events.emit('cost.tracked', aCostEvent({ modelId: 'haiku', costMicroUsd: 1500 }));
      assert.deepEqual(costs(), { [costOf('haiku')]: [0.0015] });
    });

    it('is not added to that of a task of the same id, once it has ended', () => {
      for (const costMicroUsd of [1000, 2000]) {
        events.emit('task.started', task);
        events.emit('cost.tracked', aCostEvent({ modelId: 'haiku', costMicroUsd }));
        events.emit('task.completed', task);
      }
      assert.deepEqual(costs(), { [costOf('haiku')]: [0.001, 0.002] });
    });
  });

  describe('tasks', () => {
    it(`are counted by how they ended ${verifies('DEP-10.1-7')}`, () => {
      events.emit('task.completed', task);
      for (const code of ['internal', 'workspace-untrusted', 'cancelled', 'task-timed-out'])
        events.emit('task.failed', { ...task, code, message: 'Ended' });
      assert.deepEqual(Object.fromEntries(metrics.counters), {
        'tasks_total{task_type="generate-tests",outcome="completed"}': 1,
        'tasks_total{task_type="generate-tests",outcome="failed"}': 2,
        'tasks_total{task_type="generate-tests",outcome="cancelled"}': 1,
        'tasks_total{task_type="generate-tests",outcome="timed-out"}': 1,
      });
    });

    it('take from their first start to their end, in seconds', () => {
      events.emit('task.started', task);
      nowMs += 500;
      events.emit('task.started', task);
      nowMs += 1000;
      events.emit('task.completed', task);
      assert.deepEqual(
        [...metrics.observations],
        [['task_duration_seconds{task_type="generate-tests"}', [1.5]]],
      );
    });

    it('take no less than nothing when the clock is set back', () => {
      events.emit('task.started', task);
      nowMs -= 5000;
      events.emit('task.completed', task);
      assert.deepEqual([...metrics.observations.values()], [[0]]);
    });
  });
});
