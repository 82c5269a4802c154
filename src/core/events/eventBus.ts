import type { Disposable } from '../../base/disposable';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { EventMap, EventName } from './eventMap';

/** Handlers of a higher priority are called first; equal ones in order of registration. */
export const handlerPriorities = ['critical', 'high', 'normal', 'low'] as const;
export type HandlerPriority = (typeof handlerPriorities)[number];

type Handler<N extends EventName> = (payload: EventMap[N]) => unknown;

/** An event with its name, as handlers of `registerEventHandler` receive it (spec 7.2). */
export interface FleetEvent<N extends EventName> {
  readonly type: N;
  readonly data: EventMap[N];
}

/** What `registerEventHandler` takes (spec 7.3). */
export interface EventHandlerRegistration<N extends EventName> {
  readonly eventType: N;
  readonly handler: (event: FleetEvent<N>) => unknown;
  /** Default: normal. */
  readonly priority?: HandlerPriority;
}

interface Registration {
  readonly rank: number;
  readonly handler: (payload: never) => unknown;
}

/**
 * Typed events between the parts of the fleet. Handlers are called at once, in order of priority. One that throws, or whose
 * promise rejects, is logged and stops neither the others nor whoever emits; nobody waits for a promise.
 */
export class EventBus {
  /** The lists are replaced, never changed, so that a handler may come and go while an event is on its way. */
  private readonly registrations = new Map<EventName, readonly Registration[]>();

  constructor(private readonly logger: Logger) {}

  on<N extends EventName>(name: N, handler: Handler<N>, priority: HandlerPriority = 'normal'): Disposable {
    const registration: Registration = { rank: handlerPriorities.indexOf(priority), handler };
    const others = this.registrations.get(name) ?? [];
    const position = others.findIndex(({ rank }) => rank > registration.rank);
    this.registrations.set(name, others.toSpliced(position < 0 ? others.length : position, 0, registration));
    return {
      dispose: () => {
        const current = this.registrations.get(name) ?? [];
        this.registrations.set(
          name,
          current.filter((item) => item !== registration),
        );
      },
    };
  }

  registerEventHandler<N extends EventName>(registration: EventHandlerRegistration<N>): Disposable {
    const { eventType, handler, priority } = registration;
    return this.on(eventType, (data) => handler({ type: eventType, data }), priority);
  }

  emit<N extends EventName>(name: N, payload: EventMap[N]): void {
    for (const { handler } of this.registrations.get(name) ?? []) {
      try {
        const outcome = (handler as Handler<N>)(payload);
        if (outcome instanceof Promise) outcome.catch((error: unknown) => this.report(name, error));
      } catch (error) {
        this.report(name, error);
      }
    }
  }

  private report(name: EventName, error: unknown): void {
    this.logger.error('An event handler failed', { event: name, error: describeError(error) });
  }
}
