import { describeError } from '../../base/error';
import { decodeLines } from './journalLines';
import { migrate } from './migrations/migrate';
import type { RecordDatabase, RecordFailure, RecordFailures, RecordFormat } from './recordFormat';
import { openSqlJsDatabase, type SqlJsDatabase } from './sqlJsDatabase';

export interface TransientDatabaseOptions<Row> {
  /** Absolute path of `sql-wasm.wasm` of the sql.js package. */
  readonly wasmPath: string;
  readonly format: RecordFormat<Row>;
  readonly failures: RecordFailures;
}

/** A record without a folder: the same tables as those of a `JournaledDatabase`, gone when it is closed. */
export class TransientDatabase<Row> implements RecordDatabase<Row> {
  private opening: Promise<SqlJsDatabase> | undefined;
  private isClosed = false;

  constructor(private readonly options: TransientDatabaseOptions<Row>) {}

  async append(toRow: (database: SqlJsDatabase) => Row): Promise<void> {
    const { format, failures } = this.options;
    const database = await this.open(failures.unwritable);
    // By way of a line, as in a folder: what could not be kept there is refused here too.
    const line = Buffer.from(format.encode(toRow(database)));
    for (const row of decodeLines(line, format.parse).rows) format.apply(database, row);
  }

  async read<T>(query: (database: SqlJsDatabase) => T): Promise<T> {
    return query(await this.open(this.options.failures.unreadable));
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const { opening } = this;
    this.opening = undefined;
    (await opening?.catch(() => undefined))?.close();
  }

  private async open(fail: RecordFailure): Promise<SqlJsDatabase> {
    const { title } = this.options.format;
    try {
      if (!this.isClosed) this.opening ??= this.create();
      const database = await this.opening;
      if (database && !this.isClosed) return database;
    } catch (error) {
      this.opening = undefined;
      throw fail(`The ${title} cannot be opened: ${describeError(error)}.`, {
        cause: error,
        hint: 'Install the product again.',
      });
    }
    throw fail(`The ${title} has been closed.`);
  }

  private async create(): Promise<SqlJsDatabase> {
    const database = await openSqlJsDatabase(this.options.wasmPath);
    migrate(database, this.options.format.migrations);
    return database;
  }
}
