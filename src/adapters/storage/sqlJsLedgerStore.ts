import { type Clock, systemClock } from '../../base/clock';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type {
  LedgerRow,
  LedgerStore,
  LedgerTotals,
  ReservationOutcome,
  ReservationRequest,
  RowFilter,
  TimeRange,
} from '../../core/cost/ledgerStore';
import { LedgerError } from '../../core/errors';
import { JournaledDatabase } from './journaledDatabase';
import { InvalidRowError } from './journalLines';
import { ledgerFormat } from './ledgerFormat';
import type { LedgerOperation } from './ledgerOperation';
import { selectRows, selectTotals } from './ledgerQueries';
import type { RecordFailures } from './recordFormat';
import { ReservationDesk } from './reservationDesk';

/** Rows this process appends before it compacts while it goes on working. */
const compactAfterRows = 5000;

const failures: RecordFailures = {
  unreadable: (message, options) => new LedgerError('ledger-unreadable', message, options),
  unwritable: (message, options) => new LedgerError('ledger-unwritable', message, options),
};

export interface SqlJsLedgerStoreOptions {
  /**
   * Absolute; holds `ledger.db`, `journal/` and, for moments, `ledger.lock` and `ledger-decision.lock`. Created by the first
   * append.
   */
  readonly folder: string;
  /** Absolute path of `sql-wasm.wasm` of the sql.js package. */
  readonly wasmPath: string;
  /**
   * Absolute path of the built `storageWorker.js`: compactions at work run in a thread of it. Without it, or while there is no such
   * file, they run on the thread of the caller, which they block for 0.1 to 2 s once there are 100,000 rows.
   */
  readonly workerPath?: string;
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
  const clock = options.clock ?? systemClock;
  const database = new JournaledDatabase({
    compactAfterRows,
    ...options,
    clock,
    format: ledgerFormat,
    failures,
  });
  return new SqlJsLedgerStore(database, { clock, logger: options.logger });
}

class SqlJsLedgerStore implements LedgerStore {
  private readonly desk: ReservationDesk;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly database: JournaledDatabase<LedgerOperation>,
    private readonly services: { readonly clock: Clock; readonly logger: Logger },
  ) {
    this.desk = new ReservationDesk(database, services.clock);
  }

  append(row: LedgerRow): Promise<void> {
    return record(() => this.database.append(() => ({ op: 'append', row })));
  }

  reserve(request: ReservationRequest): Promise<ReservationOutcome> {
    return record(() => {
      if (this.closing !== undefined)
        throw new LedgerError('ledger-unwritable', 'The cost record has been closed.');
      return this.desk.reserve(request);
    });
  }

  settle(row: LedgerRow): Promise<void> {
    return record(() => this.desk.settle(row));
  }

  release(callId: string): Promise<void> {
    return record(() => this.desk.release(callId));
  }

  async rows(range: TimeRange): Promise<readonly LedgerRow[]> {
    return await this.database.read((database) => selectRows(database, range));
  }

  async totals(range: TimeRange, filter?: RowFilter): Promise<LedgerTotals> {
    return await this.database.read((database) => selectTotals(database, range, filter));
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    try {
      await this.desk.close();
    } catch (error) {
      // Whoever opens the ledger next finds that this process is gone, and does it then.
      const reason = describeError(error);
      this.services.logger.warn('Reservations could not be settled; they count as spent', { reason });
    }
    await this.database.close();
  }
}

async function record<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof InvalidRowError)) throw error;
    throw new LedgerError('ledger-unwritable', `A call cannot be put on record: ${error.message}.`, {
      cause: error,
    });
  }
}
