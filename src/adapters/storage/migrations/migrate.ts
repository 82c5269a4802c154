import type { SqlJsDatabase } from '../sqlJsDatabase';

/** Steps from an empty database to the newest format: the statements at index n lead from version n to n + 1. */
export type Migrations = readonly string[];

/** The database was written by a newer version of the product than this one. */
export class NewerFormatError extends Error {
  override readonly name = 'NewerFormatError';

  constructor(
    readonly found: number,
    readonly known: number,
  ) {
    super(`its format is version ${found} and this version of the product knows only ${known}`);
  }
}

/** Version of the format, as kept in the `user_version` pragma; 0 for a database that nobody has set up. */
export function formatVersion(database: SqlJsDatabase): number {
  return database.one('PRAGMA user_version', [], (row) => row.integer(0));
}

/** Brings the database to the newest format, one transaction per step. @throws NewerFormatError */
export function migrate(database: SqlJsDatabase, migrations: Migrations): void {
  const found = formatVersion(database);
  if (found > migrations.length) throw new NewerFormatError(found, migrations.length);
  for (const [version, statements] of migrations.entries()) {
    if (version < found) continue;
    database.transaction(() => {
      database.execute(statements);
      database.execute(`PRAGMA user_version = ${version + 1}`);
    });
  }
}
