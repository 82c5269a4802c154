import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAbortError } from '../../src/base/abort';
import { StreamingError } from '../../src/core/errors';
import { isTerminal, type RunPart, type SequencedPart } from '../../src/core/streaming/runPart';
import type { TaskStream } from '../../src/core/streaming/taskStream';
import { verifies } from '../requirements';
import {
  aStreamMetadata,
  createStreams,
  notice,
  output,
  progress,
  settle,
  smallStream,
  streamingAgent,
} from '../support/streamBuilders';

const runCount = 3;
const run = fc.integer({ min: 0, max: runCount - 1 });
const command = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('write' as const), run, isAwaited: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('progress' as const),
      run,
      fraction: fc.double({ min: 0, max: 1 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('output' as const), run }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('read' as const), run, count: fc.integer({ min: 1, max: 20 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('advance' as const), byMs: fc.integer({ min: 1, max: 1500 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      run,
      how: fc.constantFrom('complete' as const, 'fail' as const, 'abort' as const, 'cancel' as const),
    }),
  },
);

/** One run with its stream, its writer and its reader. */
interface Lane {
  readonly runId: string;
  readonly stream: TaskStream;
  readonly controller: AbortController;
  readonly reader: AsyncIterator<SequencedPart>;
  readonly written: string[];
  /** Writes that resolved. */
  readonly acknowledged: string[];
  readonly read: SequencedPart[];
  /** Of the writer that waits; it writes one thing after the other. */
  writing: Promise<unknown>;
  pendingReads: Promise<unknown>[];
}

function open() {
  const created = createStreams({ settings: () => smallStream });
  const lanes = Array.from({ length: runCount }, (_, number): Lane => {
    const runId = `run-${number}`;
    const controller = new AbortController();
    const stream = created.streams.startStream(
      aStreamMetadata({ streamId: `stream-${number}`, taskId: runId }),
      {
        settings: smallStream,
        sink: ({ part }) => created.streams.write(runId, part, controller.signal),
        callbacks: {},
        agentId: streamingAgent,
        signal: controller.signal,
      },
    );
    const reader = created.streams.read(runId, 0, new AbortController().signal)[Symbol.asyncIterator]();
    return {
      runId,
      stream,
      controller,
      reader,
      written: [],
      acknowledged: [],
      read: [],
      writing: Promise.resolve(),
      pendingReads: [],
    };
  });
  return { ...created, lanes };
}

async function write(lane: Lane): Promise<void> {
  const text = `${lane.runId}:${lane.written.length + 1}`;
  lane.written.push(text);
  try {
    await lane.stream.write(notice(text));
    lane.acknowledged.push(text);
  } catch (error) {
    assert.ok(isAbortError(error));
  }
}

async function take(lane: Lane): Promise<void> {
  const { value, done } = await lane.reader.next();
  if (!done) lane.read.push(value as SequencedPart);
}

const failure = { error: new StreamingError('broken'), next: 'none' } as const;

async function endStream(lane: Lane, how: 'complete' | 'fail' | 'abort' | 'cancel'): Promise<void> {
  if (how === 'abort') lane.stream.abort();
  else if (how === 'cancel') lane.controller.abort();
  else if (how === 'fail') await lane.stream.fail(failure);
  // What broke before has to be told by whoever opened the stream.
  else await lane.stream.complete().catch(() => lane.stream.fail(failure));
}

function announcedOf(announced: readonly string[], number: number): string[] {
  const name = `stream-${number} `;
  return announced.filter((entry) => entry.startsWith(name)).map((entry) => entry.slice(name.length));
}

function assertRising(numbers: readonly number[]): void {
  assert.deepEqual(
    numbers,
    [...numbers].sort((a, b) => a - b),
  );
}

describe('streams that interleave (property)', () => {
  it(`number every chunk, keep its order, end once, and never mix ${verifies('STR-1', 'STR-2', 'STR-4', 'STR-5', 'STR-8', 'STR-10')}`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 80, size: 'max' }), async (commands) => {
        const { lanes, announced, streams, time, logger } = open();
        const ends: Promise<void>[] = [];
        for (const item of commands) {
          if (item.do === 'advance') await time.advance(item.byMs);
          if (item.do === 'settle') await settle();
          if (item.do === 'advance' || item.do === 'settle') continue;
          const lane = lanes[item.run];
          assert.ok(lane);
          const { stream } = lane;
          if (item.do === 'write') {
            if (item.isAwaited) lane.writing = lane.writing.then(() => write(lane));
            else void write(lane);
          }
          if (item.do === 'progress')
            stream.write(progress(item.fraction, lane.runId)).catch(() => undefined);
          if (item.do === 'output') stream.write(output(`${lane.runId}\n`)).catch(() => undefined);
          if (item.do === 'read')
            for (let reading = 0; reading < item.count; reading++) lane.pendingReads.push(take(lane));
          if (item.do === 'end') ends.push(endStream(lane, item.how));
        }
        for (const lane of lanes) {
          ends.push(endStream(lane, 'complete'));
          // Readers that come back take everything that is left.
          for (let reading = 0; reading < 200; reading++) lane.pendingReads.push(take(lane));
        }
        await settle();
        await time.advance(5000);
        await Promise.all(ends);
        for (const { runId } of lanes) streams.emit(runId, { type: 'abort' });
        await Promise.all(lanes.flatMap(({ pendingReads }) => pendingReads));

        for (const [number, lane] of lanes.entries()) {
          const told = announcedOf(announced, number);
          assert.equal(told[0], 'start');
          assert.equal(told.filter((entry) => /^(error|complete) /.test(entry)).length, 1, 'one end');
          assert.match(told.at(-1) ?? '', /^(error|complete) /, 'nothing follows the end');
          const chunks = told.flatMap((entry) => /^chunk (\d+) /.exec(entry)?.[1] ?? []).map(Number);
          assert.deepEqual(
            chunks,
            chunks.map((_, index) => index + 1),
          );
          assertRising(told.flatMap((entry) => /^progress (.+)$/.exec(entry)?.[1] ?? []).map(Number));

          assert.deepEqual(
            lane.read.map(({ seq }) => seq),
            lane.read.map((_, index) => index + 1),
          );
          assert.ok(lane.read.every(({ runId }) => runId === lane.runId));
          assert.deepEqual(lane.read.filter(({ part }) => isTerminal(part)).length, 1);
          assert.ok(isTerminal(lane.read.at(-1)?.part ?? notice('')));
          assertRising(lane.read.flatMap(({ part }) => (part.type === 'progress' ? [part.fraction] : [])));
          assertOwnAndInOrder(lane, /^complete /.test(told.at(-1) ?? ''));
        }
        assert.deepEqual(
          logger.entries.filter((entry) => entry.startsWith('error')),
          [],
        );
        assert.equal(time.pendingTimers, 0);
      }),
      { numRuns: 200 },
    );
  });
});

/** What was read is what this run wrote: all of it if the stream completed, else without its end perhaps. */
function assertOwnAndInOrder({ runId, read, written, acknowledged }: Lane, isComplete: boolean): void {
  const messages = read.flatMap(({ part }) => (part.type === 'notice' ? [part.message] : []));
  assert.deepEqual(messages, written.slice(0, messages.length));
  if (isComplete)
    assert.deepEqual(
      acknowledged.filter((text) => !messages.includes(text)),
      [],
    );
  assert.deepEqual(
    read.flatMap(({ part }) => foreignTextOf(part, runId)),
    [],
  );
}

function foreignTextOf(part: RunPart, runId: string): string[] {
  if (part.type === 'output') return part.text.replaceAll(`${runId}\n`, '') === '' ? [] : [part.text];
  if (part.type === 'progress') return [runId, 'Done'].includes(part.message) ? [] : [part.message];
  return [];
}
