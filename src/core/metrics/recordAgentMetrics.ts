import { type Disposable, DisposableStore } from '../../base/disposable';
import type { AgentType } from '../agents/agentId';
import type { EventBus } from '../events/eventBus';
import type { Metrics } from './metrics';

/** Counts the agents of each type that live, and those that broke. A type whose last agent is gone stays, with 0. */
export function recordAgentMetrics(events: EventBus, metrics: Metrics): Disposable {
  const typeByAgentId = new Map<string, AgentType>();
  const announce = (agentType: AgentType): void => {
    const active = [...typeByAgentId.values()].filter((type) => type === agentType).length;
    metrics.set('agents_active', { agent_type: agentType }, active);
  };

  const subscriptions = new DisposableStore();
  subscriptions.add(
    events.on('agent:spawned', ({ agentId, type }) => {
      typeByAgentId.set(agentId, type);
      announce(type);
    }),
  );
  subscriptions.add(
    events.on('agent.terminated', ({ agentId }) => {
      typeByAgentId.delete(agentId.id);
      announce(agentId.type);
    }),
  );
  subscriptions.add(
    events.on('agent.error', ({ agentId, code }) =>
      metrics.increment('agent_errors_total', { agent_type: agentId.type, code }),
    ),
  );
  return subscriptions;
}
