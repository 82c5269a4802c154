import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import { CompactionAtWork } from './compactionAtWork';
import { hasCode } from './durableFile';
import { type CompactionOptions, compactJournals, isCompactionWorthwhile } from './journalCompaction';
import { JournaledView } from './journaledView';
import { JournalWriter } from './journalWriter';
import { withProcessLock } from './processLock';
import { RecordErrors } from './recordErrors';
import type { Decision, RecordDatabase, RecordFailures, RecordFormat } from './recordFormat';
import type { SqlJsDatabase } from './sqlJsDatabase';

export interface JournaledDatabaseOptions<Row> {
  /** Absolute; created by the first append. */
  readonly folder: string;
  /** Absolute path of `sql-wasm.wasm` of the sql.js package. */
  readonly wasmPath: string;
  /** Absolute path of `storageWorker.js`; without it compactions at work run on this thread. */
  readonly workerPath?: string;
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
  private readonly errors: RecordErrors;
  private readonly compactionAtWork: CompactionAtWork;
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
    const { folder, wasmPath, format, failures, logger, clock } = options;
    const snapshotPath = join(folder, `${format.name}.db`);
    const journalFolder = join(folder, format.journalName);
    this.journal = new JournalWriter(journalFolder, clock);
    this.view = new JournaledView({ format, snapshotPath, journalFolder, wasmPath, logger, clock });
    this.errors = new RecordErrors({ folder, snapshotPath, format, failures });
    this.compaction = {
      folder,
      lockName: format.name,
      snapshotPath,
      journalFolder,
      view: this.view,
      journal: this.journal,
      clock,
    };
    this.compactionAtWork = new CompactionAtWork({
      ...options,
      ...this.compaction,
      formatName: format.name,
      exclusively: (use) => this.exclusively(use),
      onFailure: (error) => this.reportCompactionFailure(error),
    });
  }

  async append(toRow: (database: SqlJsDatabase) => Row): Promise<void> {
    if (this.isClosed) throw this.errors.closed('unwritable');
    const append = this.appendRow(toRow);
    this.appends.add(append);
    try {
      await append;
    } finally {
      this.appends.delete(append);
    }
    if (!this.isClosed) this.compactionAtWork.startIfDue();
  }

  async read<T>(query: (database: SqlJsDatabase) => T): Promise<T> {
    if (this.isClosed) throw this.errors.closed('unreadable');
    return await this.question(query);
  }

  /**
   * Writes what is decided while no other process decides anything. Resolves when it is on disk; rejects when it cannot be
   * relied upon, and then it has been taken back as far as possible.
   */
  async decide(decision: Decision<Row>): Promise<void> {
    if (this.isClosed) throw this.errors.closed('unwritable');
    const work = this.exclusively(() => this.decideAlone(decision));
    this.appends.add(work);
    try {
      await work;
    } finally {
      this.appends.delete(work);
    }
    if (!this.isClosed) this.compactionAtWork.startIfDue();
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    await Promise.allSettled([...this.appends]);
    await this.compactionAtWork.stop();
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
      throw this.errors.unwritable(error);
    }
  }

  private async decideAlone(decision: Decision<Row>): Promise<void> {
    const { folder, format } = this.options;
    // What takes long is done before others have to wait for it.
    if (!this.view.isLoaded) await this.refresh();
    try {
      await mkdir(folder, { recursive: true });
      await withProcessLock(join(folder, `${format.name}-decision`), async (isHeld) => {
        await this.refresh();
        const rows = decision.decide(this.view.database);
        try {
          await this.appendAll(rows);
          // Before anybody acts on it: others may have decided without seeing it.
          if (rows.length > 0 && !isHeld())
            throw new Error('its lock was lost while the machine slept or was busy');
        } catch (error) {
          await this.appendAll(decision.takeBack());
          throw error;
        }
      });
    } catch (error) {
      throw this.errors.unwritable(error);
    }
  }

  private async appendAll(rows: readonly Row[]): Promise<void> {
    await Promise.all(rows.map((row) => this.journal.append(this.options.format.encode(row))));
  }

  private async refresh(): Promise<void> {
    try {
      await this.view.refresh();
    } catch (error) {
      throw this.errors.unreadable(error);
    }
  }

  /** A folder that cannot exist is a matter of writing; a record that cannot be understood is one of reading. */
  private async checkReadable(): Promise<void> {
    const { folder } = this.options;
    try {
      if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is not a folder`);
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw this.errors.unwritable(error);
    }
    await this.question(() => undefined);
  }

  private question<T>(query: (database: SqlJsDatabase) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const ask = (): void => {
        try {
          resolve(query(this.view.database));
        } catch (error) {
          reject(this.errors.unreadable(error));
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
      await this.refresh();
    } catch (error) {
      for (const { reject } of asked) reject(error);
      return;
    }
    for (const { ask } of asked) ask();
  }

  private exclusively<T>(use: () => Promise<T>): Promise<T> {
    const result = this.lastUse.then(use);
    this.lastUse = result.catch(() => undefined);
    return result;
  }

  /** Nobody waits for it and nothing is lost: all rows are in the journals, and the next compaction takes them in. */
  private reportCompactionFailure(error: unknown): void {
    const { logger, format } = this.options;
    logger.warn(`The ${format.journalTitle} could not be folded into the database`, {
      path: this.compaction.snapshotPath,
      reason: describeError(error),
    });
  }
}
