import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import type { EventMap, EventName } from './eventMap';

type Handler<N extends EventName> = (payload: EventMap[N]) => void;

/** Typed events between the parts of the fleet. A handler that throws is logged and stops nobody. */
export class EventBus {
  private readonly handlers: { [N in EventName]?: Set<Handler<N>> } = {};

  constructor(private readonly logger: Logger) {}

  on<N extends EventName>(name: N, handler: Handler<N>): Disposable {
    const handlers = this.handlersOf(name);
    handlers.add(handler);
    return { dispose: () => handlers.delete(handler) };
  }

  emit<N extends EventName>(name: N, payload: EventMap[N]): void {
    for (const handler of [...this.handlersOf(name)]) {
      try {
        handler(payload);
      } catch (error) {
        this.logger.error('An event handler failed', { event: name, error: String(error) });
      }
    }
  }

  private handlersOf<N extends EventName>(name: N): Set<Handler<N>> {
    const existing = this.handlers[name] as Set<Handler<N>> | undefined;
    if (existing) return existing;
    const created = new Set<Handler<N>>();
    (this.handlers as Record<EventName, unknown>)[name] = created;
    return created;
  }
}
