import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSqlJsLedgerStore } from '../../../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../../../src/base/logger';
import { createRandom } from '../../../../src/base/random';
import type { LedgerRow, LedgerStore } from '../../../../src/core/cost/ledgerStore';
import { verifies } from '../../../requirements';
import {
  type AcknowledgingProcess,
  expireLock,
  startAcknowledgingProcess,
} from '../../../support/acknowledgingProcess';
import { type BuiltScripts, buildScripts } from '../../../support/builtScripts';
import { bundleScript } from '../../../support/bundledScript';
import { aReservation, aSpendLimit, everything } from '../../../support/ledgerRows';
import { assertReservationsKept } from '../../../support/reservationPlan';
import { sqlWasmPath } from '../../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const killRounds = Number(process.env.AGENTIC_QE_KILL_ROUNDS ?? 200);
const storePath = join(__dirname, '../../../../src/adapters/storage/sqlJsLedgerStore.ts');
const loggerPath = join(__dirname, '../../../../src/base/logger.ts');
const tsxPath = require.resolve('tsx/cjs');

describe('a ledger used by several processes', function () {
  this.timeout(60_000 + killRounds * 5000);
  const temporaryFolder = useTemporaryFolder();
  const folder = () => join(temporaryFolder(), 'ledger');
  let scripts: BuiltScripts;
  before(async () => {
    scripts = await buildScripts(['storageWorker']);
  });
  after(() => scripts.remove());
  const workerPath = () => join(scripts.folder, 'storageWorker.js');
  let appenderPath = '';
  beforeEach(async () => {
    appenderPath = await bundleScript('ledgerAppender', temporaryFolder());
  });
  const running: AcknowledgingProcess[] = [];
  const start = (
    mode: 'stream' | 'mixed' | 'once',
    ledger: string,
    ...options: readonly (string | number)[]
  ): AcknowledgingProcess => {
    const appender = startAcknowledgingProcess(appenderPath, mode, sqlWasmPath, ledger, ...options);
    running.push(appender);
    return appender;
  };
  afterEach(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.splice(0).map(({ ended }) => ended));
  });

  const openStore = (ledger: string) =>
    createSqlJsLedgerStore({ folder: ledger, wasmPath: sqlWasmPath, logger: silentLogger });
  const recordedRows = async (ledger: string): Promise<readonly LedgerRow[]> => {
    const store = openStore(ledger);
    const rows = await store.rows(everything);
    await store.close();
    return rows;
  };
  const recordedIds = async () => (await recordedRows(folder())).map(({ callId }) => callId);
  const assertNothingLost = (recorded: readonly string[], acknowledged: readonly string[]): void => {
    const known = new Set(recorded);
    assert.equal(known.size, recorded.length, 'duplicates');
    assert.deepEqual(
      acknowledged.filter((id) => !known.has(id)),
      [],
      'acknowledged and lost',
    );
  };

  it('ends by itself when nobody closed the ledger', async () => {
    const appender = start('once', folder(), 'only');
    assert.equal(await appender.ended, 0);
    assert.deepEqual(await recordedIds(), ['only-0']);
  });

  it('ends by itself in the middle of a compaction in a thread, and gives back its lock', async () => {
    const appender = start('once', folder(), 'only', 1, 1, workerPath());
    assert.equal(await appender.ended, 0);
    assert.deepEqual(
      (await readdir(folder())).filter((name) => name.endsWith('.lock')),
      [],
    );
    assert.deepEqual(await recordedIds(), ['only-0']);
  });

  it('cannot be read without its engine, and says which file is missing', async () => {
    const script = `
      const { createSqlJsLedgerStore } = require(${JSON.stringify(storePath)});
      const { silentLogger } = require(${JSON.stringify(loggerPath)});
      createSqlJsLedgerStore({ folder: process.argv[1], wasmPath: '/nowhere/sql-wasm.wasm', logger: silentLogger })
        .totals({ fromMs: 0, toMs: 1 })
        .then(() => console.log('read'), ({ code, message, hint }) => console.log(code, message, hint));`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--require',
      tsxPath,
      '--eval',
      script,
      folder(),
    ]);
    assert.match(stdout, /^ledger-unreadable .*\/nowhere\/sql-wasm\.wasm cannot be loaded.* Install/);
  });

  const loseNothing = async (...worker: readonly string[]): Promise<void> => {
    const appenders = ['a', 'b', 'c'].map((prefix) => start('stream', folder(), prefix, 8, 150, ...worker));
    await Promise.all(appenders.map(({ waitFor }) => waitFor(1000)));
    const reader = openStore(folder());
    // Rows that were acknowledged before the question must be in the answer, whatever is being compacted meanwhile.
    for (let question = 0; question < 20; question++) {
      const asked = appenders.flatMap(({ acknowledged }) => acknowledged);
      assertNothingLost(
        (await reader.rows(everything)).map(({ callId }) => callId),
        asked,
      );
    }
    await reader.close();
    for (const { child } of appenders) child.stdin?.end();
    assert.deepEqual(await Promise.all(appenders.map(({ ended }) => ended)), [0, 0, 0]);
    const acknowledged = appenders.flatMap((appender) => appender.acknowledged);
    const recorded = await recordedIds();
    assertNothingLost(recorded, acknowledged);
    assert.equal(recorded.length, acknowledged.length, 'nobody was killed, so there is nothing else');
  };

  it(`loses nothing while three append and all compact ${verifies('LED-3')}`, () => loseNothing());

  it(`loses nothing while three append and all compact in threads ${verifies('LED-3')}`, () =>
    loseNothing(workerPath()));

  it(`loses and doubles nothing when processes are killed (${killRounds} rounds) ${verifies('LED-2')}`, async () => {
    const random = createRandom(Number(process.env.AGENTIC_QE_KILL_SEED ?? 7));
    // On two ledgers at the same time, because most of a round is waiting for a process to start. In the second one the writers
    // compact in threads, which takes longer: most kills come before the end of the first compaction, others during later ones.
    const lanes = [
      { worker: [], maxLines: 90 },
      { worker: [workerPath()], maxLines: 600 },
    ] as const;
    await Promise.all(
      lanes.map(async ({ worker, maxLines }, lane) => {
        const ledger = join(temporaryFolder(), `lane-${lane}`);
        const acknowledged: string[] = [];
        let writers = 0;
        for (let round = lane; round < killRounds; round += 2) {
          // They append, reserve and, every 20 lines, compact; every other time two at once.
          const count = 1 + (Math.floor(round / 2) % 2);
          const pair = Array.from({ length: count }, (_, side) =>
            start('mixed', ledger, `${round}${'ab'[side]}`, 6, 20, ...worker),
          );
          writers += count;
          await Promise.all(pair.map(({ waitFor }) => waitFor(random.integer(maxLines))));
          for (const { child } of pair) child.kill('SIGKILL');
          await Promise.all(pair.map(({ ended }) => ended));
          acknowledged.push(...pair.flatMap((writer) => writer.acknowledged));
          for (const name of ['ledger', 'ledger-decision']) await expireLock(join(ledger, `${name}.lock`));
        }
        await assertKept(ledger, acknowledged, writers);
      }),
    );
  });

  /** Everything that was acknowledged is there once, and nothing else but what was on its way at the moment of a kill. */
  async function assertKept(ledger: string, acknowledged: readonly string[], writers: number): Promise<void> {
    const rows = await recordedRows(ledger);
    const appended = acknowledged.filter((line) => !line.includes(' '));
    const known = new Set(acknowledged.map((line) => line.split(' ').at(-1)));
    const unknown = rows.filter(({ callId }) => !known.has(callId));
    assert.ok(unknown.length <= 6 * writers, `${unknown.length} rows that nobody knows`);
    assertNothingLost(
      rows.map(({ callId }) => callId),
      appended,
    );
    assertReservationsKept(
      rows,
      acknowledged.filter((line) => line.includes(' ')),
    );
    await assertNothingHeldBack(openStore(ledger), rows);
  }
});

async function assertNothingHeldBack(store: LedgerStore, rows: readonly LedgerRow[]): Promise<void> {
  const spent = rows.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  const outcome = await store.reserve(aReservation(1, [aSpendLimit(0)]));
  await store.close();
  assert.ok(outcome.status === 'refused');
  assert.equal(outcome.committedMicroUsd, spent);
}
