import type { FeatureFlags } from '../config/featureFlags';

/** What a caller may ask of a new agent. */
export interface AgentConfig {
  /** Default: a new unique one. */
  readonly id?: string;
  /** One phrase for people who look at the fleet, e.g. what it was made for. */
  readonly label?: string;
}

/** The settings an agent works under from its first to its last task; announced with `agent:spawned`, so free of secrets. */
export interface EnhancedAgentConfig extends AgentConfig {
  /** A router decides which model does each task. */
  readonly hasModelRouter: boolean;
  readonly streamingEnabled: boolean;
  readonly features: FeatureFlags;
}
