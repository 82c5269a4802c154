import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSegmentName, createWriterName } from '../../../../src/adapters/storage/journalSegment';
import {
  encodeLedgerOperation,
  type LedgerOperation,
} from '../../../../src/adapters/storage/ledgerOperation';
import { createSqlJsLedgerStore } from '../../../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../../../src/base/logger';
import type { LedgerStore } from '../../../../src/core/cost/ledgerStore';
import { LedgerError } from '../../../../src/core/errors';
import { verifies } from '../../../requirements';
import { aLedgerRow, aReservation, aSpendLimit, everything } from '../../../support/ledgerRows';
import { sqlWasmPath } from '../../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const dayMs = 86_400_000;

describe('reservations in the ledger', () => {
  const temporaryFolder = useTemporaryFolder();
  const folder = () => join(temporaryFolder(), 'ledger');
  const journalFolder = () => join(folder(), 'journal');
  const lockPath = () => join(folder(), 'ledger-decision.lock');
  const open: LedgerStore[] = [];
  const openStore = (options: { nowMs?: number; compactAfterRows?: number } = {}): LedgerStore => {
    const { nowMs, ...others } = options;
    const store = createSqlJsLedgerStore({
      folder: folder(),
      wasmPath: sqlWasmPath,
      logger: silentLogger,
      clock: { now: () => nowMs ?? Date.now() },
      ...others,
    });
    open.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
  });

  const committed = async (store: LedgerStore): Promise<number> => {
    const outcome = await store.reserve(aReservation(1, [aSpendLimit(0)]));
    return outcome.status === 'refused' ? outcome.committedMicroUsd : assert.fail('granted');
  };
  const journalText = async (): Promise<string> => {
    const names = (await readdir(journalFolder())).sort();
    return (await Promise.all(names.map((name) => readFile(join(journalFolder(), name), 'utf8')))).join('');
  };
  /** Lines of a process, dead or of another machine, in a segment of its own. */
  const writeAs = async (
    who: 'dead' | 'foreign',
    ...operations: readonly LedgerOperation[]
  ): Promise<void> => {
    await mkdir(journalFolder(), { recursive: true });
    const name = disguise(createSegmentName(Date.now()), who);
    await writeFile(join(journalFolder(), name), operations.map(encodeLedgerOperation).join(''));
  };
  const disguise = (name: string, who: 'dead' | 'foreign'): string =>
    who === 'dead' ? name.replace(/-\d+-/, '-4999999-') : name.replace(/-\d+-[0-9a-f]{8}-/, '-1-00000000-');
  const reserveOf = (
    who: 'dead' | 'foreign',
    callId: string,
    costMicroUsd: number,
    requestedAtMs = Date.now(),
  ): LedgerOperation => {
    const { row } = aReservation(costMicroUsd, [], { callId, endedAtMs: requestedAtMs });
    return { op: 'reserve', owner: disguise(createWriterName(requestedAtMs), who), requestedAtMs, row };
  };

  it('are on disk before they are granted, in one line each', async () => {
    const store = openStore();
    const requests = [aReservation(5, [aSpendLimit(100)]), aReservation(6, [])];
    for (const request of requests) await store.reserve(request);
    const lines = (await journalText()).trim().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line.slice(9)).row.callId),
      requests.map(({ callId }) => callId),
    );
  });

  it('of one store hold for another, which sees them settled and released', async () => {
    const [one, other] = [openStore(), openStore()];
    const [first, second] = [aReservation(60, [aSpendLimit(100)]), aReservation(30, [aSpendLimit(100)])];
    await one.reserve(first);
    await one.reserve(second);
    assert.equal(await committed(other), 90);
    await one.settle(aLedgerRow({ callId: first.callId, costMicroUsd: 50 }));
    assert.equal(await committed(other), 80);
    await one.release(second.callId);
    assert.equal(await committed(other), 50);
  });

  it('outlive compactions by anybody, and are counted once', async () => {
    const [one, other] = [openStore({ compactAfterRows: 10 }), openStore({ compactAfterRows: 10 })];
    const request = aReservation(60, [aSpendLimit(100)]);
    await one.reserve(request);
    for (let i = 0; i < 25; i++) {
      await one.append(aLedgerRow({ costMicroUsd: 0 }));
      await other.append(aLedgerRow({ costMicroUsd: 0 }));
    }
    assert.equal(await committed(other), 60);
    assert.ok((await stat(join(folder(), 'ledger.db'))).size > 0);
    assert.equal(await committed(openStore()), 60);
    const row = aLedgerRow({ callId: request.callId, costMicroUsd: 3 });
    await one.settle(row);
    assert.equal(await committed(openStore()), 3);
    assert.equal((await other.rows(everything)).filter(({ callId }) => callId === row.callId).length, 1);
  });

  it(`that nobody settled become their rows, as estimates, when the store is closed ${verifies('BUD-3')}`, async () => {
    const store = openStore();
    const request = aReservation(60, [aSpendLimit(100)]);
    await store.reserve(request);
    await store.close();
    const expected = { ...request.row, costMicroUsd: 60, outcome: 'failed', provenance: 'estimated' };
    assert.deepEqual(await openStore().rows(everything), [expected]);
    assert.equal(await committed(openStore()), 60);
  });

  describe('of a process that is gone', () => {
    it('become their rows, as estimates, for whoever looks', async () => {
      await writeAs('dead', reserveOf('dead', 'lost', 60));
      const store = openStore();
      const [row] = await store.rows(everything);
      assert.deepEqual(
        [row?.callId, row?.costMicroUsd, row?.outcome, row?.provenance],
        ['lost', 60, 'failed', 'estimated'],
      );
      assert.equal(await committed(store), 60);
    });

    it('stay those rows once they are in the database', async () => {
      await writeAs('dead', reserveOf('dead', 'lost', 60));
      const store = openStore();
      await store.append(aLedgerRow({ costMicroUsd: 1 }));
      await store.close();
      assert.deepEqual(await readdir(journalFolder()), []);
      assert.equal((await openStore().totals(everything)).costMicroUsd, 61);
      assert.equal(await committed(openStore()), 61);
    });

    it('count as settled or released when that is on record, in whatever order it is read', async () => {
      const row = aLedgerRow({ callId: 'settled', costMicroUsd: 5 });
      // Of two segments of a process the later one may be read first.
      await writeAs(
        'dead',
        { op: 'settle', row },
        { op: 'release', callId: 'released', releasedAtMs: Date.now() },
      );
      await writeAs('dead', reserveOf('dead', 'settled', 60), reserveOf('dead', 'released', 60));
      const store = openStore();
      assert.deepEqual(await store.rows(everything), [row]);
      assert.equal(await committed(store), 5);
    });

    it('count as what they turn out to be when it was alive after all', async () => {
      await writeAs('dead', reserveOf('dead', 'settled', 60), reserveOf('dead', 'released', 60));
      const store = openStore({ compactAfterRows: 1 });
      assert.equal((await store.totals(everything)).costMicroUsd, 120);
      // Into the database.
      await store.append(aLedgerRow({ costMicroUsd: 0 }));
      assert.equal((await store.totals(everything)).costMicroUsd, 120);
      const row = aLedgerRow({ callId: 'settled', costMicroUsd: 5 });
      await writeAs(
        'dead',
        { op: 'settle', row },
        { op: 'release', callId: 'released', releasedAtMs: Date.now() },
      );
      assert.equal((await store.totals(everything)).costMicroUsd, 5);
      assert.equal(await committed(openStore()), 5);
    });
  });

  describe('of another machine', () => {
    it('stay open, because its processes cannot be seen from here', async () => {
      await writeAs('foreign', reserveOf('foreign', 'far', 60));
      const store = openStore();
      assert.deepEqual(await store.rows(everything), []);
      assert.equal(await committed(store), 60);
    });

    it('are given up after a day', async () => {
      const requestedAtMs = Date.now();
      await writeAs('foreign', reserveOf('foreign', 'far', 60, requestedAtMs));
      assert.equal((await openStore({ nowMs: requestedAtMs + dayMs }).totals(everything)).calls, 0);
      assert.equal((await openStore({ nowMs: requestedAtMs + dayMs + 1 }).totals(everything)).calls, 1);
    });
  });

  it('never wait for a lock when they cost nothing', async () => {
    await mkdir(lockPath(), { recursive: true });
    const store = openStore();
    assert.deepEqual(await store.reserve(aReservation(0, [aSpendLimit(0)])), { status: 'granted' });
  });

  it('wait for the lock of another process', async () => {
    await mkdir(lockPath(), { recursive: true });
    const outcome = openStore().reserve(aReservation(1, [aSpendLimit(1)]));
    const first = await Promise.race([outcome.then(() => 'granted'), turns(20).then(() => 'waiting')]);
    assert.equal(first, 'waiting');
    await rm(lockPath(), { recursive: true });
    assert.deepEqual(await outcome, { status: 'granted' });
  });

  it(`are refused while the ledger cannot be read, and while it cannot be written ${verifies('BUD-4')}`, async () => {
    await mkdir(folder());
    await writeFile(join(folder(), 'ledger.db'), 'hello');
    const store = openStore();
    await assert.rejects(store.reserve(aReservation(1, [aSpendLimit(1)])), { code: 'ledger-unreadable' });
    await assert.rejects(store.reserve(aReservation(1, [])), { code: 'ledger-unreadable' });
    await rm(join(folder(), 'ledger.db'));
    await writeFile(journalFolder(), '');
    const isLedgerError = (error: unknown) => error instanceof LedgerError;
    await assert.rejects(store.reserve(aReservation(1, [aSpendLimit(1)])), isLedgerError);
    await rm(journalFolder());
    assert.deepEqual(await store.reserve(aReservation(1, [aSpendLimit(1)])), { status: 'granted' });
  });
});

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((next) => setImmediate(next));
}
