import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSqlJsLedgerStore } from '../../../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../../../src/base/logger';
import { createRandom } from '../../../../src/base/random';
import { verifies } from '../../../requirements';
import {
  type AcknowledgingProcess,
  expireLock,
  startAcknowledgingProcess,
} from '../../../support/acknowledgingProcess';
import { everything } from '../../../support/ledgerRows';
import { sqlWasmPath } from '../../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const killRounds = Number(process.env.AGENTIC_QE_KILL_ROUNDS ?? 25);
const appenderPath = join(__dirname, '../../../support/ledgerAppender.ts');
const storePath = join(__dirname, '../../../../src/adapters/storage/sqlJsLedgerStore.ts');
const loggerPath = join(__dirname, '../../../../src/base/logger.ts');
const tsxPath = require.resolve('tsx/cjs');

describe('a ledger used by several processes', function () {
  this.timeout(60_000 + killRounds * 10_000);
  const folder = useTemporaryFolder();
  const running: AcknowledgingProcess[] = [];
  const start = (mode: 'stream' | 'once', ...options: readonly (string | number)[]): AcknowledgingProcess => {
    const appender = startAcknowledgingProcess(appenderPath, mode, ...options);
    running.push(appender);
    return appender;
  };
  afterEach(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.splice(0).map(({ ended }) => ended));
  });

  const openStore = () =>
    createSqlJsLedgerStore({ folder: folder(), wasmPath: sqlWasmPath, logger: silentLogger });
  const recordedIds = async (): Promise<string[]> => {
    const store = openStore();
    const rows = await store.rows(everything);
    await store.close();
    return rows.map(({ callId }) => callId);
  };
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

  it(`loses nothing while three append and all compact ${verifies('LED-3')}`, async () => {
    const appenders = ['a', 'b', 'c'].map((prefix) => start('stream', folder(), prefix, 8, 150));
    await Promise.all(appenders.map(({ waitFor }) => waitFor(1000)));
    const reader = openStore();
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
  });

  it(`loses and doubles nothing when processes are killed (${killRounds} rounds) ${verifies('LED-2')}`, async () => {
    const random = createRandom(Number(process.env.AGENTIC_QE_KILL_SEED ?? 7));
    const acknowledged: string[] = [];
    for (let round = 0; round < killRounds; round++) {
      const pair = ['a', 'b'].map((side) => start('stream', folder(), `${round}${side}`, 4, 20));
      await Promise.all(pair.map(({ waitFor }) => waitFor(20 + random.integer(150))));
      for (const { child } of pair) child.kill('SIGKILL');
      await Promise.all(pair.map(({ ended }) => ended));
      acknowledged.push(...pair.flatMap((appender) => appender.acknowledged));
      await expireLock(join(folder(), 'ledger.lock'));
    }
    const recorded = await recordedIds();
    assertNothingLost(recorded, acknowledged);
    // At most what was on its way at the moment of the kill: four callers in each of two processes.
    assert.ok(recorded.length - acknowledged.length <= killRounds * 8);
  });
});
