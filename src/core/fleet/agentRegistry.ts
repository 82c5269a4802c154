import type { Disposable } from '../../base/disposable';
import type { SetTimer } from '../../base/timer';
import type { AgentType } from '../agents/agentId';
import type { BaseAgent } from '../agents/baseAgent';
import type { FeatureFlags } from '../config/featureFlags';
import { FleetError } from '../errors';
import type { EventBus } from '../events/eventBus';

/** An agent that is at work and silent for this many heartbeats counts as crashed. */
const silentHeartbeats = 3;

export interface AgentRegistryDependencies {
  readonly events: EventBus;
  readonly setTimer: SetTimer;
  readonly maxAgents: () => number;
  readonly heartbeatIntervalMs: () => number;
  /** Called with each heartbeat. */
  readonly onHeartbeat: () => void;
  /** An agent at work has not shown a sign of life for three heartbeats. */
  readonly onSilent: (agent: BaseAgent, silentForMs: number) => void;
}

/** The agents there are, never more than allowed, and a look at each of them once per heartbeat. */
export class AgentRegistry {
  private readonly agents = new Map<string, BaseAgent>();
  private heartbeat: Disposable | undefined;

  constructor(private readonly dependencies: AgentRegistryDependencies) {}

  get all(): readonly BaseAgent[] {
    return [...this.agents.values()];
  }

  /**
   * Takes in a new agent.
   * @throws FleetError `agent-limit-reached` when there are as many as may be; `internal` when its id is taken
   */
  add(agent: BaseAgent): void {
    const limit = this.dependencies.maxAgents();
    if (this.agents.size >= limit) {
      throw new FleetError('agent-limit-reached', `There are ${limit} agents already, and no more may be.`, {
        hint: 'Wait for one to end, or raise agenticQe.fleet.maxAgents.',
        isRetryable: true,
      });
    }
    if (this.agents.has(agent.agentId.id)) {
      throw new FleetError('internal', `There is an agent ${agent.agentId.id} already.`);
    }
    this.agents.set(agent.agentId.id, agent);
    this.heartbeat ??= this.nextHeartbeat();
  }

  /** Ends an agent and forgets it. */
  remove(agent: BaseAgent): void {
    this.agents.delete(agent.agentId.id);
    agent.terminate();
    if (this.agents.size > 0) return;
    this.heartbeat?.dispose();
    this.heartbeat = undefined;
  }

  /** An agent without a task that works as one spawned now would, and is none of `taken`; undefined when there is none. */
  findIdle(type: AgentType, features: FeatureFlags, taken: ReadonlySet<BaseAgent>): BaseAgent | undefined {
    return this.all.find(
      (agent) =>
        agent.status === 'idle' &&
        !taken.has(agent) &&
        agent.agentId.type === type &&
        agent.features.multiModelRouter === features.multiModelRouter &&
        agent.features.streaming === features.streaming,
    );
  }

  /** Ends agents without a task that are none of `taken`, those first that were there first, until one more fits in. */
  makeRoom(taken: ReadonlySet<BaseAgent>): void {
    for (const agent of this.all) {
      if (this.agents.size < this.dependencies.maxAgents()) return;
      if (agent.status === 'idle' && !taken.has(agent)) this.remove(agent);
    }
  }

  private nextHeartbeat(): Disposable {
    const intervalMs = this.dependencies.heartbeatIntervalMs();
    return this.dependencies.setTimer(() => {
      this.heartbeat = this.nextHeartbeat();
      for (const agent of this.all) this.lookAt(agent, intervalMs);
      this.dependencies.onHeartbeat();
    }, intervalMs);
  }

  private lookAt(agent: BaseAgent, intervalMs: number): void {
    const { agentId, status, silentForMs } = agent;
    this.dependencies.events.emit('agent.heartbeat', { agentId, status, silentForMs });
    if (silentForMs >= silentHeartbeats * intervalMs) this.dependencies.onSilent(agent, silentForMs);
  }
}
