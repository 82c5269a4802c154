import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import { hasCode } from './durableFile';
import { type CompactionOptions, compactJournals, isCompactionWorthwhile } from './journalCompaction';
import { JournaledView } from './journaledView';
import { InvalidRowError } from './journalLines';
import { JournalWriter } from './journalWriter';
import { NewerFormatError } from './migrations/migrate';
import type { RecordDatabase, RecordFailures, RecordFormat } from './recordFormat';
import { type SqlJsDatabase, SqlJsMissingError } from './sqlJsDatabase';

export interface JournaledDatabaseOptions<Row> {
  /** Absolute; created by the first append. */
  readonly folder: string;
  /** Absolute path of `sql-wasm.wasm` of the sql.js package. */
  readonly wasmPath: string;
  readonly format: RecordFormat<Row>;
  readonly failures: RecordFailures;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Rows that this process appends between two compactions while it is at work. */
  readonly compactAfterRows: number;
}

interface PendingQuestion {
  /** Asks and settles the caller's promise; never throws. */
  ask(): void;
  reject(error: unknown): void;
}

/**
 * A record in a folder shared by any number of processes: each appends to journal segments of its own, and whoever closes folds
 * them into one database file. Opens nothing until the first call. While the database file cannot be read it is left untouched
 * and every method but `close` fails as unreadable, `append` included.
 */
export class JournaledDatabase<Row> implements RecordDatabase<Row> {
  private readonly journal: JournalWriter;
  private readonly view: JournaledView<Row>;
  private readonly compaction: CompactionOptions;
  private linesAtLastCompaction = 0;
  private isCompacting = false;
  private isClosed = false;
  private closing: Promise<void> | undefined;
  /** Shared by the appends that wait for it. */
  private check: Promise<void> | undefined;
  private readonly appends = new Set<Promise<void>>();
  /** They wait for the same look at the disk, which begins after the last of them was asked. */
  private questions: PendingQuestion[] = [];
  /** End of the queue of everything that uses the view; it never rejects. */
  private lastUse: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: JournaledDatabaseOptions<Row>) {
    const { folder, wasmPath, format, logger, clock } = options;
    const snapshotPath = join(folder, `${format.name}.db`);
    const journalFolder = join(folder, format.journalName);
    this.journal = new JournalWriter(journalFolder, clock);
    this.view = new JournaledView({ format, snapshotPath, journalFolder, wasmPath, logger });
    this.compaction = {
      folder,
      lockName: format.name,
      snapshotPath,
      journalFolder,
      view: this.view,
      journal: this.journal,
      clock,
    };
  }

  async append(toRow: (database: SqlJsDatabase) => Row): Promise<void> {
    if (this.isClosed) throw this.options.failures.unwritable(this.closedMessage());
    const append = this.appendRow(toRow);
    this.appends.add(append);
    try {
      await append;
    } finally {
      this.appends.delete(append);
    }
    this.compactIfDue();
  }

  async read<T>(query: (database: SqlJsDatabase) => T): Promise<T> {
    if (this.isClosed) throw this.options.failures.unreadable(this.closedMessage());
    return await this.question(query);
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
          await compactJournals(this.compaction);
        }
      } catch (error) {
        this.reportCompactionFailure(error);
      } finally {
        this.view.close();
      }
    });
  }

  private async appendRow(toRow: (database: SqlJsDatabase) => Row): Promise<void> {
    // Again when somebody else's failed look has emptied the view meanwhile.
    while (!this.view.isLoaded) {
      this.check ??= this.checkReadable().finally(() => {
        this.check = undefined;
      });
      await this.check;
    }
    const line = this.options.format.encode(toRow(this.view.database));
    try {
      await this.journal.append(line);
    } catch (error) {
      throw this.unwritableError(error);
    }
  }

  /** A folder that cannot exist is a matter of writing; a record that cannot be understood is one of reading. */
  private async checkReadable(): Promise<void> {
    const { folder } = this.options;
    try {
      if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is not a folder`);
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw this.unwritableError(error);
    }
    await this.question(() => undefined);
  }

  private question<T>(query: (database: SqlJsDatabase) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const ask = (): void => {
        try {
          resolve(query(this.view.database));
        } catch (error) {
          reject(this.unreadableError(error));
        }
      };
      this.questions.push({ ask, reject });
      if (this.questions.length === 1) void this.exclusively(() => this.answer());
    });
  }

  private async answer(): Promise<void> {
    const asked = this.questions;
    this.questions = [];
    try {
      await this.view.refresh();
    } catch (error) {
      const failure = this.unreadableError(error);
      for (const { reject } of asked) reject(failure);
      return;
    }
    for (const { ask } of asked) ask();
  }

  private exclusively<T>(use: () => Promise<T>): Promise<T> {
    const result = this.lastUse.then(use);
    this.lastUse = result.catch(() => undefined);
    return result;
  }

  /** On this thread, where it costs 0.1 to 2 s once the record has 100,000 rows; it is rare by `compactAfterRows`. */
  private compactIfDue(): void {
    if (this.isCompacting || this.isClosed) return;
    if (this.journal.lineCount - this.linesAtLastCompaction < this.options.compactAfterRows) return;
    this.isCompacting = true;
    this.linesAtLastCompaction = this.journal.lineCount;
    void this.exclusively(async () => {
      try {
        await this.journal.finishSegment();
        await compactJournals(this.compaction);
      } catch (error) {
        this.reportCompactionFailure(error);
      } finally {
        this.isCompacting = false;
      }
    });
  }

  /** Nobody waits for it and nothing is lost: all rows are in the journals, and the next compaction takes them in. */
  private reportCompactionFailure(error: unknown): void {
    const { logger, format } = this.options;
    logger.warn(`The ${format.journalTitle} could not be folded into the database`, {
      path: this.compaction.snapshotPath,
      reason: describeError(error),
    });
  }

  private unreadableError(cause: unknown): Error {
    const { folder, format, failures } = this.options;
    if (cause instanceof NewerFormatError || cause instanceof InvalidRowError) {
      return failures.unreadable(
        `The ${format.title} in ${folder} was written by a newer version (${cause.message}).`,
        { cause, hint: format.newerFormatHint },
      );
    }
    return failures.unreadable(
      `The ${format.title} ${this.compaction.snapshotPath} cannot be read: ${describeError(cause)}.`,
      { cause, hint: hintFor(cause) },
    );
  }

  private unwritableError(cause: unknown): Error {
    const { folder, format, failures } = this.options;
    return failures.unwritable(
      `The ${format.title} in ${folder} cannot be written: ${describeError(cause)}.`,
      { cause, hint: 'Make sure that the folder can be written to and that the disk is not full.' },
    );
  }

  private closedMessage(): string {
    return `The ${this.options.format.title} in ${this.options.folder} has been closed.`;
  }
}

function hintFor(cause: unknown): string {
  if (cause instanceof SqlJsMissingError) return 'Install the product again.';
  if (cause instanceof Error && 'code' in cause)
    return 'Make sure that the folder and the files in it can be read.';
  return 'Restore the file from a backup, or move it away to begin a new record.';
}
