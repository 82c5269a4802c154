import path from 'node:path';
import type { LedgerStore } from '../core/cost/ledgerStore';
import type { RunStore } from '../core/generation/runStore';
import type { MemoryStore } from '../core/memory/memoryStore';
import type { HostPorts } from '../core/services';

/** What is kept in the host's storage folder; nothing is opened before it is used. */
export function createStores(ports: HostPorts): {
  readonly ledger: LedgerStore;
  readonly runStore: RunStore;
  readonly memory: MemoryStore;
} {
  const { storageFolder, distFolder, logger, clock } = ports;
  const openLedger = once(async () => {
    const { createSqlJsLedgerStore } = await import('../adapters/storage/sqlJsLedgerStore');
    return createSqlJsLedgerStore({
      folder: storageFolder,
      wasmPath: path.join(distFolder, 'sql-wasm.wasm'),
      workerPath: path.join(distFolder, 'storageWorker.js'),
      logger,
      clock,
    });
  });
  const openMemory = once(async () => {
    const { createSqlJsMemoryStore } = await import('../adapters/storage/sqlJsMemoryStore');
    return createSqlJsMemoryStore({
      folder: storageFolder,
      wasmPath: path.join(distFolder, 'sql-wasm.wasm'),
      workerPath: path.join(distFolder, 'storageWorker.js'),
      logger,
      clock,
    });
  });
  const openRunStore = once(async () => {
    const { FileRunStore } = await import('../adapters/storage/fileRunStore');
    return new FileRunStore({ folder: storageFolder, logger });
  });
  const ledger: LedgerStore = {
    append: async (row) => (await openLedger()).append(row),
    reserve: async (request) => (await openLedger()).reserve(request),
    settle: async (row) => (await openLedger()).settle(row),
    release: async (callId) => (await openLedger()).release(callId),
    rows: async (range) => (await openLedger()).rows(range),
    totals: async (range, filter) => (await openLedger()).totals(range, filter),
    close: async () => (await openLedger()).close(),
  };
  const runStore: RunStore = {
    save: async (record) => (await openRunStore()).save(record),
    list: async (workspaceRoot) => (await openRunStore()).list(workspaceRoot),
  };
  const memory: MemoryStore = {
    put: async (entry) => (await openMemory()).put(entry),
    get: async (partition, key) => (await openMemory()).get(partition, key),
    list: async (partition, prefix) => (await openMemory()).list(partition, prefix),
    delete: async (partition, key) => (await openMemory()).delete(partition, key),
    deleteExpired: async (nowMs) => (await openMemory()).deleteExpired(nowMs),
    close: async () => (await openMemory()).close(),
  };
  return { ledger, runStore, memory };
}

function once<T>(create: () => Promise<T>): () => Promise<T> {
  let created: Promise<T> | undefined;
  return () => {
    created ??= create();
    return created;
  };
}
