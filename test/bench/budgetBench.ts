import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { calcPrice } from '@pydantic/genai-prices';
import { createSqlJsLedgerStore } from '../../src/adapters/storage/sqlJsLedgerStore';
import { silentLogger } from '../../src/base/logger';
import { costOf, type TokenUsage } from '../../src/core/cost/pricing';
import { modelCatalog } from '../../src/core/routing/modelCatalog';
import type { SpendOrder } from '../support/budgetSpender';
import type { CallTimes } from '../support/budgetTimer';
import { bundleScript } from '../support/bundledScript';
import { everything } from '../support/ledgerRows';
import { type LineProcess, startLineProcess } from '../support/lineProcess';
import { publishedCosts } from '../support/publishedCosts';
import { sqlWasmPath } from '../support/sqlWasmPath';
import { makeTemporaryDirectory, removeDirectory } from '../tools/temporaryDirectory';
import { type BenchRow, benchRow } from './benchRow';

const processCount = 8;
const budgetMicroUsd = 1_000_000;

/** Budgets as the product keeps them: between processes, on a real disk. */
export async function budgetBench(): Promise<readonly BenchRow[]> {
  const folder = await makeTemporaryDirectory('bench');
  try {
    return [
      ...(await measureCalls(folder, 1)),
      ...(await measureCalls(folder, processCount)),
      await measureUse(folder),
      ...measureErrors(),
    ];
  } finally {
    await removeDirectory(folder);
  }
}

/** Each process makes one call after the other. */
async function measureCalls(folder: string, count: number): Promise<readonly BenchRow[]> {
  const ledger = join(folder, `timed-${count}`);
  await mkdir(ledger);
  const script = await bundleScript('budgetTimer', folder);
  const timers = Array.from({ length: count }, (_, index) =>
    startLineProcess(script, sqlWasmPath, ledger, `p${index}`, 400 / count),
  );
  try {
    await Promise.all(timers.map(({ receive }) => receive()));
    for (const { send } of timers) send('go');
    const times = (await Promise.all(timers.map(({ receive }) => receive()))).map(
      (line) => JSON.parse(line) as CallTimes,
    );
    const among = count === 1 ? '1 process' : `${count} processes`;
    return (['reserveMs', 'settleMs'] as const).flatMap((what) => {
      const sorted = times.flatMap((time) => time[what]).sort((a, b) => a - b);
      const name = `${what.replace('Ms', '')} a call, ${among}`;
      return [
        benchRow('budget', `${name}, median of 400`, quantile(sorted, 0.5), 'ms'),
        benchRow('budget', `${name}, p99 of 400`, quantile(sorted, 0.99), 'ms'),
      ];
    });
  } finally {
    await Promise.all(timers.map(({ end }) => end()));
  }
}

/** Worst cases of at most 4 % of the budget; see the overspend test. */
async function measureUse(folder: string): Promise<BenchRow> {
  const ledger = join(folder, 'spent');
  await mkdir(ledger);
  const script = await bundleScript('budgetSpender', folder);
  const spenders: LineProcess[] = Array.from({ length: processCount }, (_, index) =>
    startLineProcess(script, sqlWasmPath, `p${index}`),
  );
  try {
    const order: SpendOrder = {
      folder: ledger,
      seed: 1,
      nowMs: Date.now(),
      budgetMicroUsd,
      largestMicroUsd: 40_000,
    };
    await Promise.all(
      spenders.map(async ({ send, receive }) => {
        send(JSON.stringify(order));
        await receive();
      }),
    );
    const store = createSqlJsLedgerStore({ folder: ledger, wasmPath: sqlWasmPath, logger: silentLogger });
    const { costMicroUsd } = await store.totals(everything);
    await store.close();
    if (costMicroUsd > budgetMicroUsd) throw new Error(`${costMicroUsd} were spent`);
    const percent = Math.round((costMicroUsd / budgetMicroUsd) * 10_000) / 100;
    return benchRow('budget', 'budget used, 8 processes × 50 calls at a time', percent, '%', 'at least', 95);
  } finally {
    await Promise.all(spenders.map(({ end }) => end()));
  }
}

/** Our cost against that of others, in micro-dollars. */
function measureErrors(): readonly BenchRow[] {
  const published = publishedCosts.map(({ usage, prices, microUsd }) =>
    Math.abs(costOf(usage, prices) - microUsd),
  );
  const compared = modelCatalog.flatMap(({ name, provider, prices }) => {
    if (provider === 'embedded' || !prices) return [];
    return usages.flatMap((usage) => {
      const price = calcPrice(
        {
          input_tokens: usage.inputTokens,
          cache_read_tokens: usage.cacheReadTokens,
          cache_write_tokens: usage.cacheWriteTokens,
          output_tokens: usage.outputTokens,
        },
        name,
        { providerId: provider },
      );
      // It adds up floats: their last digits must not be rounded up.
      return price ? [Math.abs(costOf(usage, prices) - Math.ceil(price.total_price * 1e6 - 1e-4))] : [];
    });
  });
  return [
    benchRow(
      'budget',
      `largest error of ${published.length} published examples`,
      Math.max(...published),
      'µ$',
      'at most',
      0,
    ),
    benchRow(
      'budget',
      `largest error of ${compared.length} costs of genai-prices`,
      Math.max(...compared),
      'µ$',
      'at most',
      0,
    ),
  ];
}

const usages: readonly TokenUsage[] = [
  { inputTokens: 1000, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 500 },
  { inputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 1 },
  { inputTokens: 9725, cacheReadTokens: 9000, cacheWriteTokens: 0, outputTokens: 100 },
  { inputTokens: 9725, cacheReadTokens: 9000, cacheWriteTokens: 700, outputTokens: 100 },
  { inputTokens: 99_999, cacheReadTokens: 33_333, cacheWriteTokens: 11_111, outputTokens: 7777 },
];

/** Of sorted times, to the microsecond. */
function quantile(times: readonly number[], share: number): number {
  const time = times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return Math.round(time * 1000) / 1000;
}
