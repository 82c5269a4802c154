import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { SetTimer } from '../../base/timer';
import type { FeatureFlags } from '../config/featureFlags';
import type { FleetConfig } from '../config/fleetConfig';
import type { EventBus } from '../events/eventBus';
import type { SwarmMemoryManager } from '../memory/swarmMemoryManager';
import type { ModelConfig } from '../routing/modelConfig';
import type { ModelRouter } from '../routing/modelRouter';
import type { StreamManager } from '../streaming/streamManager';
import type { TaskWork } from './taskWork';

export type AgentStatus = 'initializing' | 'idle' | 'active' | 'error' | 'terminated';

/** Something an agent can do. */
export interface AgentCapability {
  readonly name: string;
  readonly description: string;
}

/** What every agent works with, handed over by the fleet. */
export interface BaseAgentConfig {
  /** Default: a new unique one. */
  readonly id?: string;
  readonly events: EventBus;
  readonly memoryStore: SwarmMemoryManager;
  readonly streams: StreamManager;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  /** Absent: no model is selected. */
  readonly modelRouter?: ModelRouter | undefined;
  /** Default: false. */
  readonly streamingEnabled?: boolean;
  /** Default: all off. */
  readonly features?: FeatureFlags;
  /** How streams behave. */
  readonly streaming: FleetConfig['streaming'];
  /** Work that has nothing else to tell reports progress this often, in milliseconds. */
  readonly elapsedReportIntervalMs: number;
  /** Does the work when selecting a model fails. */
  readonly defaultModel: ModelConfig;
}

/** How the fleet gives an agent a task. */
export type TaskAssignment = Pick<TaskWork, 'emit' | 'signal'>;
