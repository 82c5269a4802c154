import { createSqlJsMemoryStore } from '../../src/adapters/storage/sqlJsMemoryStore';
import { systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import { type Accessor, systemAccessor } from '../../src/core/memory/memoryEntry';
import { SwarmMemoryManager } from '../../src/core/memory/swarmMemoryManager';
import { sqlWasmPath } from '../support/sqlWasmPath';
import { makeTemporaryDirectory, removeDirectory } from '../tools/temporaryDirectory';
import { type BenchRow, benchRow } from './benchRow';

const entryCount = 10_000;
const agent: Accessor = { kind: 'agent', agentId: 'test-generator-1', agentType: 'test-generator' };
const costs = { partition: 'routing/costs', owner: systemAccessor, accessLevel: 'system' } as const;
const buffer = { partition: 'streaming/buffer', owner: agent, accessLevel: 'private' } as const;

/** The fleet's memory on a real disk, through its front door. */
export async function memoryBench(): Promise<readonly BenchRow[]> {
  const folder = await makeTemporaryDirectory('bench');
  const openMemory = (): SwarmMemoryManager =>
    new SwarmMemoryManager({
      store: createSqlJsMemoryStore({ folder, wasmPath: sqlWasmPath, logger: silentLogger }),
      clock: systemClock,
      logger: silentLogger,
    });
  try {
    const memory = openMemory();
    await memory.initialize();
    const rows = [...(await measureStoring(memory)), await measureManyCallers(memory)];
    await fill(memory);
    rows.push(await measureRetrieving(memory), await measureBuffer(memory));
    await memory.close();
    return [...rows, await measureOpening(openMemory)];
  } finally {
    await removeDirectory(folder);
  }
}

/** One caller, each entry waited for until it is on disk. */
async function measureStoring(memory: SwarmMemoryManager): Promise<readonly BenchRow[]> {
  const times = await timesOf(500, (index) => memory.store(`one-${index}`, costEntry(index), costs));
  return [
    benchRow('memory', 'store, on disk, median of 500', quantile(times, 0.5), 'ms'),
    benchRow('memory', 'store, on disk, p99 of 500', quantile(times, 0.99), 'ms'),
  ];
}

async function measureManyCallers(memory: SwarmMemoryManager): Promise<BenchRow> {
  const total = 4000;
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < total) {
      const index = next++;
      await memory.store(`many-${index}`, costEntry(index), costs);
    }
  };
  const ms = await timeOf(() => Promise.all(Array.from({ length: 64 }, caller)));
  return benchRow('memory', 'stores on disk, 64 callers', Math.round((total / ms) * 1000), '1/s');
}

async function fill(memory: SwarmMemoryManager): Promise<void> {
  const there = (await memory.list({ partition: costs.partition, accessor: systemAccessor })).length;
  const items = Array.from({ length: entryCount - there }, (_, index) => ({
    key: `fill-${index}`,
    value: costEntry(index),
  }));
  await memory.storeMany(items, costs);
}

async function measureRetrieving(memory: SwarmMemoryManager): Promise<BenchRow> {
  const times = await timesOf(2000, async (index) => {
    await memory.retrieve(`fill-${(index * 7) % 5000}`, {
      partition: costs.partition,
      accessor: systemAccessor,
    });
  });
  return benchRow('memory', 'retrieve, p99 of 2,000, 10,000 entries', quantile(times, 0.99), 'ms');
}

/** As streams write: batches of chunks, long enough for the buffer to be full most of the time. */
async function measureBuffer(memory: SwarmMemoryManager): Promise<BenchRow> {
  const [batches, size] = [5000, 100];
  const ms = await timeOf(async () => {
    for (let batch = 0; batch < batches; batch++) {
      const items = Array.from({ length: size }, (_, index) => {
        const sequence = batch * size + index;
        return {
          key: `stream-1/${sequence}`,
          value: { sequence, kind: 'text', text: `expect(add(1, ${index}))` },
        };
      });
      await memory.storeMany(items, buffer);
    }
  });
  const rate = Math.round((batches * size * 1000) / ms);
  return benchRow('memory', 'chunks into the buffer', rate, '1/s', 'at least', 300_000);
}

/** From nothing to the first answer, the engine already loaded; median of 5. */
async function measureOpening(openMemory: () => SwarmMemoryManager): Promise<BenchRow> {
  const times = await timesOf(5, async () => {
    const memory = openMemory();
    await memory.retrieve('fill-1', { partition: costs.partition, accessor: systemAccessor });
    await memory.close();
  });
  return benchRow('memory', 'open with 10,000 entries, read one, close', quantile(times, 0.5), 'ms');
}

function costEntry(index: number): { readonly [name: string]: string | number } {
  return {
    id: `cost-${index}`,
    modelName: 'embedded',
    cost: 1500,
    inputTokens: 1200,
    outputTokens: 340,
    taskType: 'generate-tests',
  };
}

async function timesOf(count: number, work: (index: number) => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) times.push(await timeOf(() => work(index)));
  return times.sort((a, b) => a - b);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Of sorted times, to the microsecond. */
function quantile(times: readonly number[], share: number): number {
  const time = times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return Math.round(time * 1000) / 1000;
}
