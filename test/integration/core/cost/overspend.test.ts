import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createSqlJsLedgerStore } from '../../../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../../../src/base/logger';
import { verifies } from '../../../requirements';
import type { SpendOrder, SpendReport } from '../../../support/budgetSpender';
import { bundleScript } from '../../../support/bundledScript';
import { aReservation, aSpendLimit, everything } from '../../../support/ledgerRows';
import { type LineProcess, startLineProcess } from '../../../support/lineProcess';
import { sqlWasmPath } from '../../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const processCount = 8;
const seedCount = Number(process.env.AGENTIC_QE_BUDGET_SEEDS ?? 20);
const budgetMicroUsd = 1_000_000;
const largestMicroUsd = 40_000;

async function spend(spender: LineProcess, order: SpendOrder): Promise<SpendReport> {
  spender.send(JSON.stringify(order));
  return JSON.parse(await spender.receive()) as SpendReport;
}

describe(`${processCount} processes with 50 calls each at a time on one budget`, function () {
  this.timeout(60_000 + seedCount * 15_000);
  const folder = useTemporaryFolder();
  const spenders: LineProcess[] = [];
  afterEach(() => Promise.all(spenders.splice(0).map(({ end }) => end())));

  it(`never overspend it and use at least 95 % of it (${seedCount} seeds) ${verifies('BUD-1', 'BUD-2')}`, async () => {
    const scriptPath = await bundleScript('budgetSpender', folder());
    for (let index = 0; index < processCount; index++)
      spenders.push(startLineProcess(scriptPath, sqlWasmPath, `p${index}`));
    for (let seed = 1; seed <= seedCount; seed++) {
      const ledgerFolder = join(folder(), `ledger-${seed}`);
      await mkdir(ledgerFolder);
      const order = { folder: ledgerFolder, seed, nowMs: Date.now(), budgetMicroUsd, largestMicroUsd };
      const reports = await Promise.all(spenders.map((spender) => spend(spender, order)));
      const billed = reports.reduce((sum, { billedMicroUsd }) => sum + billedMicroUsd, 0);
      const store = createSqlJsLedgerStore({
        folder: ledgerFolder,
        wasmPath: sqlWasmPath,
        logger: silentLogger,
      });
      const { costMicroUsd: spent } = await store.totals(everything);
      const rest = budgetMicroUsd - spent;
      const outcome = await store.reserve(aReservation(rest, [aSpendLimit(budgetMicroUsd)]));
      await store.close();
      const context = `seed ${seed}`;
      assert.ok(billed <= budgetMicroUsd, `${context}: ${billed} billed`);
      assert.ok(spent <= budgetMicroUsd, `${context}: ${spent} on record`);
      assert.ok(billed <= spent, `${context}: ${billed} billed, ${spent} on record`);
      assert.ok(spent >= 0.95 * budgetMicroUsd, `${context}: only ${spent} used`);
      assert.equal(outcome.status, 'granted', `${context}: something is still held back`);
    }
  });
});
