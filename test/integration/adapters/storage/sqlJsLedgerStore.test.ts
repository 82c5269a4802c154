import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFile,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { encodeLedgerOperation } from '../../../../src/adapters/storage/ledgerOperation';
import { ledgerMigrations } from '../../../../src/adapters/storage/migrations/ledgerMigrations';
import { openSqlJsDatabase } from '../../../../src/adapters/storage/sqlJsDatabase';
import { createSqlJsLedgerStore } from '../../../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../../../src/base/logger';
import type { LedgerRow, LedgerStore } from '../../../../src/core/cost/ledgerStore';
import { LedgerError } from '../../../../src/core/errors';
import { ledgerStoreContract } from '../../../contracts/ledgerStoreContract';
import { verifies } from '../../../requirements';
import { aLedgerRow, everything } from '../../../support/ledgerRows';
import { RecordingLogger } from '../../../support/recordingLogger';
import { sqlWasmPath } from '../../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('SqlJsLedgerStore', () => {
  const temporaryFolder = useTemporaryFolder();
  const folder = () => join(temporaryFolder(), 'ledger');
  const snapshotPath = () => join(folder(), 'ledger.db');
  const journalFolder = () => join(folder(), 'journal');
  const open: LedgerStore[] = [];
  const openStore = (options: { logger?: RecordingLogger; compactAfterRows?: number } = {}): LedgerStore => {
    const store = createSqlJsLedgerStore({
      folder: folder(),
      wasmPath: sqlWasmPath,
      logger: silentLogger,
      ...options,
    });
    open.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
  });

  ledgerStoreContract('SqlJsLedgerStore', async () => openStore());

  const appendAll = async (store: LedgerStore, count: number): Promise<LedgerRow[]> => {
    const rows = Array.from({ length: count }, () => aLedgerRow());
    await Promise.all(rows.map((row) => store.append(row)));
    return rows;
  };
  const idsIn = async (store: LedgerStore): Promise<string[]> =>
    (await store.rows(everything)).map(({ callId }) => callId);
  const segmentNames = async (): Promise<string[]> => (await readdir(journalFolder())).sort();
  const onlySegment = async (): Promise<string> => {
    const names = await segmentNames();
    assert.equal(names.length, 1);
    return join(journalFolder(), names[0] ?? '');
  };
  /** Leaves `count` rows in a snapshot and nothing in the journal. */
  const writeSnapshot = async (count: number): Promise<LedgerRow[]> => {
    const store = openStore();
    const rows = await appendAll(store, count);
    await store.close();
    return rows;
  };
  const editSnapshot = async (sql: string): Promise<void> => {
    const database = await openSqlJsDatabase(sqlWasmPath, await readFile(snapshotPath()));
    database.execute(sql);
    await writeFile(snapshotPath(), database.toBytes());
    database.close();
  };

  describe('what is on disk', () => {
    it(`is a database after a restart, however small ${verifies('LED-2')}`, async () => {
      const small = openStore();
      const first = await appendAll(small, 3);
      await small.close();
      assert.ok((await stat(snapshotPath())).size > 0);

      const rest = await writeSnapshot(500);
      await rm(journalFolder(), { recursive: true });
      assert.deepEqual(await openStore().rows(everything), [...first, ...rest]);
    });

    it('is what `append` resolved for, without closing or reading', async () => {
      const row = aLedgerRow();
      await openStore().append(row);
      assert.equal(await readFile(await onlySegment(), 'utf8'), encodeLedgerRow(row));
    });

    it('is not created by reading', async () => {
      const store = openStore();
      await store.totals(everything);
      await store.close();
      assert.deepEqual(await readdir(temporaryFolder()), []);
    });

    it('opens in any SQLite as table `call` with 64-bit integers', async () => {
      const [row] = await writeSnapshot(500);
      const database = await openSqlJsDatabase(sqlWasmPath, await readFile(snapshotPath()));
      const found = database.all(
        'SELECT typeof(ended_at_ms), typeof(cost_micro_usd), ended_at_ms FROM call WHERE call_id = ?',
        [row?.callId ?? ''],
        (sqlRow) => [sqlRow.text(0), sqlRow.text(1), sqlRow.integer(2)],
      );
      database.close();
      assert.deepEqual(found, [['integer', 'integer', row?.endedAtMs]]);
    });

    it('answers time ranges from the index alone', async () => {
      await writeSnapshot(500);
      const database = await openSqlJsDatabase(sqlWasmPath, await readFile(snapshotPath()));
      const plan = database.all(
        `EXPLAIN QUERY PLAN SELECT SUM(cost_micro_usd), MAX(provenance = 'estimated') FROM call
         WHERE ended_at_ms >= 1 AND ended_at_ms < 2`,
        [],
        (row) => row.text(3),
      );
      database.close();
      assert.match(plan.join(), /COVERING INDEX call_by_time/);
    });

    it('is rebuilt when somebody deletes the journal under an open ledger', async function () {
      // Windows does not remove files that are open.
      if (process.platform === 'win32') this.skip();
      const store = openStore();
      await store.append(aLedgerRow());
      await rm(folder(), { recursive: true });
      const row = aLedgerRow();
      await store.append(row);
      assert.deepEqual(await openStore().rows(everything), [row]);
    });
  });

  describe('two on one folder', () => {
    it('see each other’s rows at once, and count a call once that both have', async () => {
      const [one, other] = [openStore(), openStore()];
      const shared = aLedgerRow({ costMicroUsd: 5 });
      await one.append(shared);
      assert.equal((await other.totals(everything)).costMicroUsd, 5);
      await other.append(shared);
      await other.append(aLedgerRow({ costMicroUsd: 6 }));
      assert.deepEqual(await one.totals(everything), {
        calls: 2,
        costMicroUsd: 11,
        isEstimated: false,
        unpricedCalls: 0,
      });
      assert.deepEqual(await one.rows(everything), await other.rows(everything));
    });

    it('see rows that the other one has folded into the database since', async () => {
      const [reader, writer] = [openStore(), openStore()];
      const known = await appendAll(writer, 2);
      assert.equal((await reader.rows(everything)).length, 2);
      const later = await appendAll(writer, 600);
      await writer.close();
      assert.deepEqual(await segmentNames(), []);
      assert.deepEqual(
        await idsIn(reader),
        [...known, ...later].map(({ callId }) => callId),
      );
    });

    it('read only what is new, of a segment that was folded before too', async () => {
      const [writer, other] = [openStore(), openStore()];
      await writer.append(aLedgerRow());
      const segment = await onlySegment();
      await appendAll(other, 600);
      await other.close();
      // Whoever reads this line again takes it for damaged.
      await writeFile(segment, 'x', { flag: 'r+' });
      await writer.append(aLedgerRow());
      const logger = new RecordingLogger();
      const reader = openStore({ logger });
      assert.equal((await reader.totals(everything)).calls, 602);
      await writer.append(aLedgerRow());
      assert.equal((await reader.totals(everything)).calls, 603);
      assert.deepEqual(logger.entries, []);
    });

    it('keep the segment that the other one still writes', async () => {
      const [one, other] = [openStore(), openStore()];
      await one.append(aLedgerRow());
      await appendAll(other, 600);
      await other.close();
      assert.equal((await segmentNames()).length, 1);
      await one.append(aLedgerRow());
      assert.equal((await openStore().totals(everything)).calls, 602);
    });
  });

  describe('compaction', () => {
    it('happens at work after the given number of rows and begins a new segment', async () => {
      const store = openStore({ compactAfterRows: 10 });
      for (let i = 0; i < 35; i++) await store.append(aLedgerRow());
      // Queued behind the compactions.
      assert.equal((await store.totals(everything)).calls, 35);
      assert.ok((await stat(snapshotPath())).size > 0);
      const left = await Promise.all(
        (await segmentNames()).map((name) => readFile(join(journalFolder(), name), 'utf8')),
      );
      assert.ok(left.join('').split('\n').length - 1 < 20, 'folded segments are deleted');
    });

    it('does not double rows when it was killed before it deleted what it had folded', async () => {
      const store = openStore();
      await appendAll(store, 600);
      const segment = await onlySegment();
      await copyFile(segment, join(temporaryFolder(), 'kept'));
      await store.close();
      await rename(join(temporaryFolder(), 'kept'), segment);
      assert.equal((await openStore().totals(everything)).calls, 600);
    });

    it('removes the unfinished database of one that was killed', async () => {
      await mkdir(folder(), { recursive: true });
      const leftover = join(folder(), 'ledger.db.12345-0a1b2c3d.tmp');
      await writeFile(leftover, 'half');
      await writeSnapshot(500);
      await assert.rejects(stat(leftover), { code: 'ENOENT' });
    });

    it('is left to the one that holds the lock', async () => {
      const logger = new RecordingLogger();
      const store = openStore({ logger });
      const rows = await appendAll(store, 600);
      await mkdir(join(folder(), 'ledger.lock'));
      await store.close();
      await assert.rejects(stat(snapshotPath()), { code: 'ENOENT' });
      assert.deepEqual(logger.entries, [], 'that is nothing to worry about');
      assert.equal((await openStore().rows(everything)).length, rows.length);
    });

    it('takes over the lock of one that was killed', async () => {
      await mkdir(join(folder(), 'ledger.lock'), { recursive: true });
      const longAgo = new Date(Date.now() - 120_000);
      await utimes(join(folder(), 'ledger.lock'), longAgo, longAgo);
      await writeSnapshot(500);
      assert.ok((await stat(snapshotPath())).size > 0);
      await assert.rejects(stat(join(folder(), 'ledger.lock')), { code: 'ENOENT' });
    });

    it('that fails loses nothing and is reported in the log', async () => {
      const logger = new RecordingLogger();
      const store = openStore({ logger });
      await appendAll(store, 600);
      // In the way of the lock.
      await writeFile(join(folder(), 'ledger.lock'), '');
      await utimes(join(folder(), 'ledger.lock'), 1, 1);
      await store.close();
      assert.deepEqual(logger.entries, ['warn: The cost journal could not be folded into the database']);
      await rm(join(folder(), 'ledger.lock'));
      assert.equal((await openStore().totals(everything)).calls, 600);
    });

    it('tidies up when many small segments have piled up', async () => {
      const rows: LedgerRow[] = [];
      for (let i = 0; i < 16; i++) {
        const store = openStore();
        rows.push(...(await appendAll(store, 1)));
        await store.close();
      }
      // As segments of processes that have ended: this one is still there, so take a process id that cannot exist.
      for (const name of await segmentNames()) {
        await rename(join(journalFolder(), name), join(journalFolder(), name.replace(/-\d+-/, '-4999999-')));
      }
      const last = openStore();
      rows.push(...(await appendAll(last, 1)));
      await last.close();
      assert.deepEqual(await segmentNames(), []);
      assert.deepEqual(await openStore().rows(everything), rows);
    });

    it('keeps the segments of another machine, whose processes cannot be seen from here', async () => {
      const store = openStore();
      await appendAll(store, 600);
      const segment = await onlySegment();
      const foreign = segment.replace(/-\d+-[0-9a-f]{8}-/, '-4999999-00000000-');
      await writeFile(foreign, encodeLedgerRow(aLedgerRow()));
      await store.close();
      assert.deepEqual(await segmentNames(), [foreign.slice(journalFolder().length + 1)]);
      await appendFile(foreign, encodeLedgerRow(aLedgerRow()));
      assert.equal((await openStore().totals(everything)).calls, 602);
    });
  });

  describe('damage', () => {
    it('a torn last line is left out and read when it is complete', async () => {
      const writer = openStore();
      const row = aLedgerRow();
      await writer.append(row);
      const reader = openStore();
      const segment = await onlySegment();
      const late = encodeLedgerRow(aLedgerRow({ callId: 'late' }));
      await appendFile(segment, late.slice(0, 40));
      assert.deepEqual(await idsIn(reader), [row.callId]);
      await appendFile(segment, late.slice(40));
      assert.deepEqual(await idsIn(reader), [row.callId, 'late']);
    });

    it('a cut anywhere in the last line costs that line only', async () => {
      const writer = openStore();
      const row = aLedgerRow();
      await writer.append(row);
      const segment = await onlySegment();
      const whole = (await stat(segment)).size;
      const last = encodeLedgerRow(aLedgerRow());
      for (let length = 0; length < last.length; length += 7) {
        await truncate(segment, whole);
        await appendFile(segment, last.slice(0, length));
        assert.deepEqual(await idsIn(openStore()), [row.callId], `cut after ${length} characters`);
      }
    });

    it('a spoiled line is left out with a warning, and its segment is kept aside', async () => {
      const writer = openStore();
      await appendAll(writer, 600);
      const segment = await onlySegment();
      const text = await readFile(segment, 'utf8');
      await writeFile(segment, text.replace('"costMicroUsd":1500', '"costMicroUsd":1501'));
      const logger = new RecordingLogger();
      const reader = openStore({ logger });
      assert.equal((await reader.totals(everything)).calls, 599);
      assert.deepEqual(logger.entries, ['warn: Lines of the cost journal are damaged and were left out']);
      await writer.close();
      assert.deepEqual(await segmentNames(), [`${segment.slice(journalFolder().length + 1)}.damaged`]);
      assert.equal((await openStore().totals(everything)).calls, 599);
    });

    const unreadable: [string, () => Promise<void>, RegExp][] = [
      ['is no database', () => writeFile(snapshotPath(), 'hello '.repeat(1000)), /no SQLite database/],
      ['is empty', () => writeFile(snapshotPath(), ''), /no SQLite database/],
      [
        'is cut off',
        async () => truncate(snapshotPath(), Math.floor((await stat(snapshotPath())).size / 2)),
        /ledger\.db cannot be read/,
      ],
      [
        'has a page of zeros',
        () => overwrite(snapshotPath(), 3 * 4096, Buffer.alloc(4096)),
        /ledger\.db cannot be read/,
      ],
      [
        'is another program’s',
        () => editSnapshot('PRAGMA user_version = 0; DROP TABLE call'),
        /no cost record/,
      ],
      [
        'has a newer format',
        () => editSnapshot(`PRAGMA user_version = ${ledgerMigrations.length + 1}`),
        new RegExp(
          `newer version .*version ${ledgerMigrations.length + 1} .*only ${ledgerMigrations.length}`,
        ),
      ],
    ];
    for (const [what, spoil, message] of unreadable) {
      it(`a database that ${what} is refused for reading and appending, and not touched`, async () => {
        await writeSnapshot(500);
        await spoil();
        const before = await digest(snapshotPath());
        const logger = new RecordingLogger();
        const store = openStore({ logger });
        const isExpected = (error: unknown): boolean => {
          assert.ok(error instanceof LedgerError);
          assert.equal(error.code, 'ledger-unreadable');
          assert.match(error.message, message);
          assert.ok(error.message.includes(folder()), error.message);
          assert.ok(error.hint);
          return true;
        };
        await assert.rejects(store.rows(everything), isExpected);
        await assert.rejects(store.totals(everything), isExpected);
        await assert.rejects(store.append(aLedgerRow()), isExpected);
        await store.close();
        assert.equal(await digest(snapshotPath()), before);
        assert.deepEqual(await segmentNames(), []);
      });
    }

    it('is over as soon as the bad database has been moved away', async () => {
      await writeSnapshot(500);
      await writeFile(snapshotPath(), 'x');
      const store = openStore();
      await assert.rejects(store.append(aLedgerRow()), { code: 'ledger-unreadable' });
      await rename(snapshotPath(), join(folder(), 'old.db'));
      await store.append(aLedgerRow());
      assert.equal((await store.totals(everything)).calls, 1);
    });

    it('a database that turns bad under an open ledger is noticed by the next question', async () => {
      await writeSnapshot(500);
      const store = openStore();
      await store.totals(everything);
      await editSnapshot(`PRAGMA user_version = ${ledgerMigrations.length + 1}`);
      await assert.rejects(store.totals(everything), { code: 'ledger-unreadable' });
      await assert.rejects(store.append(aLedgerRow()), { code: 'ledger-unreadable' });
    });

    it('a journal of a newer version is refused, not half understood', async () => {
      const writer = openStore();
      await writer.append(aLedgerRow());
      const json = JSON.stringify({ ...aLedgerRow(), cachedTokens: 3 });
      const { crc32 } = await import('node:zlib');
      await appendFile(await onlySegment(), `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`);
      await assert.rejects(openStore().rows(everything), /newer version/);
    });
  });

  describe('a folder that cannot be written', () => {
    const refused = (error: unknown): boolean => {
      assert.ok(error instanceof LedgerError);
      assert.equal(error.code, 'ledger-unwritable');
      assert.ok(error.message.includes(folder()), error.message);
      return true;
    };

    it('because a file is in its place', async () => {
      await writeFile(folder(), '');
      const store = openStore();
      await assert.rejects(store.append(aLedgerRow()), refused);
      await assert.rejects(store.rows(everything), { code: 'ledger-unreadable' });
    });

    it('because a file is in the place of its parent', async () => {
      await writeFile(join(temporaryFolder(), 'parent'), '');
      const store = createSqlJsLedgerStore({
        folder: join(temporaryFolder(), 'parent', 'ledger'),
        wasmPath: sqlWasmPath,
        logger: silentLogger,
      });
      await assert.rejects(store.append(aLedgerRow()), { code: 'ledger-unwritable' });
      await store.close();
    });

    it('is tried again by the next append', async () => {
      await writeFile(folder(), '');
      const store = openStore();
      await assert.rejects(store.append(aLedgerRow()), refused);
      await rm(folder());
      await store.append(aLedgerRow());
      assert.equal((await store.totals(everything)).calls, 1);
    });

    it('rejects every waiting caller, and writes on when it can', async function () {
      // Windows does not remove files that are open.
      if (process.platform === 'win32') this.skip();
      const store = openStore();
      await store.append(aLedgerRow());
      await rm(journalFolder(), { recursive: true });
      await writeFile(journalFolder(), '');
      const results = await Promise.allSettled([1, 2, 3].map(() => store.append(aLedgerRow())));
      assert.deepEqual(
        results.map(({ status }) => status),
        ['rejected', 'rejected', 'rejected'],
      );
      await rm(journalFolder());
      await store.append(aLedgerRow());
      assert.equal((await openStore().totals(everything)).calls, 1);
    });
  });

  describe('with old rows', () => {
    const nowMs = 1_800_000_000_000;
    const openAt = (timeMs: number): LedgerStore => {
      const clock = { now: () => timeMs };
      return createSqlJsLedgerStore({ folder: folder(), wasmPath: sqlWasmPath, logger: silentLogger, clock });
    };

    it(`keeps them for 400 days, and no longer than that and the next compaction ${verifies('MEM-6.2-8')}`, async () => {
      const first = openAt(nowMs);
      for (const days of [0, 399, 401])
        await first.append(aLedgerRow({ callId: `${days} days ago`, endedAtMs: nowMs - days * 86_400_000 }));
      assert.equal((await first.rows(everything)).length, 3);
      await first.close();
      assert.deepEqual(await idsIn(openStore()), ['399 days ago', '0 days ago']);
    });

    it('does not take them for older because the clock is ahead of them all', async () => {
      const store = openAt(3_000_000_000_000);
      await appendAll(store, 3);
      await store.close();
      assert.equal((await idsIn(openStore())).length, 3);
    });
  });
});

/** As `append` writes it. */
function encodeLedgerRow(row: LedgerRow): string {
  return encodeLedgerOperation({ op: 'append', row });
}

async function overwrite(path: string, offset: number, bytes: Buffer): Promise<void> {
  const content = await readFile(path);
  bytes.copy(content, offset);
  await writeFile(path, content);
}

async function digest(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
