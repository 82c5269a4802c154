import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MemoryOperation } from '../../src/adapters/storage/memoryOperation';
import { applyOperation, selectEntries } from '../../src/adapters/storage/memoryQueries';
import { memoryMigrations } from '../../src/adapters/storage/migrations/memoryMigrations';
import { migrate } from '../../src/adapters/storage/migrations/migrate';
import { openSqlJsDatabase, type SqlJsDatabase } from '../../src/adapters/storage/sqlJsDatabase';
import { memoryOperation, outcomeOf } from '../support/memoryOperations';
import { sqlWasmPath } from '../support/sqlWasmPath';

const operations = fc.array(memoryOperation, { maxLength: 12 });

describe('memory written by several processes (property)', () => {
  let database: SqlJsDatabase;
  before(async () => {
    database = await openSqlJsDatabase(sqlWasmPath);
    migrate(database, memoryMigrations);
  });
  after(() => database.close());

  /** Everything in the table, removals too. */
  const contentAfter = (applied: readonly MemoryOperation[]): unknown[] => {
    database.execute('DELETE FROM entry');
    for (const operation of applied) applyOperation(database, operation);
    return database.all(
      'SELECT key, version, writer, COALESCE(removed_at_ms, -1) FROM entry ORDER BY key',
      [],
      (row) => [row.text(0), row.integer(1), row.text(2), row.integer(3)],
    );
  };

  it('is the same in whatever order it is read, and however often', () => {
    const readings = operations.chain((written) =>
      fc.record({
        written: fc.constant(written),
        read: fc
          .tuple(fc.shuffledSubarray(written, { minLength: written.length }), fc.shuffledSubarray(written))
          .map(([all, again]) => [...all, ...again]),
      }),
    );
    fc.assert(
      fc.property(readings, ({ written, read }) => {
        assert.deepEqual(contentAfter(read), contentAfter(written));
      }),
      { numRuns: 1000 },
    );
  });

  it('is what the latest write of each key says', () => {
    fc.assert(
      fc.property(operations, (written) => {
        contentAfter(written);
        const found = selectEntries(database, 'routing/stats', '').map(({ key, value }) => [key, value]);
        assert.deepEqual(Object.fromEntries(found), outcomeOf(written));
      }),
      { numRuns: 1000 },
    );
  });
});
