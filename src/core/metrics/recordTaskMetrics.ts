import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { LedgerRow } from '../cost/ledgerStore';
import type { MicroUsd } from '../cost/money';
import type { EventBus } from '../events/eventBus';
import { failureOutcome } from './failureOutcome';
import type { Metrics } from './metrics';

interface RunningTask {
  readonly startedAtMs: number;
  readonly costByModel: Map<string, MicroUsd>;
}

interface TaskEnd {
  readonly taskId: string;
  readonly taskType: string;
}

/**
 * How tasks end, what they take and what they cost. The rows of a task are added up and observed once at its end, for each
 * model it used: so a dollar counts for the model that it was paid for.
 */
export function recordTaskMetrics(events: EventBus, metrics: Metrics, clock: Clock): Disposable {
  const running = new Map<string, RunningTask>();

  const observeCost = (modelName: string, taskType: string, costMicroUsd: MicroUsd): void =>
    metrics.observe(
      'cost_per_task_dollars',
      { model_name: modelName, task_type: taskType },
      costMicroUsd / 1_000_000,
    );

  const addCost = ({ runId, modelId, taskType, costMicroUsd }: LedgerRow): void => {
    const costs = running.get(runId)?.costByModel;
    // A call outside any task has no end to wait for.
    if (costs) costs.set(modelId, (costs.get(modelId) ?? 0) + costMicroUsd);
    else observeCost(modelId, taskType, costMicroUsd);
  };

  const endTask = ({ taskId, taskType }: TaskEnd, outcome: string): void => {
    const task = running.get(taskId);
    running.delete(taskId);
    metrics.increment('tasks_total', { task_type: taskType, outcome });
    if (!task) return;
    const durationSeconds = Math.max(0, clock.now() - task.startedAtMs) / 1000;
    metrics.observe('task_duration_seconds', { task_type: taskType }, durationSeconds);
    for (const [modelName, costMicroUsd] of task.costByModel) observeCost(modelName, taskType, costMicroUsd);
  };

  const subscriptions = new DisposableStore();
  subscriptions.add(
    events.on('task.started', ({ taskId }) => {
      // A task that is given to another agent has started only once.
      if (!running.has(taskId)) running.set(taskId, { startedAtMs: clock.now(), costByModel: new Map() });
    }),
  );
  subscriptions.add(events.on('cost.tracked', ({ entry }) => addCost(entry)));
  subscriptions.add(events.on('task.completed', (end) => endTask(end, 'completed')));
  subscriptions.add(events.on('task.failed', (end) => endTask(end, failureOutcome(end.code))));
  return subscriptions;
}
