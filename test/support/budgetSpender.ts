// A process of its own for the overspend test: for each line of input it makes calls of a mock provider, 50 at a time, until the
// budget has no room for the next one, and prints what the provider billed.

import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { createSqlJsLedgerStore } from '../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../src/base/logger';
import { createRandom, type Random } from '../../src/base/random';
import { parseFleetConfig } from '../../src/core/config/fleetConfig';
import { CostTracker } from '../../src/core/cost/costTracker';
import type { CallEnd, PlannedCall } from '../../src/core/cost/plannedCall';
import { costOf } from '../../src/core/cost/pricing';
import { BudgetExceededError } from '../../src/core/errors';
import { EventBus } from '../../src/core/events/eventBus';
import { aCall, callModel } from './budgetCalls';
import { FakeSharedMemory } from './fakeSharedMemory';

export interface SpendOrder {
  readonly folder: string;
  readonly seed: number;
  readonly nowMs: number;
  readonly budgetMicroUsd: number;
  /** A call reserves at most this. */
  readonly largestMicroUsd: number;
}

export interface SpendReport {
  readonly calls: number;
  readonly refusals: number;
  readonly billedMicroUsd: number;
}

const callers = 50;
const prices = callModel.prices ?? { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
const [wasmPath = '', name = ''] = process.argv.slice(2);

/** What the provider does with one call: what it bills, and what the product gets to know of it. */
function answer(
  random: Random,
  inputTokens: number,
  ceiling: number,
): { billed: number; end: CallEnd | undefined } {
  const outputTokens = random.integer(ceiling + 1);
  const usage = { inputTokens, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens };
  const billed = costOf(usage, prices);
  switch (random.integer(10)) {
    case 0:
      // Nobody was reached.
      return { billed: 0, end: undefined };
    case 1:
      return { billed, end: { outcome: 'cancelled', usage: undefined, isComplete: false } };
    case 2: {
      const early = { ...usage, outputTokens: Math.min(1, outputTokens) };
      return {
        billed,
        end: { outcome: 'failed', usage: early, isComplete: false, receivedOutputTokens: outputTokens },
      };
    }
    default:
      return { billed, end: { outcome: 'completed', usage, isComplete: true } };
  }
}

async function spend(order: SpendOrder): Promise<SpendReport> {
  const clock = { now: () => order.nowMs };
  const ledger = createSqlJsLedgerStore({ folder: order.folder, wasmPath, logger: silentLogger, clock });
  const config = parseFleetConfig({
    routing: { costTracking: { budgetLimits: { daily: order.budgetMicroUsd / 1_000_000 } } },
  });
  const costs = new CostTracker({
    ledger,
    clock,
    timeZone: 'UTC',
    config: () => config,
    events: new EventBus(silentLogger),
    memory: new FakeSharedMemory(),
    logger: silentLogger,
  });
  const report = { calls: 0, refusals: 0, billedMicroUsd: 0 };
  let count = 0;
  const keepCalling = async (caller: number): Promise<void> => {
    const random = createRandom(
      order.seed * 1_000_003 + caller * 7919 + [...name].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7),
    );
    for (;;) {
      const outputTokens = 1000 + random.integer(6600);
      const inputTokens = 1 + random.integer(order.largestMicroUsd - 5 * 7600);
      const worstCaseMicroUsd = inputTokens + 5 * outputTokens;
      const call: PlannedCall = { ...aCall(`${name}-${count++}`), worstCaseMicroUsd };
      try {
        const reservation = await costs.reserve(call);
        await delay(random.integer(6));
        const { billed, end } = answer(random, inputTokens, outputTokens);
        report.calls++;
        report.billedMicroUsd += billed;
        await (end ? reservation.settle(end) : reservation.release());
      } catch (error) {
        if (!(error instanceof BudgetExceededError)) throw error;
        report.refusals++;
        // There may be room again once others know what their calls cost.
        const { spentMicroUsd } = (await costs.budgetStatus()).daily;
        if (spentMicroUsd + worstCaseMicroUsd > order.budgetMicroUsd) return;
        await delay(2 + random.integer(10));
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => keepCalling(caller)));
  await ledger.close();
  return report;
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const report = await spend(JSON.parse(line) as SpendOrder);
    process.stdout.write(`${JSON.stringify(report)}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
