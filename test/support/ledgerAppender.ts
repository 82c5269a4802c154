// A process of its own for the tests of the ledger: appends without pause, says which calls were acknowledged, and ends when
// its input ends (mode `stream`) or by itself, without closing the ledger (mode `once`).

import { createSqlJsLedgerStore } from '../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../src/base/logger';
import { aLedgerRow, everything } from './ledgerRows';
import { sqlWasmPath } from './sqlWasmPath';

const [mode, folder = '', prefix = '', callers = '1', compactAfterRows = '5000'] = process.argv.slice(2);
const store = createSqlJsLedgerStore({
  folder,
  wasmPath: sqlWasmPath,
  logger: silentLogger,
  compactAfterRows: Number(compactAfterRows),
});
let count = 0;
let isEnding = false;

async function appendOne(): Promise<void> {
  const callId = `${prefix}-${count++}`;
  await store.append(aLedgerRow({ callId, costMicroUsd: 1 }));
  // What is in the pipe before a kill is read after it.
  await new Promise((resolve) => process.stdout.write(`${callId}\n`, resolve));
}

async function keepAppending(): Promise<void> {
  while (!isEnding) await appendOne();
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
  await Promise.all(Array.from({ length: Number(callers) }, keepAppending));
  await store.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
