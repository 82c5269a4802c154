import type { Clock } from '../../base/clock';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { EventBus } from '../events/eventBus';
import type { Metrics } from './metrics';
import { recordAgentMetrics } from './recordAgentMetrics';
import { recordModelMetrics } from './recordModelMetrics';
import { recordStreamMetrics } from './recordStreamMetrics';
import { recordTaskMetrics } from './recordTaskMetrics';

/** Turns what is announced on the bus into metrics, until disposed. Nothing else needs to know that anything is measured. */
export function recordFleetMetrics(events: EventBus, metrics: Metrics, clock: Clock): Disposable {
  const recorders = new DisposableStore();
  recorders.add(recordAgentMetrics(events, metrics));
  recorders.add(recordModelMetrics(events, metrics));
  recorders.add(recordTaskMetrics(events, metrics, clock));
  recorders.add(recordStreamMetrics(events, metrics, clock));
  return recorders;
}
