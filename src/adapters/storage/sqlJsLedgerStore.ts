import { type Clock, systemClock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { LedgerRow, LedgerStore, LedgerTotals, TimeRange } from '../../core/cost/ledgerStore';
import { LedgerError } from '../../core/errors';
import { JournaledDatabase } from './journaledDatabase';
import { InvalidRowError } from './journalLines';
import { insertRow, pruneRows, selectRows, selectTotals } from './ledgerQueries';
import { encodeLedgerRow, parseLedgerRow } from './ledgerRowCodec';
import { ledgerMigrations } from './migrations/ledgerMigrations';
import type { RecordDatabase, RecordFailures, RecordFormat } from './recordFormat';

/** Rows this process appends before it compacts while it goes on working. */
const compactAfterRows = 5000;

const ledgerFormat: RecordFormat<LedgerRow> = {
  name: 'ledger',
  journalName: 'journal',
  title: 'cost record',
  journalTitle: 'cost journal',
  newerFormatHint: 'Update this one; until then nothing can be recorded, and paid models stay off.',
  migrations: ledgerMigrations,
  encode: encodeLedgerRow,
  parse: parseLedgerRow,
  apply: insertRow,
  prune: pruneRows,
};

const failures: RecordFailures = {
  unreadable: (message, options) => new LedgerError('ledger-unreadable', message, options),
  unwritable: (message, options) => new LedgerError('ledger-unwritable', message, options),
};

export interface SqlJsLedgerStoreOptions {
  /** Absolute; holds `ledger.db`, `journal/` and, during a compaction, `ledger.lock`. Created by the first append. */
  readonly folder: string;
  /** Absolute path of `sql-wasm.wasm` of the sql.js package. */
  readonly wasmPath: string;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Rows that this process appends between two compactions while it is at work; default 5000. */
  readonly compactAfterRows?: number;
}

/**
 * The cost record in a folder shared by any number of processes. Opens nothing until the first call. While `ledger.db` cannot
 * be read it is left untouched and every method but `close` fails with `ledger-unreadable`, `append` included: what cannot be
 * added up must not be spent.
 */
export function createSqlJsLedgerStore(options: SqlJsLedgerStoreOptions): LedgerStore {
  const database = new JournaledDatabase({
    clock: systemClock,
    compactAfterRows,
    ...options,
    format: ledgerFormat,
    failures,
  });
  return new SqlJsLedgerStore(database);
}

class SqlJsLedgerStore implements LedgerStore {
  constructor(private readonly database: RecordDatabase<LedgerRow>) {}

  async append(row: LedgerRow): Promise<void> {
    try {
      await this.database.append(() => row);
    } catch (error) {
      if (!(error instanceof InvalidRowError)) throw error;
      throw new LedgerError('ledger-unwritable', `A call cannot be put on record: ${error.message}.`, {
        cause: error,
      });
    }
  }

  async rows(range: TimeRange): Promise<readonly LedgerRow[]> {
    return await this.database.read((database) => selectRows(database, range));
  }

  async totals(range: TimeRange): Promise<LedgerTotals> {
    return await this.database.read((database) => selectTotals(database, range));
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
