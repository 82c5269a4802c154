import { randomUUID } from 'node:crypto';
import type { EditorModels } from '../adapters/providers/vscodeLm/editorModels';
import { isProcessAlive } from '../base/node/isProcessAlive';
import { systemTimer } from '../base/timer';
import { type AgentContext, createAgent } from '../core/agents/createAgent';
import type { SourceJob } from '../core/agents/testGeneratorAgent';
import { MeasuredCoverage } from '../core/codeInsight/measuredCoverage';
import type { FleetConfig } from '../core/config/fleetConfig';
import { lastGoodConfig } from '../core/config/lastGoodConfig';
import type { ConversationService } from '../core/conversation/conversationService';
import { CostTracker } from '../core/cost/costTracker';
import { EventBus } from '../core/events/eventBus';
import { FleetManager } from '../core/fleet/fleetManager';
import { RunHistory } from '../core/generation/runHistory';
import type { OpenWorkbench } from '../core/generation/workbench';
import { SwarmMemoryManager } from '../core/memory/swarmMemoryManager';
import { recordFleetMetrics } from '../core/metrics/recordFleetMetrics';
import { embeddedModel } from '../core/routing/modelCatalog';
import type { ModelRouter } from '../core/routing/modelRouter';
import type { HostPorts, Services } from '../core/services';
import { StreamManager } from '../core/streaming/streamManager';
import { defaultStreamSettings, type StreamSettings } from '../core/streaming/streamSettings';
import { branchOf } from './branchOf';
import { createLazyMetrics } from './createLazyMetrics';
import { createProviders } from './createProviders';
import { createReports } from './createReports';
import { createRouter } from './createRouter';
import { createStores } from './createStores';
import { lazyCoverageFiles } from './lazyCoverageFiles';
import { lazyGeneratedTests } from './lazyGeneratedTests';
import { lazyInsight } from './lazyInsight';
import { lazyMeter } from './lazyMeter';
import { lazyReview } from './lazyReview';
import { readTaskSources } from './readTaskSources';

/** Wall-clock limit for one invocation of a test runner. */
const testRunTimeoutMs = 120_000;

/** What a host brings; its own language models are of a kind that only an adapter knows. */
export interface CompositionPorts extends HostPorts {
  readonly editorModels?: EditorModels;
}

/** Puts the product together for a host. Cheap: files are opened and heavy packages loaded when they are first needed. */
export function createServices(ports: CompositionPorts): Services {
  const { logger, clock, timeZone } = ports;
  const config = lastGoodConfig(ports.config);
  const setTimer = systemTimer;
  const events = new EventBus(logger);
  const stores = createStores(ports);
  const memoryStore = new SwarmMemoryManager({ store: stores.memory, clock, logger });
  const streams = new StreamManager({
    logger,
    events,
    clock,
    setTimer,
    memory: memoryStore,
    settings: () => streamSettings(config),
  });
  const costs = new CostTracker({
    ledger: stores.ledger,
    events,
    clock,
    timeZone,
    config,
    memory: memoryStore,
    logger,
    door: ports.door,
  });
  const providers = createProviders({ ports, costs, editorModels: ports.editorModels });
  const routers = new Set<ModelRouter>();
  const routerUnder = (routing: FleetConfig['routing']): ModelRouter => {
    const router = createRouter(routing, { providers, costs, memoryStore, eventBus: events, logger, clock });
    routers.add(router);
    return router;
  };
  const openWorkbench: OpenWorkbench = async (workspaceRoot) => {
    const module = await import('./openWorkbench');
    return await module.openWorkbench(workspaceRoot, { distFolder: ports.distFolder, config, logger });
  };
  const measuredCoverage = new MeasuredCoverage();
  const work: AgentContext = {
    clock,
    costs,
    config,
    runStore: stores.runStore,
    processId: process.pid,
    isProcessAlive,
    testRunTimeoutMs,
    meter: lazyMeter,
    measured: measuredCoverage,
    coverageFiles: lazyCoverageFiles,
    ...(ports.confirmSpending && { confirmSpending: ports.confirmSpending }),
    openWorkbench,
    generateTests: async (...parameters) => {
      const module = await import('../core/generation/generateTests');
      return await module.generateTests(...parameters);
    },
    analyzeCoverage: async (...parameters) => {
      const module = await import('../core/coverageAnalysis/analyzeCoverage');
      return await module.analyzeCoverage(...parameters);
    },
    judgeGate: async (...parameters) => {
      const module = await import('../core/quality/judgeGate');
      return await module.judgeGate(...parameters);
    },
    measureSuiteScore: async (job) => {
      const module = await import('../core/mutation/measureSuiteScore');
      const { runStore } = stores;
      return await module.measureSuiteScore({ runStore, processId: process.pid, clock }, job);
    },
    createSource: async (job: SourceJob) => {
      const module = await import('./createSource');
      const origin = { ...job.origin, ...branchOf(job.workbench.workspace.rootPath) };
      return module.createSource({ providers, meter: costs, clock, setTimer }, { ...job, origin });
    },
  };
  const fleet = new FleetManager({
    events,
    streams,
    costs,
    memoryStore,
    logger,
    clock,
    setTimer,
    // New work is refused while the settings are wrong; all the rest goes on under the last good ones.
    config: ports.config,
    isTrusted: ports.isTrusted,
    defaultModel: embeddedModel,
    createAgent: (type, agentConfig) => createAgent(type, agentConfig, work),
    createRouter: routerUnder,
    readSources: readTaskSources,
  });
  const metrics = createLazyMetrics(async () => {
    const module = await import('../adapters/metrics/promMetrics');
    return module.createPromMetrics();
  });
  recordFleetMetrics(events, metrics, clock);
  metrics.beforeText(() => metrics.set('task_queue_length', {}, fleet.queueLength));
  let conversations: Promise<ConversationService> | undefined;
  return {
    fleet,
    streams,
    events,
    costs,
    history: new RunHistory({ runStore: stores.runStore, openWorkbench }),
    generatedTests: lazyGeneratedTests({
      runStore: stores.runStore,
      openWorkbench,
      createRunId: randomUUID,
      processId: process.pid,
      clock,
      testRunTimeoutMs,
    }),
    insight: lazyInsight({ openWorkbench, meter: lazyMeter, measured: measuredCoverage }),
    measuredCoverage,
    review: lazyReview({
      runStore: stores.runStore,
      openWorkbench,
      processId: process.pid,
      testRunTimeoutMs,
    }),
    memory: memoryStore,
    metrics,
    providers,
    conversations: () => {
      conversations ??= import('./createConversations').then(({ createConversations }) =>
        createConversations({ config: ports.config, costs, providers, clock, logger }),
      );
      return conversations;
    },
    ...createReports({
      config,
      costs,
      providers,
      currentRouter: () => fleet.getModelRouter(),
      createRouter: routerUnder,
    }),
    close: async () => {
      await fleet.stop();
      await streams.flush();
      for (const router of routers) await router.flush();
      await memoryStore.close();
      await stores.ledger.close();
    },
  };
}

/** A task under wrong settings is refused, and to tell so its run needs a stream. */
function streamSettings(config: HostPorts['config']): StreamSettings {
  try {
    return config().streaming;
  } catch {
    return defaultStreamSettings;
  }
}
