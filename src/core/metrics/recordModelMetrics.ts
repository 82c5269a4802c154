import { type Disposable, DisposableStore } from '../../base/disposable';
import type { EventBus } from '../events/eventBus';
import type { Metrics } from './metrics';

/** Which models are chosen, how long choosing takes, and which are called: one use is one ledger row. */
export function recordModelMetrics(events: EventBus, metrics: Metrics): Disposable {
  const subscriptions = new DisposableStore();
  subscriptions.add(
    events.on('model.selected', ({ agentId, selection, durationMs }) =>
      metrics.observe(
        'model_selection_duration_seconds',
        { agent_type: agentId.type, task_type: selection.taskType },
        durationMs / 1000,
      ),
    ),
  );
  subscriptions.add(
    events.on('model.fallback', ({ fromModel, toModel }) =>
      metrics.increment('model_fallbacks_total', { from_model: fromModel ?? 'none', to_model: toModel }),
    ),
  );
  subscriptions.add(
    events.on('routing.error', ({ code }) => metrics.increment('routing_errors_total', { code })),
  );
  subscriptions.add(
    events.on('cost.tracked', ({ entry }) =>
      metrics.increment('model_usage_total', { model_name: entry.modelId }),
    ),
  );
  return subscriptions;
}
