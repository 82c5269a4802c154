import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { createSegmentName } from '../../../../src/adapters/storage/journalSegment';
import { ledgerMigrations } from '../../../../src/adapters/storage/migrations/ledgerMigrations';
import { migrate } from '../../../../src/adapters/storage/migrations/migrate';
import { openSqlJsDatabase } from '../../../../src/adapters/storage/sqlJsDatabase';
import { createSqlJsLedgerStore } from '../../../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../../../src/base/logger';
import type { LedgerRow, LedgerStore } from '../../../../src/core/cost/ledgerStore';
import { aLedgerRow, aReservation, aSpendLimit, everything } from '../../../support/ledgerRows';
import { sqlWasmPath } from '../../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

/** A row as version 1 of the product knew it, field by field as in its journal. */
function aFirstVersionRow(callId: string): Record<string, string | number> {
  return {
    callId,
    endedAtMs: 1_790_000_000_000,
    runId: 'run-1',
    modelId: 'embedded',
    agentType: 'test-generator',
    taskType: 'generate-tests',
    workspace: '/home/ann/shop',
    outcome: 'completed',
    inputTokens: 120,
    outputTokens: 80,
    costMicroUsd: 1500,
    provenance: 'measured',
  };
}

/** What this version makes of it. */
function asRow(callId: string): LedgerRow {
  const { agentId: _, ...row } = aLedgerRow({ callId, endedAtMs: 1_790_000_000_000 });
  return { ...row, agentId: 'unknown' };
}

describe('a ledger of version 1', () => {
  const folder = useTemporaryFolder();
  const snapshotPath = () => join(folder(), 'ledger.db');
  const open: LedgerStore[] = [];
  const openStore = (): LedgerStore => {
    const store = createSqlJsLedgerStore({ folder: folder(), wasmPath: sqlWasmPath, logger: silentLogger });
    open.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
  });

  const writeSnapshot = async (...callIds: readonly string[]): Promise<void> => {
    const database = await openSqlJsDatabase(sqlWasmPath);
    migrate(database, ledgerMigrations.slice(0, 1));
    for (const callId of callIds) {
      database.run(
        `INSERT INTO call (call_id, ended_at_ms, run_id, model_id, agent_type, task_type, workspace, outcome,
           input_tokens, output_tokens, cost_micro_usd, provenance) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        Object.values(aFirstVersionRow(callId)),
      );
    }
    await writeFile(snapshotPath(), database.toBytes());
    database.close();
  };
  const writeJournal = async (...callIds: readonly string[]): Promise<void> => {
    await mkdir(join(folder(), 'journal'));
    const lines = callIds.map((callId) => {
      const json = JSON.stringify(aFirstVersionRow(callId));
      return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
    });
    // Of a process that has ended.
    const name = createSegmentName(1_790_000_000_000).replace(`-${process.pid}-`, '-4999999-');
    await writeFile(join(folder(), 'journal', name), lines.join(''));
  };

  it('gives its rows, from the database and from the journal', async () => {
    await writeSnapshot('old-1', 'old-2');
    await writeJournal('old-3');
    const store = openStore();
    assert.deepEqual(await store.rows(everything), ['old-1', 'old-2', 'old-3'].map(asRow));
    assert.deepEqual(await store.totals(everything), {
      calls: 3,
      costMicroUsd: 4500,
      isEstimated: false,
      unpricedCalls: 0,
    });
  });

  it('is left as it is by reading', async () => {
    await writeSnapshot('old-1');
    const before = await readFile(snapshotPath());
    await openStore().rows(everything);
    assert.deepEqual(await readFile(snapshotPath()), before);
  });

  it('is of the present version after the next compaction, with every row once', async () => {
    await writeSnapshot('old-1');
    await writeJournal('old-2');
    const store = openStore();
    const row = aLedgerRow({ gitBranch: 'main', tag: 'nightly', cacheReadTokens: 7 });
    await store.append(row);
    await store.close();
    assert.deepEqual(await readdir(join(folder(), 'journal')), []);
    const database = await openSqlJsDatabase(sqlWasmPath, await readFile(snapshotPath()));
    assert.equal(
      database.one('PRAGMA user_version', [], (found) => found.integer(0)),
      ledgerMigrations.length,
    );
    database.close();
    assert.deepEqual(await openStore().rows(everything), [asRow('old-1'), asRow('old-2'), row]);
  });

  it('takes part in limits', async () => {
    await writeSnapshot('old-1');
    await writeJournal('old-2');
    const store = openStore();
    const outcome = await store.reserve(aReservation(1, [aSpendLimit(3000)]));
    assert.ok(outcome.status === 'refused');
    assert.equal(outcome.committedMicroUsd, 3000);
  });
});
