import { describeError } from '../../base/error';
import type { AgentConfig, EnhancedAgentConfig } from '../agents/agentConfig';
import type { AgentType } from '../agents/agentId';
import type { BaseAgent } from '../agents/baseAgent';
import type { BaseAgentConfig } from '../agents/baseAgentConfig';
import type { FeatureFlags } from '../config/featureFlags';
import type { FleetConfig } from '../config/fleetConfig';
import { AgentRegistry, type AgentRegistryDependencies } from './agentRegistry';
import type { RouterProvider } from './routerProvider';
import { stoppedError } from './stoppedError';

export interface AgentPoolDependencies
  extends AgentRegistryDependencies,
    Omit<
      BaseAgentConfig,
      'id' | 'modelRouter' | 'streamingEnabled' | 'features' | 'streaming' | 'elapsedReportIntervalMs'
    > {
  readonly config: () => FleetConfig;
  readonly routers: RouterProvider;
  readonly createAgent: (type: AgentType, config: BaseAgentConfig) => BaseAgent;
}

const longestReportIntervalMs = 5000;

/** Makes agents and lends them to tasks, each to one at a time; some stay between tasks, most live for one. */
export class AgentPool {
  private readonly registry: AgentRegistry;
  /** Lent to a task, or about to be. */
  private readonly lent = new Set<BaseAgent>();
  private readonly temporary = new WeakSet<BaseAgent>();
  private isClosed = false;

  constructor(private readonly dependencies: AgentPoolDependencies) {
    this.registry = new AgentRegistry(dependencies);
  }

  get all(): readonly BaseAgent[] {
    return this.registry.all;
  }

  /**
   * A new agent that stays, until it is removed or its place is needed for a task.
   * @throws FleetError `agent-limit-reached`, `fleet-stopped`; ConfigError
   */
  async spawn(type: AgentType, features: FeatureFlags, config: AgentConfig = {}): Promise<BaseAgent> {
    const agent = this.create(type, features, config);
    await this.introduce(agent, features, config);
    return agent;
  }

  /** An idle agent that fits, or a new one that lives until it is given back. @throws as `spawn` */
  async acquire(type: AgentType, features: FeatureFlags): Promise<BaseAgent> {
    // Nothing is awaited before the agent counts as lent: another task must not get it, or take its place.
    const idle = this.registry.findIdle(type, features, this.lent);
    if (idle) {
      this.lent.add(idle);
      return idle;
    }
    this.registry.makeRoom(this.lent);
    const agent = this.create(type, features, {});
    this.temporary.add(agent);
    this.lent.add(agent);
    try {
      await this.introduce(agent, features, {});
    } catch (error) {
      this.lent.delete(agent);
      throw error;
    }
    return agent;
  }

  /** Takes an agent back from its task. One that stays is replaced if it has crashed. */
  async release(agent: BaseAgent, isCrashed: boolean): Promise<void> {
    this.lent.delete(agent);
    const isKept = !this.temporary.has(agent);
    if (isKept && !isCrashed && !this.isClosed) return;
    this.registry.remove(agent);
    if (isKept && !this.isClosed) await this.replace(agent);
  }

  /** Ends an agent; one that is lent, when it is given back. */
  remove(agent: BaseAgent): void {
    this.temporary.add(agent);
    if (!this.lent.has(agent)) this.registry.remove(agent);
  }

  /** Ends all agents that are not lent; those that are end when they are given back. */
  close(): void {
    this.isClosed = true;
    for (const agent of this.all) this.remove(agent);
  }

  /** The task of the one that crashed must not fail because there is no other. */
  private async replace({ agentId, features }: BaseAgent): Promise<void> {
    try {
      await this.spawn(agentId.type, features);
    } catch (error) {
      const reason = describeError(error);
      this.dependencies.logger.error('A crashed agent was not replaced', { agentId: agentId.id, reason });
    }
  }

  private create(type: AgentType, features: FeatureFlags, config: AgentConfig): BaseAgent {
    const { routers, createAgent } = this.dependencies;
    const { streaming, fleet } = this.dependencies.config();
    const agent = createAgent(type, {
      ...this.dependencies,
      ...config,
      modelRouter: routers.routerFor(features),
      streamingEnabled: features.streaming,
      features,
      streaming,
      elapsedReportIntervalMs: Math.min(
        longestReportIntervalMs,
        fleet.heartbeatIntervalSeconds * 1000,
        // Several times within the silence that a stream allows.
        features.streaming ? streaming.timeoutMs / 3 : longestReportIntervalMs,
      ),
    });
    this.registry.add(agent);
    return agent;
  }

  private async introduce(agent: BaseAgent, features: FeatureFlags, config: AgentConfig): Promise<void> {
    const { events, logger } = this.dependencies;
    try {
      await agent.initialize();
      if (this.isClosed || agent.status === 'terminated') throw stoppedError();
    } catch (error) {
      this.registry.remove(agent);
      throw error;
    }
    const { id, type } = agent.agentId;
    const enhanced: EnhancedAgentConfig = {
      ...config,
      hasModelRouter: agent.modelRouter !== undefined,
      streamingEnabled: agent.streamingEnabled,
      features,
    };
    const { hasModelRouter: hasRouter, streamingEnabled } = enhanced;
    logger.info(`Agent spawned: ${type} (${id})`, { hasRouter, streamingEnabled });
    events.emit('agent:spawned', { agentId: id, type, config: enhanced });
  }
}
