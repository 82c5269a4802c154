import { type Disposable, DisposableStore } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import type { EventBus } from '../events/eventBus';
import { StreamCancelledError } from '../streaming/streamCancelledError';

/** Writes what a maintainer wants to read later about models, budgets and streams into the log (spec 7.3). */
export function logFleetEvents(events: EventBus, logger: Logger): Disposable {
  const store = new DisposableStore();
  store.add(
    events.registerEventHandler({
      eventType: 'model.selected',
      handler: ({ data: { agentId, taskId, selection } }) => {
        const { modelName, reason } = selection;
        logger.info('Model selected', { agentId: agentId.id, taskId, modelName, reason });
      },
    }),
  );
  store.add(
    events.registerEventHandler({
      eventType: 'cost.budget.warning',
      handler: ({ data }) =>
        logger.warn('Budget threshold reached', { ...data.window, threshold: data.threshold }),
      priority: 'high',
    }),
  );
  store.add(
    events.registerEventHandler({
      eventType: 'stream.error',
      handler: ({ data: { agentId, streamId, failure } }) => {
        const { error, next } = failure;
        const details = { agentId: agentId.id, streamId, code: error.code, message: error.message, next };
        // A stream that its user cancelled is no failure.
        if (error instanceof StreamCancelledError) logger.info('Stream cancelled', details);
        else logger.error('Stream error', details);
      },
      priority: 'critical',
    }),
  );
  return store;
}
