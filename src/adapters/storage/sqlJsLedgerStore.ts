import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../base/clock';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { LedgerRow, LedgerStore, LedgerTotals, TimeRange } from '../../core/cost/ledgerStore';
import { LedgerError } from '../../core/errors';
import { hasCode } from './durableFile';
import { JournalWriter } from './journalWriter';
import { type CompactionOptions, compactLedger, isCompactionWorthwhile } from './ledgerCompaction';
import { encodeLedgerRow, InvalidRowError } from './ledgerRowCodec';
import { LedgerView } from './ledgerView';
import { NewerFormatError } from './migrations/migrate';
import { SqlJsMissingError } from './sqlJsDatabase';

/** Rows this process appends before it compacts while it goes on working. */
const compactAfterRows = 5000;

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
  return new SqlJsLedgerStore(options);
}

class SqlJsLedgerStore implements LedgerStore {
  private readonly journal: JournalWriter;
  private readonly view: LedgerView;
  private readonly compaction: CompactionOptions;
  private readonly logger: Logger;
  private readonly compactAfterRows: number;
  private linesAtLastCompaction = 0;
  private isCompacting = false;
  private isClosed = false;
  private closing: Promise<void> | undefined;
  /** Shared by the appends that wait for it. */
  private check: Promise<void> | undefined;
  private readonly appends = new Set<Promise<void>>();
  /** End of the queue of everything that uses the view; it never rejects. */
  private lastUse: Promise<unknown> = Promise.resolve();

  constructor({ folder, wasmPath, logger, clock = systemClock, ...limits }: SqlJsLedgerStoreOptions) {
    const snapshotPath = join(folder, 'ledger.db');
    const journalFolder = join(folder, 'journal');
    this.logger = logger;
    this.compactAfterRows = limits.compactAfterRows ?? compactAfterRows;
    this.journal = new JournalWriter(journalFolder, clock);
    this.view = new LedgerView({ snapshotPath, journalFolder, wasmPath, logger });
    this.compaction = { folder, snapshotPath, journalFolder, view: this.view, journal: this.journal, clock };
  }

  async append(row: LedgerRow): Promise<void> {
    if (this.isClosed) throw this.closedError('ledger-unwritable');
    const append = this.appendLine(this.encode(row));
    this.appends.add(append);
    try {
      await append;
    } finally {
      this.appends.delete(append);
    }
    this.compactIfDue();
  }

  async rows(range: TimeRange): Promise<readonly LedgerRow[]> {
    if (this.isClosed) throw this.closedError('ledger-unreadable');
    return await this.read(() => this.view.rows(range));
  }

  async totals(range: TimeRange): Promise<LedgerTotals> {
    if (this.isClosed) throw this.closedError('ledger-unreadable');
    return await this.read(() => this.view.totals(range));
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    await Promise.allSettled([...this.appends]);
    await this.journal.finishSegment();
    await this.exclusively(async () => {
      try {
        // A process that never used the record has no reason to tidy it up.
        if (this.view.isLoaded && (await isCompactionWorthwhile(this.compaction))) {
          await compactLedger(this.compaction);
        }
      } catch (error) {
        this.reportCompactionFailure(error);
      } finally {
        this.view.close();
      }
    });
  }

  private async appendLine(line: string): Promise<void> {
    if (!this.view.isLoaded) {
      this.check ??= this.checkReadable().finally(() => {
        this.check = undefined;
      });
      await this.check;
    }
    try {
      await this.journal.append(line);
    } catch (error) {
      throw this.unwritableError(error);
    }
  }

  private encode(row: LedgerRow): string {
    try {
      return encodeLedgerRow(row);
    } catch (error) {
      if (!(error instanceof InvalidRowError)) throw error;
      throw new LedgerError('ledger-unwritable', `A call cannot be put on record: ${error.message}.`, {
        cause: error,
      });
    }
  }

  /** A folder that cannot exist is a matter of writing; a record that cannot be understood is one of reading. */
  private async checkReadable(): Promise<void> {
    const { folder } = this.compaction;
    try {
      if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is not a folder`);
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw this.unwritableError(error);
    }
    await this.read(() => undefined);
  }

  private read<T>(query: () => T): Promise<T> {
    return this.exclusively(async () => {
      try {
        await this.view.refresh();
        return query();
      } catch (error) {
        throw this.unreadableError(error);
      }
    });
  }

  private exclusively<T>(use: () => Promise<T>): Promise<T> {
    const result = this.lastUse.then(use);
    this.lastUse = result.catch(() => undefined);
    return result;
  }

  /** On this thread, where it costs 0.1 to 2 s once the record has 100,000 rows; it is rare by `compactAfterRows`. */
  private compactIfDue(): void {
    if (this.isCompacting || this.isClosed) return;
    if (this.journal.lineCount - this.linesAtLastCompaction < this.compactAfterRows) return;
    this.isCompacting = true;
    this.linesAtLastCompaction = this.journal.lineCount;
    void this.exclusively(async () => {
      try {
        await this.journal.finishSegment();
        await compactLedger(this.compaction);
      } catch (error) {
        this.reportCompactionFailure(error);
      } finally {
        this.isCompacting = false;
      }
    });
  }

  /** Nobody waits for it and nothing is lost: all rows are in the journals, and the next compaction takes them in. */
  private reportCompactionFailure(error: unknown): void {
    this.logger.warn('The cost journal could not be folded into the database', {
      path: this.compaction.snapshotPath,
      reason: describeError(error),
    });
  }

  private unreadableError(cause: unknown): LedgerError {
    const { snapshotPath, folder } = this.compaction;
    if (cause instanceof NewerFormatError || cause instanceof InvalidRowError) {
      return new LedgerError(
        'ledger-unreadable',
        `The cost record in ${folder} was written by a newer version (${cause.message}).`,
        { cause, hint: 'Update this one; until then nothing can be recorded, and paid models stay off.' },
      );
    }
    return new LedgerError(
      'ledger-unreadable',
      `The cost record ${snapshotPath} cannot be read: ${describeError(cause)}.`,
      { cause, hint: hintFor(cause) },
    );
  }

  private unwritableError(cause: unknown): LedgerError {
    const { folder } = this.compaction;
    return new LedgerError(
      'ledger-unwritable',
      `The cost record in ${folder} cannot be written: ${describeError(cause)}.`,
      { cause, hint: 'Make sure that the folder can be written to and that the disk is not full.' },
    );
  }

  private closedError(code: LedgerError['code']): LedgerError {
    return new LedgerError(code, `The cost record in ${this.compaction.folder} has been closed.`);
  }
}

function hintFor(cause: unknown): string {
  if (cause instanceof SqlJsMissingError) return 'Install the product again.';
  if (cause instanceof Error && 'code' in cause)
    return 'Make sure that the folder and the files in it can be read.';
  return 'Restore the file from a backup, or move it away to begin a new record.';
}
