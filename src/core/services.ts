import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import type { FleetConfig } from './config/fleetConfig';
import type { CostTracker } from './cost/costTracker';
import type { EventBus } from './events/eventBus';
import type { FleetManager } from './fleet/fleetManager';
import type { RunHistory } from './generation/runHistory';
import type { SwarmMemoryManager } from './memory/swarmMemoryManager';
import type { Metrics } from './metrics/metrics';
import type { StreamManager } from './streaming/streamManager';

/** What a host (editor, CLI, MCP server) must bring before the fleet can work. */
export interface HostPorts {
  readonly logger: Logger;
  readonly clock: Clock;
  /** Read at the start of every task, so that a change applies to the next one. @throws ConfigError */
  readonly config: () => FleetConfig;
  /** May code of the workspace be executed? Read at the start of every task. */
  readonly isTrusted: () => boolean;
  /** IANA name of the user's time zone; budget windows follow it. */
  readonly timeZone: string;
  /** Absolute folder for the ledger, the memory and the run records; created on demand. */
  readonly storageFolder: string;
  /** Absolute folder with the built workers (`sandboxWorker.js`, `coverageProbe.js`, `sql-wasm.wasm`). */
  readonly distFolder: string;
}

/** What a front end receives: the same objects behind all doors. */
export interface Services {
  readonly fleet: FleetManager;
  readonly streams: StreamManager;
  readonly events: EventBus;
  readonly costs: CostTracker;
  readonly history: RunHistory;
  readonly memory: SwarmMemoryManager;
  readonly metrics: Metrics;
  /** Cancels what is running, waits for its end, and closes the ledger and the memory; after it nothing works any more. */
  close(): Promise<void>;
}
