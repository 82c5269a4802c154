import { isProcessAlive } from '../adapters/storage/isProcessAlive';
import { CostTracker } from '../core/cost/costTracker';
import { EventBus } from '../core/events/eventBus';
import { FleetManager } from '../core/fleet/fleetManager';
import { RunHistory } from '../core/generation/runHistory';
import type { OpenWorkbench } from '../core/generation/workbench';
import type { HostPorts, Services } from '../core/services';
import { StreamManager } from '../core/streaming/streamManager';
import { createLazyEngine } from './createLazyEngine';
import { createStores } from './createStores';

/** Wall-clock limit for one invocation of a test runner. */
const testRunTimeoutMs = 120_000;

/** Puts the product together for a host. Cheap: files are opened and heavy packages loaded when they are first needed. */
export function createServices(ports: HostPorts): Services {
  const { logger, clock, config, timeZone } = ports;
  const events = new EventBus(logger);
  const streams = new StreamManager(logger);
  const { ledger, runStore } = createStores(ports);
  const costs = new CostTracker({ ledger, events, clock, timeZone, config });
  const openWorkbench: OpenWorkbench = async (workspaceRoot) => {
    const module = await import('./openWorkbench');
    return await module.openWorkbench(workspaceRoot, { distFolder: ports.distFolder, config, logger });
  };
  const fleet = new FleetManager({
    events,
    clock,
    costs,
    runStore,
    streams,
    logger,
    config,
    isTrusted: ports.isTrusted,
    processId: process.pid,
    isProcessAlive,
    testRunTimeoutMs,
    openWorkbench,
    createSource: ({ sandbox }) => createLazyEngine(sandbox),
  });
  const history = new RunHistory({ runStore, openWorkbench });
  return {
    fleet,
    streams,
    events,
    costs,
    history,
    close: async () => {
      await fleet.stop();
      await ledger.close();
    },
  };
}
