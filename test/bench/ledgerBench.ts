import { createSqlJsLedgerStore } from '../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../src/base/logger';
import type { LedgerStore } from '../../src/core/cost/ledgerStore';
import { aLedgerRow, everything } from '../support/ledgerRows';
import { sqlWasmPath } from '../support/sqlWasmPath';
import { makeTemporaryDirectory, removeDirectory } from '../tools/temporaryDirectory';
import { type BenchRow, benchRow } from './benchRow';

const rowCount = 100_000;

/** The ledger on a real disk. */
export async function ledgerBench(): Promise<readonly BenchRow[]> {
  const folder = await makeTemporaryDirectory('bench');
  const openLedger = (compactAfterRows?: number): LedgerStore =>
    createSqlJsLedgerStore({
      folder,
      wasmPath: sqlWasmPath,
      logger: silentLogger,
      ...(compactAfterRows === undefined ? {} : { compactAfterRows }),
    });
  try {
    const ledger = openLedger();
    const rows = [...(await measureAppending(ledger)), await measureManyCallers(ledger)];
    await ledger.close();
    await fill(openLedger(Number.MAX_SAFE_INTEGER));
    return [...rows, ...(await measureOpening(openLedger))];
  } finally {
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
