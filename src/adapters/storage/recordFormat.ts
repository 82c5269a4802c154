import type { Migrations } from './migrations/migrate';
import type { SqlJsDatabase } from './sqlJsDatabase';

/** What one kind of shared record is, apart from how it is kept; `JournaledDatabase` does the keeping. */
export interface RecordFormat<Row> {
  /** `ledger` for `ledger.db` and, while it is compacted, `ledger.lock`. */
  readonly name: string;
  /** Name of the folder of the journal segments. */
  readonly journalName: string;
  /** What messages call the whole, without an article, e.g. `cost record`. */
  readonly title: string;
  /** What messages call the segments, e.g. `cost journal`. */
  readonly journalTitle: string;
  /** What to do when a newer version of the product wrote it. */
  readonly newerFormatHint: string;
  /** They make the tables of the record and the table `seg (name, consumed_bytes, damaged_lines)`. */
  readonly migrations: Migrations;
  /** The line of a segment for the row. @throws InvalidRowError */
  encode(row: Row): string;
  /** The row of a line. @throws InvalidRowError for what is no row of this version */
  parse(value: unknown): Row;
  /** Takes the row in. Rows of different processes come in any order, and one that was taken in may come again. */
  apply(database: SqlJsDatabase, row: Row): void;
  /** What somebody has begun and only he can end. Given when `giveUp` is. */
  openItems?(database: SqlJsDatabase): readonly OpenItem[];
  /** Ends the item in place of its writer, who is gone. What he wrote after all, should it turn up, must count instead. */
  giveUp?(database: SqlJsDatabase, id: string): void;
  /** Drops what nobody needs any more, right before the database is written to disk. */
  prune?(database: SqlJsDatabase, nowMs: number): void;
}

/** Something begun and not ended. */
export interface OpenItem {
  readonly id: string;
  /** As `createWriterName` gave it. */
  readonly writer: string;
  /** Milliseconds since the epoch. */
  readonly sinceMs: number;
}

/** Rows kept somewhere, to be added to and asked. */
export interface RecordDatabase<Row> {
  /**
   * Resolves when the row is kept. `toRow` may look at the content as far as it is known here; of calls made one after the
   * other, the rows are made and kept in that order.
   */
  append(toRow: (database: SqlJsDatabase) => Row): Promise<void>;
  /** Asks a database that holds whatever was kept, by anybody, when this was called. The question must change nothing. */
  read<T>(query: (database: SqlJsDatabase) => T): Promise<T>;
  /** Waits for what is under way and releases everything; may be called again. */
  close(): Promise<void>;
}

/** What somebody wants to write that depends on everything that anybody has written. */
export interface Decision<Row> {
  /** Looks at everything; the rows are kept in one step. It may be asked again when what it said could not be kept. */
  decide(database: SqlJsDatabase): readonly Row[];
  /** Rows that take back what `decide` said last, which may be on disk or not. */
  takeBack(): readonly Row[];
}

/** Makes the errors of a record; the sentence and the hint are written by whoever noticed the failure. */
export interface RecordFailures {
  readonly unreadable: RecordFailure;
  readonly unwritable: RecordFailure;
}

export type RecordFailure = (
  message: string,
  options?: { readonly cause: unknown; readonly hint: string },
) => Error;
