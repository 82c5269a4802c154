import { isProcessAlive } from '../adapters/storage/isProcessAlive';
import { systemTimer } from '../base/timer';
import { createAgent } from '../core/agents/createAgent';
import { lastGoodConfig } from '../core/config/lastGoodConfig';
import { CostTracker } from '../core/cost/costTracker';
import { EventBus } from '../core/events/eventBus';
import { FleetManager } from '../core/fleet/fleetManager';
import { RunHistory } from '../core/generation/runHistory';
import type { OpenWorkbench } from '../core/generation/workbench';
import { SwarmMemoryManager } from '../core/memory/swarmMemoryManager';
import { recordFleetMetrics } from '../core/metrics/recordFleetMetrics';
import { embeddedModel } from '../core/routing/modelCatalog';
import type { HostPorts, Services } from '../core/services';
import { StreamManager } from '../core/streaming/streamManager';
import { defaultStreamSettings, type StreamSettings } from '../core/streaming/streamSettings';
import { createLazyMetrics } from './createLazyMetrics';
import { createRouter } from './createRouter';
import { createSource } from './createSource';
import { createStores } from './createStores';
import { readTaskSources } from './readTaskSources';

/** Wall-clock limit for one invocation of a test runner. */
const testRunTimeoutMs = 120_000;

/** Puts the product together for a host. Cheap: files are opened and heavy packages loaded when they are first needed. */
export function createServices(ports: HostPorts): Services {
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
  });
  const openWorkbench: OpenWorkbench = async (workspaceRoot) => {
    const module = await import('./openWorkbench');
    return await module.openWorkbench(workspaceRoot, { distFolder: ports.distFolder, config, logger });
  };
  const work = {
    clock,
    costs,
    config,
    runStore: stores.runStore,
    processId: process.pid,
    isProcessAlive,
    testRunTimeoutMs,
    openWorkbench,
    createSource,
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
    createRouter: (routing) => createRouter(routing, { costs, memoryStore, eventBus: events, logger, clock }),
    readSources: readTaskSources,
  });
  const metrics = createLazyMetrics(async () => {
    const module = await import('../adapters/metrics/promMetrics');
    return module.createPromMetrics();
  });
  recordFleetMetrics(events, metrics, clock);
  metrics.beforeText(() => metrics.set('task_queue_length', {}, fleet.queueLength));
  return {
    fleet,
    streams,
    events,
    costs,
    history: new RunHistory({ runStore: stores.runStore, openWorkbench }),
    memory: memoryStore,
    metrics,
    close: async () => {
      await fleet.stop();
      await streams.flush();
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
