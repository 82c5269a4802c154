import { stat } from 'node:fs/promises';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createSqlJsLedgerStore } from '../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../src/base/logger';
import type { LedgerStore } from '../../src/core/cost/ledgerStore';
import { buildScripts } from '../support/builtScripts';
import { aLedgerRow, everything } from '../support/ledgerRows';
import { sqlWasmPath } from '../support/sqlWasmPath';
import { makeTemporaryDirectory, removeDirectory } from '../tools/temporaryDirectory';
import { type BenchRow, benchRow } from './benchRow';

const rowCount = 100_000;
/** As in the product. */
const compactAfterRows = 5000;

/** The ledger on a real disk. */
export async function ledgerBench(): Promise<readonly BenchRow[]> {
  const folder = await makeTemporaryDirectory('bench');
  const scripts = await buildScripts(['storageWorker']);
  const openLedger = (options: { compactAfterRows?: number; workerPath?: string } = {}): LedgerStore =>
    createSqlJsLedgerStore({ folder, wasmPath: sqlWasmPath, logger: silentLogger, ...options });
  try {
    const ledger = openLedger();
    const rows = [...(await measureAppending(ledger)), await measureManyCallers(ledger)];
    await ledger.close();
    await fill(openLedger({ compactAfterRows: Number.MAX_SAFE_INTEGER }));
    rows.push(...(await measureOpening(openLedger)));
    const workerPath = path.join(scripts.folder, 'storageWorker.js');
    rows.push(
      benchRow(
        'ledger',
        'longest block, compaction of 100,000 rows in a thread',
        await measureBlock(openLedger({ workerPath }), folder),
        'ms',
      ),
      benchRow(
        'ledger',
        'the same on the thread of the caller',
        await measureBlock(openLedger(), folder),
        'ms',
      ),
    );
    return rows;
  } finally {
    await scripts.remove();
    await removeDirectory(folder);
  }
}

/** One caller, each row waited for until it is on disk. */
async function measureAppending(ledger: LedgerStore): Promise<readonly BenchRow[]> {
  const times = await timesOf(500, () => ledger.append(aLedgerRow()));
  return [
    benchRow('ledger', 'append, on disk, median of 500', quantile(times, 0.5), 'ms', 'at most', 5),
    benchRow('ledger', 'append, on disk, p99 of 500', quantile(times, 0.99), 'ms'),
  ];
}

async function measureManyCallers(ledger: LedgerStore): Promise<BenchRow> {
  const total = 20_000;
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next++ < total) await ledger.append(aLedgerRow());
  };
  const ms = await timeOf(() => Promise.all(Array.from({ length: 64 }, caller)));
  const rate = Math.round((total / ms) * 1000);
  return benchRow('ledger', 'rows on disk, 64 callers, compactions included', rate, '1/s', 'at least', 2000);
}

async function fill(ledger: LedgerStore): Promise<void> {
  const { calls } = await ledger.totals(everything);
  for (let left = rowCount - calls; left > 0; left -= 5000) {
    const batch = Array.from({ length: Math.min(left, 5000) }, (_, index) =>
      aLedgerRow({ costMicroUsd: index % 4 === 0 ? 1500 : 0, runId: `run-${index % 50}` }),
    );
    await Promise.all(batch.map((row) => ledger.append(row)));
  }
  await ledger.close();
}

/** From nothing to the first total, the engine already loaded; median of 7. */
async function measureOpening(openLedger: () => LedgerStore): Promise<readonly BenchRow[]> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < 7; round++) {
    const ledger = openLedger();
    first.push(await timeOf(() => ledger.totals(everything)));
    again.push(await timeOf(() => ledger.totals(everything)));
    await ledger.close();
  }
  const median = (times: readonly number[]) =>
    quantile(
      times.toSorted((a, b) => a - b),
      0.5,
    );
  return [
    benchRow('ledger', 'open with 100,000 rows, first total', median(first), 'ms', 'at most', 200),
    benchRow('ledger', 'next total of 100,000 rows', median(again), 'ms'),
  ];
}

/**
 * The longest time for which nothing else got its turn, from the row that makes a compaction due to the next total after it. All
 * rows since the last one are still to be read: nobody has asked for a total meanwhile.
 */
async function measureBlock(ledger: LedgerStore, folder: string): Promise<number> {
  const snapshotId = async (): Promise<bigint> =>
    (await stat(path.join(folder, 'ledger.db'), { bigint: true })).mtimeNs;
  const rows = Array.from({ length: compactAfterRows - 1 }, () => aLedgerRow());
  await ledger.totals(everything);
  await Promise.all(rows.map((row) => ledger.append(row)));
  const before = await snapshotId();
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await ledger.append(aLedgerRow());
  while ((await snapshotId()) === before) await delay(5);
  await ledger.totals(everything);
  delays.disable();
  await ledger.close();
  return Math.round(delays.max / 1e5) / 10;
}

async function timesOf(count: number, work: (index: number) => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) times.push(await timeOf(() => work(index)));
  return times.sort((a, b) => a - b);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Of sorted times, to the microsecond. */
function quantile(times: readonly number[], share: number): number {
  const time = times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return Math.round(time * 1000) / 1000;
}
