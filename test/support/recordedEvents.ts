import type { EventBus } from '../../src/core/events/eventBus';
import type { EventMap, EventName } from '../../src/core/events/eventMap';

/** Keeps the events of some names, in order of arrival. */
export function recordEvents<N extends EventName>(events: EventBus, ...names: readonly N[]) {
  const seen: { readonly name: N; readonly payload: EventMap[N] }[] = [];
  for (const name of names) events.on(name, (payload) => seen.push({ name, payload }));
  return seen;
}
