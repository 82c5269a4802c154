import assert from 'node:assert/strict';
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { JournaledDatabase } from '../../../../src/adapters/storage/journaledDatabase';
import { createWriterName } from '../../../../src/adapters/storage/journalSegment';
import { ledgerFormat } from '../../../../src/adapters/storage/ledgerFormat';
import type { LedgerOperation } from '../../../../src/adapters/storage/ledgerOperation';
import { selectRows } from '../../../../src/adapters/storage/ledgerQueries';
import { selectOpenReservations } from '../../../../src/adapters/storage/reservationQueries';
import { createSqlJsMemoryStore } from '../../../../src/adapters/storage/sqlJsMemoryStore';
import { systemClock } from '../../../../src/base/clock';
import { silentLogger } from '../../../../src/base/logger';
import { createRandom } from '../../../../src/base/random';
import { LedgerError } from '../../../../src/core/errors';
import { type BuiltScripts, buildScripts } from '../../../support/builtScripts';
import { aLedgerRow, aReservation, everything } from '../../../support/ledgerRows';
import { aMemoryEntry } from '../../../support/memoryEntries';
import { RecordingLogger } from '../../../support/recordingLogger';
import { sqlWasmPath } from '../../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('compaction in a thread', () => {
  const temporaryFolder = useTemporaryFolder();
  const folder = () => join(temporaryFolder(), 'ledger');
  const snapshotPath = () => join(folder(), 'ledger.db');
  let scripts: BuiltScripts;
  before(async () => {
    scripts = await buildScripts(['storageWorker']);
  });
  after(() => scripts.remove());

  const workers: Worker[] = [];
  let onWorker: (worker: Worker) => void = () => undefined;
  const register = (worker: Worker): void => {
    workers.push(worker);
    onWorker(worker);
  };
  const logger = new RecordingLogger();
  beforeEach(() => {
    process.on('worker', register);
    logger.entries.length = 0;
  });
  const open: JournaledDatabase<LedgerOperation>[] = [];
  afterEach(async () => {
    process.off('worker', register);
    for (const database of open.splice(0)) await database.close();
    workers.length = 0;
    onWorker = () => undefined;
  });

  interface Choice {
    readonly compactAfterRows?: number;
    readonly workerPath?: string;
  }
  const openDatabase = (choice: Choice = {}): JournaledDatabase<LedgerOperation> => {
    const database = new JournaledDatabase({
      compactAfterRows: Number.MAX_SAFE_INTEGER,
      workerPath: join(scripts.folder, 'storageWorker.js'),
      ...choice,
      folder: folder(),
      wasmPath: sqlWasmPath,
      format: ledgerFormat,
      failures: {
        unreadable: (message, options) => new LedgerError('ledger-unreadable', message, options),
        unwritable: (message, options) => new LedgerError('ledger-unwritable', message, options),
      },
      logger,
      clock: systemClock,
    });
    open.push(database);
    return database;
  };
  const append = async (database: JournaledDatabase<LedgerOperation>, count: number): Promise<string[]> => {
    const rows = Array.from({ length: count }, () => aLedgerRow());
    await Promise.all(rows.map((row) => database.append(() => ({ op: 'append', row }))));
    return rows.map(({ callId }) => callId);
  };
  const idsIn = (database: JournaledDatabase<LedgerOperation>): Promise<string[]> =>
    database.read((content) => selectRows(content, everything).map(({ callId }) => callId));
  const isThere = (path: string): Promise<boolean> =>
    stat(path).then(
      () => true,
      () => false,
    );
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await delay(2);
  };
  /** The lock is the last thing that a compaction gives back. */
  const untilCompacted = async (): Promise<void> => {
    await until(() => isThere(snapshotPath()));
    await until(async () => !(await isThere(join(folder(), 'ledger.lock'))));
  };
  const segmentNames = (): Promise<string[]> => readdir(join(folder(), 'journal'));

  /** A thread that has read everything and does not write its snapshot before it is let go. */
  const writeHeldWorker = async (): Promise<{ path: string; untilHeld(): Promise<void>; letGo(): void }> => {
    const path = join(temporaryFolder(), 'heldWorker.js');
    const gate = new SharedArrayBuffer(8);
    const signals = new Int32Array(gate);
    const script = `
      const files = require('node:fs/promises');
      const { open } = files;
      require('node:worker_threads').parentPort.once('message', (gate) => {
        const signals = new Int32Array(gate);
        files.open = (path, flags) => {
          if (flags === 'wx') {
            Atomics.store(signals, 0, 1);
            Atomics.wait(signals, 1, 0);
          }
          return open(path, flags);
        };
        require(${JSON.stringify(join(scripts.folder, 'storageWorker.js'))});
      });`;
    await writeFile(path, script);
    onWorker = (worker) => worker.postMessage(gate);
    const letGo = (): void => {
      Atomics.store(signals, 1, 1);
      Atomics.notify(signals, 1);
    };
    return { path, untilHeld: () => until(() => Atomics.load(signals, 0) === 1), letGo };
  };

  it('puts everything into the database and removes what it has folded', async () => {
    const database = openDatabase({ compactAfterRows: 50 });
    const ids = await append(database, 50);
    await untilCompacted();
    assert.equal(workers.length, 1);
    assert.deepEqual(await segmentNames(), []);
    await rm(join(folder(), 'journal'), { recursive: true });
    assert.deepEqual(await idsIn(openDatabase()), ids);
    assert.deepEqual(logger.entries, []);
  });

  it('takes appends and answers meanwhile, and leaves what is loaded as it is', async () => {
    const worker = await writeHeldWorker();
    const database = openDatabase({ compactAfterRows: 50, workerPath: worker.path });
    const ids = await append(database, 50);
    await worker.untilHeld();
    ids.push(...(await append(database, 10)));
    assert.deepEqual(await idsIn(database), ids);
    const loaded = await database.read((content) => content);
    assert.equal(await isThere(snapshotPath()), false);
    worker.letGo();
    await untilCompacted();
    ids.push(...(await append(database, 10)));
    assert.deepEqual(await idsIn(database), ids);
    assert.equal(await database.read((content) => content), loaded);
    assert.deepEqual(await idsIn(openDatabase()), ids);
  });

  it('is loaded by another process that has it open', async () => {
    const [database, other] = [openDatabase({ compactAfterRows: 50 }), openDatabase()];
    await idsIn(other);
    const ids = await append(database, 50);
    await untilCompacted();
    assert.deepEqual(await idsIn(other), ids);
  });

  it('leaves alone the reservations of a process that is alive', async () => {
    const database = openDatabase({ compactAfterRows: 2 });
    const { row, requestedAtMs } = aReservation(60, []);
    const owner = createWriterName(Date.now());
    await database.append(() => ({ op: 'reserve', owner, requestedAtMs, row }));
    await append(database, 1);
    await untilCompacted();
    const openIn = (source: JournaledDatabase<LedgerOperation>) =>
      source.read((content) => selectOpenReservations(content).map(({ id }) => id));
    assert.deepEqual([await openIn(database), await openIn(openDatabase())], [[row.callId], [row.callId]]);
  });

  it('is given up when the record is closed, which then compacts by itself', async () => {
    const worker = await writeHeldWorker();
    const database = openDatabase({ compactAfterRows: 50, workerPath: worker.path });
    const ids = await append(database, 50);
    await worker.untilHeld();
    await database.close();
    assert.deepEqual([await segmentNames(), await readdir(folder())], [[], ['journal', 'ledger.db']]);
    assert.deepEqual([await idsIn(openDatabase()), logger.entries], [ids, []]);
  });

  it('loses nothing when its thread is stopped at any point, and works again afterwards', async () => {
    const random = createRandom(3);
    onWorker = (worker) => void delay(random.integer(60)).then(() => worker.terminate());
    const database = openDatabase({ compactAfterRows: 20 });
    const ids: string[] = [];
    while (workers.length < 25) ids.push(...(await append(database, 20)));
    assert.deepEqual(await idsIn(database), ids);
    onWorker = () => undefined;
    const before = workers.length;
    while (workers.length === before) ids.push(...(await append(database, 20)));
    await untilCompacted();
    assert.deepEqual([await idsIn(database), await idsIn(openDatabase())], [ids, ids]);
    const reported = new Set(logger.entries);
    assert.deepEqual([...reported], ['warn: The cost journal could not be folded into the database']);
  });

  it('does not replace a database that somebody else has put there meanwhile', async () => {
    const worker = await writeHeldWorker();
    const database = openDatabase({ compactAfterRows: 50, workerPath: worker.path });
    const ids = await append(database, 50);
    await worker.untilHeld();
    // As after a sleep of the machine: its lock counts as that of a dead process.
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(join(folder(), 'ledger.lock'), longAgo, longAgo);
    const other = openDatabase();
    ids.push(...(await append(other, 600)));
    await idsIn(other);
    await other.close();
    const { ino } = await stat(snapshotPath());
    worker.letGo();
    await until(() => logger.entries.length > 0);
    assert.deepEqual(logger.entries, ['warn: The cost journal could not be folded into the database']);
    assert.equal((await stat(snapshotPath())).ino, ino);
    assert.deepEqual((await idsIn(database)).sort(), ids.sort());
    const unfinished = (await readdir(folder())).filter((name) => name.endsWith('.tmp'));
    assert.deepEqual(unfinished, []);
  });

  it('is loaded when it has what was not seen here', async function () {
    // Windows does not remove files that are open.
    if (process.platform === 'win32') this.skip();
    const worker = await writeHeldWorker();
    const database = openDatabase({ compactAfterRows: 50, workerPath: worker.path });
    await idsIn(database);
    const ids = await append(database, 50);
    await worker.untilHeld();
    // Somebody cleans up what only the thread has read.
    await rm(join(folder(), 'journal'), { recursive: true });
    worker.letGo();
    await untilCompacted();
    assert.deepEqual(await idsIn(database), ids);
  });

  it('is left to the process that holds the lock', async () => {
    await mkdir(join(folder(), 'ledger.lock'), { recursive: true });
    const database = openDatabase({ compactAfterRows: 50 });
    await append(database, 50);
    await append(database, 50);
    await database.close();
    assert.deepEqual([workers.length, logger.entries, await isThere(snapshotPath())], [0, [], false]);
  });

  it('happens on the thread of the caller when the file is missing, which is said once', async () => {
    const database = openDatabase({
      compactAfterRows: 50,
      workerPath: join(temporaryFolder(), 'storageWorker.js'),
    });
    const ids = await append(database, 50);
    await untilCompacted();
    ids.push(...(await append(database, 50)));
    await until(async () => (await segmentNames()).length === 0);
    assert.deepEqual([await idsIn(database), workers.length], [ids, 0]);
    assert.deepEqual(logger.entries, [
      'warn: The database is compacted on the main thread: a file of the product is missing',
    ]);
  });

  it('that fails loses nothing and is reported in the log', async () => {
    const workerPath = join(temporaryFolder(), 'broken.js');
    await writeFile(workerPath, 'throw new Error("no engine")');
    const database = openDatabase({ compactAfterRows: 50, workerPath });
    const ids = await append(database, 50);
    await until(() => logger.entries.length > 0);
    assert.deepEqual(logger.entries, ['warn: The cost journal could not be folded into the database']);
    assert.equal(logger.details.at(-1)?.reason, 'no engine');
    assert.deepEqual(await idsIn(database), ids);
  });

  it('is done for the memory, too', async () => {
    const memory = createSqlJsMemoryStore({
      folder: folder(),
      wasmPath: sqlWasmPath,
      workerPath: join(scripts.folder, 'storageWorker.js'),
      logger: silentLogger,
      compactAfterWrites: 20,
    });
    for (let count = 0; count < 20; count++) {
      await memory.put(aMemoryEntry({ partition: 'routing/stats', key: `key-${count % 5}`, value: count }));
    }
    await until(() => isThere(join(folder(), 'memory.db')));
    const values = (await memory.list('routing/stats', '')).map(({ value }) => value);
    await memory.close();
    assert.deepEqual([values, workers.length], [[15, 16, 17, 18, 19], 1]);
  });
});
