import type { Clock } from '../base/clock';
import type { Logger } from '../base/logger';
import type { CodeInsight } from './codeInsight/codeInsight';
import type { MeasuredCoverage } from './codeInsight/measuredCoverage';
import type { FleetConfig } from './config/fleetConfig';
import type { ConversationService } from './conversation/conversationService';
import type { CostPeriod } from './cost/costSummary';
import type { CostTracker } from './cost/costTracker';
import type { Door } from './cost/door';
import type { EventBus } from './events/eventBus';
import type { FleetManager } from './fleet/fleetManager';
import type { GeneratedTests } from './generatedTests/generatedTests';
import type { GenerateTestsRequest } from './generation/generateTestsRequest';
import type { Review } from './generation/review/review';
import type { RunHistory } from './generation/runHistory';
import type { ConfirmSpending } from './generation/spendingPlan';
import type { ModelProviders } from './languageModel/modelProviders';
import type { SwarmMemoryManager } from './memory/swarmMemoryManager';
import type { Metrics } from './metrics/metrics';
import type { ProviderKeys } from './providerKeys';
import type { CatalogueEntry } from './reports/catalogueReport';
import type { CostReport } from './reports/costReport';
import type { RoutingReport } from './reports/routingReport';
import type { StreamManager } from './streaming/streamManager';

/** What a host (editor, CLI, MCP server) must bring before the fleet can work. */
export interface HostPorts {
  /** Under which calls are put on record unless a task says otherwise. */
  readonly door: Door;
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
  readonly keys: ProviderKeys;
  /** Asked before the first paid call of a run, if the settings say so. Absent: there is nobody to ask. */
  readonly confirmSpending?: ConfirmSpending;
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
  /** Tests that runs have proposed, and what the user decides on them. */
  readonly review: Review;
  /** Tests that were written, as they are in the workspace now. */
  readonly generatedTests: GeneratedTests;
  /** What is known of the code of a file without running anything. */
  readonly insight: CodeInsight;
  readonly measuredCoverage: MeasuredCoverage;
  readonly memory: SwarmMemoryManager;
  readonly metrics: Metrics;
  readonly providers: ModelProviders;
  /** Answers chats of others with routed models; made when it is first asked for. */
  conversations(): Promise<ConversationService>;
  /** The models that can be chosen as the settings are now, and whether each can be used. @throws ConfigError */
  catalogue(): readonly CatalogueEntry[];
  /** Which model would do the task, and why; sends, spends and records nothing. @throws ConfigError */
  explainRouting(request: GenerateTestsRequest): Promise<RoutingReport>;
  /** What was spent in the current period. @throws ConfigError, LedgerError */
  costReport(period: CostPeriod): Promise<CostReport>;
  /** Cancels what is running, waits for its end, and closes the ledger and the memory; after it nothing works any more. */
  close(): Promise<void>;
}
