// A process of its own for the budget bench: makes calls one after the other, with everything as in the product, and prints how
// long each took to reserve and to settle.

import { createSqlJsLedgerStore } from '../../src/adapters/storage/sqlJsLedgerStore';
import { createSqlJsMemoryStore } from '../../src/adapters/storage/sqlJsMemoryStore';
import { systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import { parseFleetConfig } from '../../src/core/config/fleetConfig';
import { CostTracker } from '../../src/core/cost/costTracker';
import { EventBus } from '../../src/core/events/eventBus';
import { SwarmMemoryManager } from '../../src/core/memory/swarmMemoryManager';
import { aCall } from './budgetCalls';

export interface CallTimes {
  readonly reserveMs: readonly number[];
  readonly settleMs: readonly number[];
}

const [wasmPath = '', folder = '', name = '', calls = '0'] = process.argv.slice(2);
const usage = { inputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 60 };

async function main(): Promise<void> {
  const options = { folder, wasmPath, logger: silentLogger };
  const ledger = createSqlJsLedgerStore(options);
  const memory = new SwarmMemoryManager({
    store: createSqlJsMemoryStore(options),
    clock: systemClock,
    logger: silentLogger,
  });
  const config = parseFleetConfig({
    routing: { costTracking: { budgetLimits: { daily: 1e6, monthly: 1e6 } } },
  });
  const costs = new CostTracker({
    ledger,
    memory,
    clock: systemClock,
    timeZone: 'UTC',
    config: () => config,
    events: new EventBus(silentLogger),
    logger: silentLogger,
  });
  const reserveMs: number[] = [];
  const settleMs: number[] = [];
  // Opens everything, and is not counted.
  await (await costs.reserve(aCall(`${name}-first`))).release();
  process.stdout.write('ready\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  for (let index = 0; index < Number(calls); index++) {
    const startedAt = performance.now();
    const reservation = await costs.reserve(aCall(`${name}-${index}`));
    const reservedAt = performance.now();
    await reservation.settle({ outcome: 'completed', usage, isComplete: true });
    reserveMs.push(reservedAt - startedAt);
    settleMs.push(performance.now() - reservedAt);
  }
  process.stdout.write(`${JSON.stringify({ reserveMs, settleMs } satisfies CallTimes)}\n`);
  process.stdin.pause();
  await memory.close();
  await ledger.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
