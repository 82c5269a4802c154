// A process of its own for the tests of the ledger: writes without pause, says what was acknowledged, and ends when its input ends
// (modes `stream` and `mixed`: every other caller reserves) or by itself, without closing the ledger (mode `once`).

import { createSqlJsLedgerStore } from '../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../src/base/logger';
import { aLedgerRow, aReservation, aSpendLimit, everything } from './ledgerRows';
import { plannedEndOf, reservedMicroUsd } from './reservationPlan';

const [mode, wasmPath = '', folder = '', prefix = '', callers = '1', compactAfterRows = '5000', workerPath] =
  process.argv.slice(2);
const store = createSqlJsLedgerStore({
  folder,
  wasmPath,
  logger: silentLogger,
  compactAfterRows: Number(compactAfterRows),
  ...(workerPath === undefined ? {} : { workerPath }),
});
let count = 0;
let isEnding = false;

async function acknowledge(line: string): Promise<void> {
  // What is in the pipe before a kill is read after it.
  await new Promise((resolve) => process.stdout.write(`${line}\n`, resolve));
}

async function appendOne(): Promise<void> {
  const callId = `${prefix}-${count++}`;
  await store.append(aLedgerRow({ callId, costMicroUsd: 1 }));
  await acknowledge(callId);
}

async function reserveOne(): Promise<void> {
  const callId = `${prefix}-${count++}`;
  const limits = [aSpendLimit(Number.MAX_SAFE_INTEGER)];
  await store.reserve(aReservation(reservedMicroUsd, limits, { callId }));
  await acknowledge(`reserved ${callId}`);
  switch (plannedEndOf(callId)) {
    case 'settled':
      await store.settle(aLedgerRow({ callId, endedAtMs: Date.now(), costMicroUsd: 1 }));
      await acknowledge(`settled ${callId}`);
      break;
    case 'released':
      await store.release(callId);
      await acknowledge(`released ${callId}`);
  }
}

async function keepDoing(one: () => Promise<void>): Promise<void> {
  while (!isEnding) await one();
}

async function main(): Promise<void> {
  if (mode === 'once') {
    await appendOne();
    await store.totals(everything);
    return;
  }
  process.stdin.on('end', () => {
    isEnding = true;
  });
  process.stdin.resume();
  const isReserving = (caller: number): boolean => mode === 'mixed' && caller % 2 === 1;
  await Promise.all(
    Array.from({ length: Number(callers) }, (_, caller) =>
      keepDoing(isReserving(caller) ? reserveOne : appendOne),
    ),
  );
  await store.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
