import assert from 'node:assert/strict';
import type { LedgerOperation } from '../../../../src/adapters/storage/ledgerOperation';
import { ledgerMigrations } from '../../../../src/adapters/storage/migrations/ledgerMigrations';
import { migrate } from '../../../../src/adapters/storage/migrations/migrate';
import type { Decision } from '../../../../src/adapters/storage/recordFormat';
import { ReservationDesk } from '../../../../src/adapters/storage/reservationDesk';
import { applyLedgerOperation, selectCommitted } from '../../../../src/adapters/storage/reservationQueries';
import { openSqlJsDatabase, type SqlJsDatabase } from '../../../../src/adapters/storage/sqlJsDatabase';
import { systemClock } from '../../../../src/base/clock';
import { aLedgerRow, aReservation, aSpendLimit } from '../../../support/ledgerRows';
import { sqlWasmPath } from '../../../support/sqlWasmPath';

/** A record whose writes can fail as a disk does: what was written may be there or not. */
class FailingDatabase {
  decisions = 0;
  failure: Error | undefined;
  isWrittenEvenSo = false;
  isTakingBackPossible = true;

  constructor(readonly content: SqlJsDatabase) {}

  async append(toRow: (database: SqlJsDatabase) => LedgerOperation): Promise<void> {
    await this.write([toRow(this.content)]);
  }

  async decide({ decide, takeBack }: Decision<LedgerOperation>): Promise<void> {
    this.decisions++;
    await new Promise((next) => setImmediate(next));
    try {
      await this.write(decide(this.content));
    } catch (error) {
      const operations = takeBack();
      if (this.isTakingBackPossible)
        for (const operation of operations) applyLedgerOperation(this.content, operation);
      throw error;
    }
  }

  private async write(operations: readonly LedgerOperation[]): Promise<void> {
    if (!this.failure || this.isWrittenEvenSo) {
      for (const operation of operations) applyLedgerOperation(this.content, operation);
    }
    if (this.failure) throw this.failure;
  }
}

describe('ReservationDesk', () => {
  let database: FailingDatabase;
  let desk: ReservationDesk;
  const limits = [aSpendLimit(100)];
  const committed = () => selectCommitted(database.content, aSpendLimit(0));
  beforeEach(async () => {
    const content = await openSqlJsDatabase(sqlWasmPath);
    migrate(content, ledgerMigrations);
    database = new FailingDatabase(content);
    desk = new ReservationDesk(database, systemClock);
  });
  afterEach(() => database.content.close());

  it('answers all that wait in one turn', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => desk.reserve(aReservation(3, limits))),
    );
    assert.equal(outcomes.filter(({ status }) => status === 'granted').length, 33);
    assert.equal(database.decisions, 1);
  });

  it('takes back what is on disk although writing it failed', async () => {
    database.failure = new Error('The disk is full');
    database.isWrittenEvenSo = true;
    await assert.rejects(desk.reserve(aReservation(60, limits)), database.failure);
    assert.equal(committed(), 0);
  });

  for (const [how, limitsOfCall] of [
    ['under a limit', limits],
    ['without one', []],
  ] as const) {
    it(`takes it back with the next decision when it could not at once, ${how}`, async () => {
      database.failure = new Error('The disk is full');
      database.isWrittenEvenSo = true;
      database.isTakingBackPossible = false;
      await assert.rejects(desk.reserve(aReservation(60, limitsOfCall)), database.failure);
      assert.equal(committed(), 60);
      database.failure = undefined;
      await desk.reserve(aReservation(10, limits));
      assert.equal(committed(), 10);
    });
  }

  it('refuses a call that is reserved twice, and nobody else in the same turn', async () => {
    const request = aReservation(3, limits);
    const results = await Promise.allSettled([
      desk.reserve(request),
      desk.reserve(request),
      desk.reserve(aReservation(4, limits)),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal(committed(), 7);
  });

  it('keeps a reservation whose end could not be written', async () => {
    const request = aReservation(60, limits);
    await desk.reserve(request);
    database.failure = new Error('The disk is full');
    await assert.rejects(desk.release(request.callId), database.failure);
    await assert.rejects(desk.settle(aLedgerRow({ callId: request.callId })), database.failure);
    assert.equal(committed(), 60);
    database.failure = undefined;
    await desk.settle(aLedgerRow({ callId: request.callId, costMicroUsd: 5 }));
    assert.equal(committed(), 5);
  });
});
