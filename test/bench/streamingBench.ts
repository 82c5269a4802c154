import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import type { AgentId } from '../../src/core/agents/agentId';
import { EventBus } from '../../src/core/events/eventBus';
import { SwarmMemoryManager } from '../../src/core/memory/swarmMemoryManager';
import type { RunPart } from '../../src/core/streaming/runPart';
import { StreamManager } from '../../src/core/streaming/streamManager';
import { defaultStreamSettings, type StreamSettings } from '../../src/core/streaming/streamSettings';
import type { TaskStream } from '../../src/core/streaming/taskStream';
import { FakeMemoryStore } from '../support/fakeMemoryStore';
import { type BenchRow, benchRow } from './benchRow';

const agentId: AgentId = { id: 'agent-1', type: 'test-generator', createdAtMs: 0 };
const chunkCount = 500_000;
const latencyStreamCount = 2000;
const concurrentStreamCount = 100;
const stallMs = 10_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Streams in this process, all the way: write → stream → pump → run feed → a reader, with a handler on the bus. */
export async function streamingBench(): Promise<readonly BenchRow[]> {
  await chunksPerSecond(chunkCount / 5);
  const rates: number[] = [];
  const recordedRates: number[] = [];
  for (let round = 0; round < 5; round++) {
    rates.push(await chunksPerSecond(chunkCount));
    recordedRates.push(await chunksPerSecond(chunkCount, createMemory()));
  }
  const latencies = await firstChunkLatenciesMs();
  const heldUp = await heapGrowthMiB(defaultStreamSettings);
  const stalled = await heapGrowthMiB({ ...defaultStreamSettings, timeoutMs: 1000 });
  return [
    benchRow(
      'streaming',
      'chunks, median of 5 rounds',
      Math.round(percentile(rates, 0.5)),
      '/s',
      'at least',
      100_000,
    ),
    benchRow(
      'streaming',
      'chunks kept in memory too, median of 5 rounds',
      Math.round(percentile(recordedRates, 0.5)),
      '/s',
      'at least',
      100_000,
    ),
    benchRow(
      'streaming',
      'first chunk forwarded, p99',
      round(percentile(latencies, 0.99)),
      'ms',
      'at most',
      1,
    ),
    benchRow('streaming', 'heap, reader stalled, producer waits', round(heldUp), 'MiB', 'at most', 10),
    benchRow('streaming', 'heap, reader stalled, producer goes on', round(stalled), 'MiB', 'at most', 10),
    benchRow(
      'streaming',
      'concurrent streams that completed',
      await completedStreams(),
      '',
      'at least',
      concurrentStreamCount,
    ),
  ];
}

/** Sessions go to a store without files, chunks into the process, as they do in the product. */
function createMemory(): SwarmMemoryManager {
  return new SwarmMemoryManager({ store: new FakeMemoryStore(), clock: systemClock, logger: silentLogger });
}

function createFeed(settings: StreamSettings = defaultStreamSettings, memory?: SwarmMemoryManager) {
  const events = new EventBus(silentLogger);
  const streams = new StreamManager({
    logger: silentLogger,
    events,
    clock: systemClock,
    memory,
    settings: () => settings,
  });
  const open = (runId: string): TaskStream => {
    const { signal } = new AbortController();
    return streams.startStream(
      {
        streamId: `stream-${runId}`,
        taskId: runId,
        taskType: 'generate-tests',
        agentId: agentId.id,
        agentType: agentId.type,
        modelName: 'embedded',
        attempt: 1,
        startedAtMs: systemClock.now(),
      },
      { settings, callbacks: {}, agentId, signal, sink: ({ part }) => streams.write(runId, part, signal) },
    );
  };
  const read = (runId: string) =>
    streams.read(runId, 0, new AbortController().signal)[Symbol.asyncIterator]();
  return { events, streams, read, open };
}

const notice = (message: string): RunPart => ({ type: 'notice', message });
const lastPart: RunPart = { type: 'abort' };

/** @throws when a chunk was lost, came twice or came too early */
async function readAll(feed: ReturnType<typeof createFeed>, runId: string, count: number): Promise<void> {
  let expected = 0;
  for await (const { seq, part } of { [Symbol.asyncIterator]: () => feed.read(runId) }) {
    if (part.type === 'abort') break;
    assert.equal(seq, ++expected);
    assert.equal(part.type === 'notice' && part.message, `${expected}`);
  }
  assert.equal(expected, count);
}

async function chunksPerSecond(count: number, memory?: SwarmMemoryManager): Promise<number> {
  const feed = createFeed(defaultStreamSettings, memory);
  let announced = 0;
  feed.events.on('stream.chunk', ({ chunk }) => {
    assert.equal(chunk.sequence, ++announced);
  });
  const reading = readAll(feed, 'run', count);
  const stream = feed.open('run');
  const startedAt = performance.now();
  for (let index = 1; index <= count; index++) {
    await stream.write(notice(`${index}`));
    // What a producer does besides writing; timers of others get their turn.
    if (index % 1000 === 0) await nextTurn();
  }
  await stream.complete();
  feed.streams.emit('run', lastPart);
  await reading;
  const seconds = (performance.now() - startedAt) / 1000;
  assert.equal(announced, count);
  await feed.streams.flush();
  return count / seconds;
}

/** From the first write of a stream to the moment in which its reader has the part. */
async function firstChunkLatenciesMs(): Promise<readonly number[]> {
  const feed = createFeed();
  const latencies: number[] = [];
  for (let index = 0; index < latencyStreamCount; index++) {
    const runId = `run-${index}`;
    const reader = feed.read(runId);
    const first = reader.next().then(() => performance.now());
    const stream = feed.open(runId);
    await nextTurn();
    const startedAt = performance.now();
    void stream.write(notice('1'));
    latencies.push((await first) - startedAt);
    await stream.complete();
    feed.streams.emit(runId, lastPart);
  }
  return latencies;
}

/** While one reader takes one part and no more, and a producer writes as fast as it is let. */
async function heapGrowthMiB(settings: StreamSettings): Promise<number> {
  const feed = createFeed(settings);
  const stalled = feed.read('run');
  const stream = feed.open('run');
  await stream.write(notice('0'));
  await stalled.next();
  const heapBefore = await heapMiB();
  const endsAt = performance.now() + stallMs;
  let written = 0;
  const stop = setTimeout(() => stream.abort(), stallMs);
  while (performance.now() < endsAt) {
    const text = `${`line ${written} of what a test runner prints `.repeat(2)}\n`;
    const isLet = await stream.write(written % 2 === 0 ? notice(text) : { type: 'output', text }).then(
      () => true,
      () => false,
    );
    if (!isLet) break;
    written++;
    // What a producer does besides writing.
    if (written % 1000 === 0) await nextTurn();
  }
  clearTimeout(stop);
  const growth = (await heapMiB()) - heapBefore;
  assert.ok(feed.streams.runIds.includes('run') && written > 100, 'the producer has to have written');
  return growth;
}

async function heapMiB(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await nextTurn();
    collectGarbage();
  }
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function completedStreams(): Promise<number> {
  const feed = createFeed();
  const chunksOfEach = 200;
  let completed = 0;
  feed.events.on('stream.complete', ({ result }) => {
    assert.equal(result.chunks, chunksOfEach);
    completed++;
  });
  await Promise.all(
    Array.from({ length: concurrentStreamCount }, async (_, number) => {
      const runId = `run-${number}`;
      const reading = readAll(feed, runId, chunksOfEach);
      const stream = feed.open(runId);
      for (let index = 1; index <= chunksOfEach; index++) await stream.write(notice(`${index}`));
      await stream.complete();
      feed.streams.emit(runId, lastPart);
      await reading;
    }),
  );
  return completed;
}

function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
