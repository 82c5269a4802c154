import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { MemoryError } from '../../core/errors';
import type { MemoryEntry } from '../../core/memory/memoryEntry';
import type { MemoryPartition } from '../../core/memory/memoryPartitions';
import type { MemoryStore } from '../../core/memory/memoryStore';
import { JournaledDatabase } from './journaledDatabase';
import { InvalidRowError } from './journalLines';
import { memoryFormat } from './memoryFormat';
import type { MemoryOperation } from './memoryOperation';
import { selectEntries, selectEntry, selectExpired, selectLatestVersion } from './memoryQueries';
import type { RecordDatabase, RecordFailures } from './recordFormat';
import type { SqlJsDatabase } from './sqlJsDatabase';
import { TransientDatabase } from './transientDatabase';

/** Writes of this process before it compacts while it goes on working. */
const compactAfterWrites = 5000;
/** In place of a folder: what SQLite calls a database that is in no file. */
const noFolder = ':memory:';

const failures: RecordFailures = {
  unreadable: (message, options) => new MemoryError('memory-unreadable', message, options),
  unwritable: (message, options) => new MemoryError('memory-unwritable', message, options),
};

export interface SqlJsMemoryStoreOptions {
  /**
   * Absolute; holds `memory.db`, `memory-journal/` and, during a compaction, `memory.lock`. Created by the first write. Or
   * `:memory:` for a store that is in no folder and gone when it is closed.
   */
  readonly folder: string;
  /** Absolute path of `sql-wasm.wasm` of the sql.js package. */
  readonly wasmPath: string;
  /** As for the ledger: absolute path of the built `storageWorker.js`, in a thread of which compactions at work run. */
  readonly workerPath?: string;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Writes of this process between two compactions while it is at work; default 5000. */
  readonly compactAfterWrites?: number;
}

/**
 * The fleet's memory in a folder shared by any number of processes. Opens nothing until the first call. While `memory.db` cannot
 * be read it is left untouched and every method but `close` fails with `memory-unreadable`.
 */
export function createSqlJsMemoryStore({
  folder,
  clock = systemClock,
  ...options
}: SqlJsMemoryStoreOptions): MemoryStore {
  const common = { ...options, format: memoryFormat, failures };
  const database =
    folder === noFolder
      ? new TransientDatabase(common)
      : new JournaledDatabase({
          ...common,
          folder,
          clock,
          compactAfterRows: options.compactAfterWrites ?? compactAfterWrites,
        });
  return new SqlJsMemoryStore(database, clock);
}

class SqlJsMemoryStore implements MemoryStore {
  private readonly writer = randomBytes(8).toString('hex');
  private lastVersion = 0;

  constructor(
    private readonly database: RecordDatabase<MemoryOperation>,
    private readonly clock: Clock,
  ) {}

  put({ expiresAtMs, ...entry }: MemoryEntry): Promise<void> {
    return this.append((database) => ({
      op: 'put',
      ...entry,
      ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
      version: this.nextVersion(database),
      writer: this.writer,
    }));
  }

  async get(partition: MemoryPartition, key: string): Promise<MemoryEntry | undefined> {
    return await this.database.read((database) => selectEntry(database, partition, key));
  }

  async list(partition: MemoryPartition, prefix: string): Promise<readonly MemoryEntry[]> {
    return await this.database.read((database) => selectEntries(database, partition, prefix));
  }

  delete(partition: MemoryPartition, key: string): Promise<void> {
    return this.append((database) => ({
      op: 'delete',
      partition,
      key,
      version: this.nextVersion(database),
      writer: this.writer,
      removedAtMs: this.clock.now(),
    }));
  }

  async deleteExpired(nowMs: number): Promise<number> {
    const expired = await this.database.read((database) => selectExpired(database, nowMs));
    // Each under the version it has: an entry that somebody renews at this moment has a later one, and stays.
    await Promise.all(
      expired.map((version) => this.append(() => ({ op: 'delete', ...version, removedAtMs: nowMs }))),
    );
    return expired.length;
  }

  close(): Promise<void> {
    return this.database.close();
  }

  private async append(toOperation: (database: SqlJsDatabase) => MemoryOperation): Promise<void> {
    try {
      await this.database.append(toOperation);
    } catch (error) {
      if (!(error instanceof InvalidRowError)) throw error;
      throw new MemoryError('memory-invalid', `An entry cannot be kept in memory: ${error.message}.`, {
        cause: error,
      });
    }
  }

  /** Later than every write this store has seen, by whomever, whatever the clocks say. */
  private nextVersion(database: SqlJsDatabase): number {
    this.lastVersion = Math.max(this.clock.now(), this.lastVersion + 1, selectLatestVersion(database) + 1);
    return this.lastVersion;
  }
}
