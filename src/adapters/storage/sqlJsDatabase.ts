import { readFile } from 'node:fs/promises';
import initSqlJs, { type Database, type SqlJsStatic, type SqlValue, type Statement } from 'sql.js';

/** One row of a result; columns by position. Each getter throws TypeError when the column holds something else. */
export interface SqlRow {
  text(column: number): string;
  isNull(column: number): boolean;
  /** A whole number within the safe range. */
  integer(column: number): number;
}

/** An SQLite database in memory; nothing reaches the disk but what the caller does with `toBytes`. */
export class SqlJsDatabase {
  private readonly statements = new Map<string, Statement>();

  constructor(private readonly database: Database) {}

  /** Runs any number of statements without parameters. */
  execute(sql: string): void {
    this.database.exec(sql);
  }

  /** Runs one statement; prepared on first use and kept. */
  run(sql: string, parameters: readonly SqlValue[] = []): void {
    this.prepare(sql).run([...parameters]);
  }

  /** All rows of one query, each converted by `read`. */
  all<T>(sql: string, parameters: readonly SqlValue[], read: (row: SqlRow) => T): T[] {
    const statement = this.prepare(sql);
    const results: T[] = [];
    try {
      statement.bind([...parameters]);
      while (statement.step()) results.push(read(toSqlRow(statement.get())));
      return results;
    } finally {
      statement.reset();
    }
  }

  /** The single row of a query that always has one (an aggregate, a pragma). @throws TypeError when it has none. */
  one<T>(sql: string, parameters: readonly SqlValue[], read: (row: SqlRow) => T): T {
    const [result, ...others] = this.all(sql, parameters, (row) => ({ value: read(row) }));
    if (result === undefined || others.length > 0)
      throw new TypeError(`${sql} gave ${others.length + 1} rows`);
    return result.value;
  }

  /** All of `work` or, when it throws, nothing of it. */
  transaction(work: () => void): void {
    this.execute('BEGIN');
    try {
      work();
      this.execute('COMMIT');
    } catch (error) {
      this.execute('ROLLBACK');
      throw error;
    }
  }

  /** The bytes of a database file with this content. Not inside a transaction. */
  toBytes(): Uint8Array {
    return this.database.export();
  }

  /** Frees the memory; the database cannot be used afterwards. */
  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private prepare(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}

/** The WebAssembly file of SQLite is missing or damaged: the product is not completely installed. */
export class SqlJsMissingError extends Error {
  override readonly name = 'SqlJsMissingError';

  constructor(wasmPath: string, cause: unknown) {
    super(`the database engine ${wasmPath} cannot be loaded`, { cause });
  }
}

let engine: Promise<SqlJsStatic> | undefined;

/**
 * Opens the bytes of a database file, or an empty database. The engine is loaded once per process, from the `wasmPath` of
 * the first call. Damaged bytes may show only in the first query. @throws SqlJsMissingError
 */
export async function openSqlJsDatabase(wasmPath: string, bytes?: Uint8Array): Promise<SqlJsDatabase> {
  engine ??= loadEngine(wasmPath).catch((error: unknown) => {
    engine = undefined;
    throw error;
  });
  const { Database } = await engine;
  return new SqlJsDatabase(new Database(bytes));
}

async function loadEngine(wasmPath: string): Promise<SqlJsStatic> {
  try {
    // Given as bytes, so that the engine does not look for the file by its own rules, which differ between hosts.
    const wasm = await readFile(wasmPath);
    const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
    return await initSqlJs({ wasmBinary: wasmBinary as ArrayBuffer });
  } catch (error) {
    throw new SqlJsMissingError(wasmPath, error);
  }
}

function toSqlRow(values: readonly SqlValue[]): SqlRow {
  return {
    text: (column) => {
      const value = values[column];
      if (typeof value !== 'string') throw new TypeError(`Column ${column} is not text`);
      return value;
    },
    isNull: (column) => values[column] === null,
    integer: (column) => {
      const value = values[column];
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
        throw new TypeError(`Column ${column} is not a safe integer`);
      }
      return value;
    },
  };
}
