import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import {
  encodeMemoryOperation,
  type MemoryOperation,
} from '../../../../src/adapters/storage/memoryOperation';
import { openSqlJsDatabase } from '../../../../src/adapters/storage/sqlJsDatabase';
import { createSqlJsMemoryStore } from '../../../../src/adapters/storage/sqlJsMemoryStore';
import { type Clock, systemClock } from '../../../../src/base/clock';
import { silentLogger } from '../../../../src/base/logger';
import { MemoryError } from '../../../../src/core/errors';
import { AccessLevel } from '../../../../src/core/memory/memoryEntry';
import type { MemoryStore } from '../../../../src/core/memory/memoryStore';
import { SwarmMemoryManager } from '../../../../src/core/memory/swarmMemoryManager';
import { memoryStoreContract } from '../../../contracts/memoryStoreContract';
import { verifies } from '../../../requirements';
import { aMemoryEntry, anAgent } from '../../../support/memoryEntries';
import { memoryOperation, outcomeOf } from '../../../support/memoryOperations';
import { RecordingLogger } from '../../../support/recordingLogger';
import { sqlWasmPath } from '../../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const dayMs = 86_400_000;

describe('SqlJsMemoryStore', () => {
  const temporaryFolder = useTemporaryFolder();
  const folder = () => join(temporaryFolder(), 'storage');
  const snapshotPath = () => join(folder(), 'memory.db');
  const journalFolder = () => join(folder(), 'memory-journal');
  const open: MemoryStore[] = [];
  const openStore = (
    options: { folder?: string; logger?: RecordingLogger; clock?: Clock; compactAfterWrites?: number } = {},
  ): MemoryStore => {
    const store = createSqlJsMemoryStore({
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

  memoryStoreContract('SqlJsMemoryStore', async () => openStore());
  memoryStoreContract('SqlJsMemoryStore without a folder', async () => openStore({ folder: ':memory:' }));

  const valuesIn = async (store: MemoryStore): Promise<Record<string, unknown>> =>
    Object.fromEntries((await store.list('routing/stats', '')).map(({ key, value }) => [key, value]));
  const put = (store: MemoryStore, key: string, value: string | number): Promise<void> =>
    store.put(aMemoryEntry({ partition: 'routing/stats', key, value, expiresAtMs: undefined }));
  const segmentNames = async (): Promise<string[]> => (await readdir(journalFolder())).sort();
  const onlySegment = async (): Promise<string> => {
    const names = await segmentNames();
    assert.equal(names.length, 1);
    return join(journalFolder(), names[0] ?? '');
  };
  const editSnapshot = async (sql: string): Promise<void> => {
    const database = await openSqlJsDatabase(sqlWasmPath, await readFile(snapshotPath()));
    database.execute(sql);
    await writeFile(snapshotPath(), database.toBytes());
    database.close();
  };
  const countInSnapshot = async (condition: string): Promise<number> => {
    const database = await openSqlJsDatabase(sqlWasmPath, await readFile(snapshotPath()));
    const count = database.one(`SELECT COUNT(*) FROM entry WHERE ${condition}`, [], (row) => row.integer(0));
    database.close();
    return count;
  };

  describe('what is on disk', () => {
    it(`is all there after a restart, with and without the journal ${verifies('MEM-6.1-16')}`, async () => {
      const entries = [
        aMemoryEntry({
          owner: anAgent(1),
          accessLevel: AccessLevel.PRIVATE,
          partition: 'streaming/sessions',
        }),
        aMemoryEntry({ accessLevel: AccessLevel.SYSTEM, partition: 'streaming/sessions', expiresAtMs: 5 }),
        aMemoryEntry({ owner: anAgent(2), partition: 'streaming/sessions', expiresAtMs: undefined }),
      ];
      const store = openStore();
      for (const entry of entries) await store.put(entry);
      const list = async () =>
        [...(await openStore().list('streaming/sessions', ''))].sort((a, b) => a.key.localeCompare(b.key));
      assert.deepEqual(await list(), entries);
      await store.close();
      await rm(journalFolder(), { recursive: true });
      assert.deepEqual(await list(), entries);
    });

    it('is read in pieces, between which a value of any length may lie', async () => {
      const store = openStore();
      const lengths = [1, 100_000, 1_000_000, 130_900, 131_072, 1, 500_000];
      for (const [index, length] of lengths.entries()) await put(store, `key-${index}`, 'x'.repeat(length));
      const found = Object.values(await valuesIn(openStore())).map((value) => String(value).length);
      assert.deepEqual(found, lengths);
    });

    it('is what `put` and `delete` resolved for, without closing or reading', async () => {
      const store = openStore();
      await put(store, 'a', 1);
      await store.delete('routing/stats', 'a');
      const lines = (await readFile(await onlySegment(), 'utf8')).split('\n');
      assert.deepEqual(
        lines.slice(0, -1).map((line) => JSON.parse(line.slice(9)).op),
        ['put', 'delete'],
      );
    });

    it('is not created by reading and sweeping', async () => {
      const store = openStore();
      await store.get('routing/stats', 'a');
      await store.deleteExpired(Date.now());
      await store.close();
      assert.deepEqual(await readdir(temporaryFolder()), []);
    });

    it('is nothing at all without a folder', async () => {
      const store = openStore({ folder: ':memory:' });
      await put(store, 'a', 1);
      await store.close();
      assert.deepEqual(await readdir(temporaryFolder()), []);
      assert.deepEqual(await valuesIn(openStore({ folder: ':memory:' })), {});
    });
  });

  describe('two on one folder', () => {
    it('see each other’s writes at once', async () => {
      const [one, other] = [openStore(), openStore()];
      await put(one, 'a', 1);
      assert.deepEqual(await valuesIn(other), { a: 1 });
      await put(other, 'a', 2);
      assert.deepEqual(await valuesIn(one), { a: 2 });
      await one.delete('routing/stats', 'a');
      assert.deepEqual(await valuesIn(other), {});
    });

    it('see writes that the other one has folded into the database since', async () => {
      const [reader, writer] = [openStore(), openStore()];
      await put(writer, 'a', 1);
      await put(writer, 'b', 1);
      assert.deepEqual(await valuesIn(reader), { a: 1, b: 1 });
      await put(writer, 'a', 2);
      await writer.delete('routing/stats', 'b');
      await writer.close();
      assert.deepEqual(await segmentNames(), []);
      assert.deepEqual(await valuesIn(reader), { a: 2 });
    });

    it('replace what they have seen, however late the clock of the other one is', async () => {
      const now = systemClock.now();
      const early = openStore({ clock: { now: () => now } });
      const late = openStore({ clock: { now: () => now + 100 * dayMs } });
      await put(late, 'a', 'late');
      await early.get('routing/stats', 'a');
      await put(early, 'a', 'early');
      assert.deepEqual(await valuesIn(late), { a: 'early' });
      await early.close();
      const afterRestart = openStore({ clock: { now: () => now } });
      await put(afterRestart, 'a', 'restarted');
      assert.deepEqual(await valuesIn(late), { a: 'restarted' });
    });

    it('agree on the later of two writes that did not see each other', async () => {
      const now = systemClock.now();
      const [one, other] = [
        openStore({ clock: { now: () => now + 1 } }),
        openStore({ clock: { now: () => now } }),
      ];
      await Promise.all([valuesIn(one), valuesIn(other)]);
      await put(one, 'a', 'later');
      await put(other, 'a', 'earlier');
      assert.deepEqual(await valuesIn(one), { a: 'later' });
      assert.deepEqual(await valuesIn(other), { a: 'later' });
    });

    it('sweep no entry that the other one has just renewed', async () => {
      const [sweeper, writer] = [openStore(), openStore()];
      const entry = aMemoryEntry({ expiresAtMs: 10 });
      await writer.put(entry);
      await sweeper.list('routing/costs', '');
      const sweeping = sweeper.deleteExpired(20);
      await writer.put({ ...entry, expiresAtMs: 30 });
      await sweeping;
      assert.equal((await sweeper.get('routing/costs', entry.key))?.expiresAtMs, 30);
      assert.equal((await writer.get('routing/costs', entry.key))?.expiresAtMs, 30);
    });

    it('keep an entry from being brought back by an old write that turns up late', async () => {
      const store = openStore();
      await put(store, 'a', 1);
      const segment = await onlySegment();
      const early = await readFile(segment, 'utf8');
      await store.delete('routing/stats', 'a');
      await store.close();
      await writeFile(join(journalFolder(), '1-4999999-00000000-00000000.jsonl'), early);
      assert.deepEqual(await valuesIn(openStore()), {});
    });

    it('have the same content, however their writes are spread over segments and compactions', async () => {
      const writes = fc.array(
        fc.record({
          operation: memoryOperation,
          segment: fc.integer({ min: 1, max: 3 }),
          folds: fc.boolean(),
        }),
        { maxLength: 12 },
      );
      await fc.assert(
        fc.asyncProperty(writes, async (spread) => {
          await rm(folder(), { recursive: true, force: true });
          await mkdir(journalFolder(), { recursive: true });
          for (const { operation, segment, folds } of spread) {
            // Of another machine: nobody can tell whether its writers have ended, so it is never deleted.
            const name = `${segment}-4999999-00000000-0000000${segment}.jsonl`;
            await appendFile(join(journalFolder(), name), encodeMemoryOperation(operation));
            if (!folds) continue;
            const folding = openStore({ clock: { now: () => 0 } });
            await folding.get('routing/stats', 'a');
            await folding.close();
          }
          assert.deepEqual(await valuesIn(openStore()), outcomeOf(spread.map(({ operation }) => operation)));
        }),
        { numRuns: 40 },
      );
    });
  });

  describe('compaction', () => {
    it('happens at work after the given number of writes', async () => {
      const store = openStore({ compactAfterWrites: 10 });
      for (let i = 0; i < 35; i++) await put(store, `key-${i % 7}`, i);
      // Queued behind the compactions.
      assert.deepEqual(Object.values(await valuesIn(store)).sort(), [28, 29, 30, 31, 32, 33, 34]);
      assert.ok((await stat(snapshotPath())).size > 0);
    });

    it('keeps what was removed for a day in mind, and then forgets it', async () => {
      const clock = { nowMs: systemClock.now(), now: () => clock.nowMs };
      const compact = async (): Promise<void> => {
        const store = openStore({ clock });
        await put(store, 'any', clock.nowMs);
        await store.close();
      };
      const store = openStore({ clock });
      await put(store, 'deleted', 1);
      await store.delete('routing/stats', 'deleted');
      await store.put(aMemoryEntry({ key: 'expired', expiresAtMs: 1 }));
      await store.deleteExpired(clock.nowMs);
      await store.close();
      assert.equal(await countInSnapshot('removed_at_ms IS NOT NULL'), 2);
      clock.nowMs += dayMs;
      await compact();
      assert.equal(await countInSnapshot('removed_at_ms IS NOT NULL'), 2);
      clock.nowMs += 1;
      await compact();
      assert.equal(await countInSnapshot('removed_at_ms IS NOT NULL'), 0);
      assert.equal(await countInSnapshot('removed_at_ms IS NULL'), 1);
    });

    it('gives back the room of what is gone', async () => {
      const clock = { nowMs: systemClock.now(), now: () => clock.nowMs };
      const store = openStore({ clock });
      const keys = Array.from({ length: 500 }, (_, index) => `key-${index}`);
      await Promise.all(keys.map((key) => put(store, key, 'x'.repeat(500))));
      await store.close();
      const fullSize = (await stat(snapshotPath())).size;
      const deleter = openStore({ clock });
      await Promise.all(keys.map((key) => deleter.delete('routing/stats', key)));
      await deleter.close();
      clock.nowMs += 2 * dayMs;
      const last = openStore({ clock });
      await put(last, 'last', 1);
      await last.close();
      assert.ok((await stat(snapshotPath())).size < fullSize / 4);
      assert.deepEqual(await valuesIn(openStore()), { last: 1 });
    });

    it('does not get in the way of the ledger, which may be in the same folder', async () => {
      await mkdir(join(folder(), 'ledger.lock'), { recursive: true });
      const store = openStore();
      await put(store, 'a', 1);
      await store.close();
      assert.deepEqual((await readdir(folder())).sort(), ['ledger.lock', 'memory-journal', 'memory.db']);
    });

    it('that fails loses nothing and is reported in the log', async () => {
      const logger = new RecordingLogger();
      const store = openStore({ logger });
      await put(store, 'a', 1);
      // In the way of the lock.
      await writeFile(join(folder(), 'memory.lock'), '');
      await utimes(join(folder(), 'memory.lock'), 1, 1);
      await store.close();
      assert.deepEqual(logger.entries, ['warn: The memory journal could not be folded into the database']);
      await rm(join(folder(), 'memory.lock'));
      assert.deepEqual(await valuesIn(openStore()), { a: 1 });
    });
  });

  describe('damage', () => {
    it('a cut anywhere in the last line costs that line only', async () => {
      const writer = openStore();
      await put(writer, 'a', 1);
      const segment = await onlySegment();
      const whole = await readFile(segment, 'utf8');
      const last = whole.replace('"key":"a"', '"key":"b"');
      for (let length = 0; length < last.length; length += 13) {
        await truncate(segment, whole.length);
        await appendFile(segment, last.slice(0, length));
        assert.deepEqual(await valuesIn(openStore()), { a: 1 }, `cut after ${length} characters`);
      }
    });

    it('a spoiled line is left out with a warning, and its segment is kept aside', async () => {
      const writer = openStore();
      await put(writer, 'a', 1);
      await put(writer, 'b', 2);
      const segment = await onlySegment();
      const text = await readFile(segment, 'utf8');
      await writeFile(segment, text.replace('"value":1', '"value":7'));
      const logger = new RecordingLogger();
      assert.deepEqual(await valuesIn(openStore({ logger })), { b: 2 });
      assert.deepEqual(logger.entries, ['warn: Lines of the memory journal are damaged and were left out']);
      await writer.close();
      assert.deepEqual(await segmentNames(), [`${segment.slice(journalFolder().length + 1)}.damaged`]);
    });

    const unreadable: [string, () => Promise<void>, RegExp][] = [
      ['is no database', () => writeFile(snapshotPath(), 'hello '.repeat(1000)), /no SQLite database/],
      [
        'is cut off',
        async () => truncate(snapshotPath(), Math.floor((await stat(snapshotPath())).size / 2)),
        /memory\.db cannot be read/,
      ],
      [
        'is another program’s',
        () => editSnapshot('PRAGMA user_version = 0; DROP TABLE entry'),
        /no fleet memory/,
      ],
      [
        'has a newer format',
        () => editSnapshot('PRAGMA user_version = 2'),
        /newer version .*version 2 .*only 1/,
      ],
    ];
    for (const [what, spoil, message] of unreadable) {
      it(`a database that ${what} is refused for reading and writing, and not touched`, async () => {
        const first = openStore();
        await put(first, 'a', 1);
        await first.close();
        await spoil();
        const before = await digest(snapshotPath());
        const store = openStore();
        const isExpected = (error: unknown): boolean => {
          assert.ok(error instanceof MemoryError);
          assert.equal(error.code, 'memory-unreadable');
          assert.match(error.message, message);
          assert.ok(error.message.includes(folder()), error.message);
          assert.ok(error.hint);
          return true;
        };
        await assert.rejects(store.get('routing/stats', 'a'), isExpected);
        await assert.rejects(store.list('routing/stats', ''), isExpected);
        await assert.rejects(put(store, 'b', 1), isExpected);
        await assert.rejects(store.delete('routing/stats', 'a'), isExpected);
        await assert.rejects(store.deleteExpired(0), isExpected);
        await store.close();
        assert.equal(await digest(snapshotPath()), before);
        assert.deepEqual(await segmentNames(), []);
      });
    }

    const newer: [string, (operation: MemoryOperation) => object][] = [
      ['a field', (operation) => ({ ...operation, tags: ['x'] })],
      ['an access level', (operation) => ({ ...operation, accessLevel: 'friends' })],
      ['an operation', (operation) => ({ ...operation, op: 'touch' })],
    ];
    for (const [what, change] of newer) {
      it(`a journal with ${what} of a newer version is refused, not half understood`, async () => {
        const writer = openStore();
        await put(writer, 'a', 1);
        const segment = await onlySegment();
        const operation = JSON.parse((await readFile(segment, 'utf8')).slice(9)) as MemoryOperation;
        const json = JSON.stringify(change(operation));
        await appendFile(segment, `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`);
        await assert.rejects(valuesIn(openStore()), /newer version/);
      });
    }
  });

  it('a folder that cannot be written is a matter of writing, until it can', async () => {
    await writeFile(folder(), '');
    const store = openStore();
    await assert.rejects(put(store, 'a', 1), (error: unknown) => {
      assert.ok(error instanceof MemoryError);
      assert.equal(error.code, 'memory-unwritable');
      assert.ok(error.message.includes(folder()), error.message);
      return true;
    });
    await rm(folder());
    await put(store, 'a', 1);
    assert.deepEqual(await valuesIn(store), { a: 1 });
  });

  it(`serves two memory managers, which see each other’s entries and expiries ${verifies('MEM-6.1-8', 'MEM-6.1-16')}`, async () => {
    const clock = { nowMs: systemClock.now(), now: () => clock.nowMs };
    const openManager = () =>
      new SwarmMemoryManager({ store: openStore({ clock }), clock, logger: silentLogger });
    const [one, other] = [openManager(), openManager()];
    await Promise.all([one.initialize(), other.initialize()]);
    const options = {
      partition: 'routing/selections',
      owner: anAgent(2),
      accessLevel: AccessLevel.TEAM,
    } as const;
    await one.store('choice', { model: 'embedded' }, { ...options, ttl: 5 });
    await one.store('other choice', { model: 'embedded' }, options);
    const read = (memory: SwarmMemoryManager, accessor = anAgent(4)) =>
      memory.retrieve('choice', { partition: 'routing/selections', accessor });
    assert.deepEqual(await read(other), { model: 'embedded' });
    await assert.rejects(read(other, anAgent(1)), { code: 'memory-access-denied' });
    await assert.rejects(other.store('choice', 1, { ...options, owner: anAgent(4) }), {
      code: 'memory-access-denied',
    });
    clock.nowMs += 5000;
    assert.equal(await read(other), undefined);
    assert.equal(await other.sweep(), 1);
    assert.equal(await one.sweep(), 0);
    await Promise.all([one.close(), other.close()]);
    assert.equal(await countInSnapshot('removed_at_ms IS NULL'), 1);
  });
});

async function digest(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
