import { silentLogger } from '../../src/base/logger';
import { parseFleetConfig } from '../../src/core/config/fleetConfig';
import { CostTracker } from '../../src/core/cost/costTracker';
import type { Door } from '../../src/core/cost/door';
import { EventBus } from '../../src/core/events/eventBus';
import { FakeLedgerStore } from './fakeLedgerStore';
import { FakeSharedMemory } from './fakeSharedMemory';
import type { RecordingLogger } from './recordingLogger';

/** Thursday 00:30 in Berlin, where it is still Wednesday in UTC. */
export const thursday = Date.parse('2026-11-18T23:30:00Z');

export interface TrackerSetup {
  readonly costTracking?: unknown;
  readonly memory?: FakeSharedMemory;
  readonly ledger?: FakeLedgerStore;
  readonly logger?: RecordingLogger;
  readonly door?: Door;
}

/** A tracker in Berlin with everything around it in memory; `time.nowMs` can be moved. */
export function aTracker({ costTracking = {}, logger, door, ...parts }: TrackerSetup = {}) {
  const ledger = parts.ledger ?? new FakeLedgerStore();
  const memory = parts.memory ?? new FakeSharedMemory();
  const events = new EventBus(silentLogger);
  const time = { nowMs: thursday };
  let config = parseFleetConfig({ routing: { costTracking } });
  const costs = new CostTracker({
    ledger,
    events,
    clock: { now: () => time.nowMs },
    timeZone: 'Europe/Berlin',
    config: () => config,
    memory,
    logger: logger ?? silentLogger,
    ...(door && { door }),
  });
  const changeSettings = (changed: unknown): void => {
    config = parseFleetConfig({ routing: { costTracking: changed } });
  };
  return { costs, ledger, memory, events, time, changeSettings };
}
