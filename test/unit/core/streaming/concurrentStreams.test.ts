import assert from 'node:assert/strict';
import { verifies } from '../../../requirements';
import {
  aStreamMetadata,
  createStreams,
  notice,
  progress,
  smallStream,
  streamingAgent,
} from '../../../support/streamBuilders';

const numbers = Array.from({ length: 100 }, (_, number) => number);
const chunksOfEach = 50;

describe('two streams at once', () => {
  it(`have each the progress of its own run ${verifies('STR-5')}`, async () => {
    const { streams, announced } = createStreams();
    const fed: Record<string, number[]> = {};
    const { signal } = new AbortController();
    const opened = ['ahead', 'behind'].map((runId) => {
      const fractions: number[] = [];
      fed[runId] = fractions;
      streams.subscribe(runId, 0, ({ part }) => {
        if (part.type === 'progress') fractions.push(part.fraction);
      });
      return streams.startStream(aStreamMetadata({ streamId: runId, taskId: runId }), {
        settings: smallStream,
        sink: ({ part }) => streams.write(runId, part, signal),
        callbacks: {},
        agentId: streamingAgent,
        signal,
      });
    });
    for (const [index, fraction] of [0.9, 0.1, 0.5, 0.2].entries())
      await opened[index % 2]?.write(progress(fraction));
    assert.deepEqual(fed, { ahead: [0.9, 0.9], behind: [0.1, 0.2] });
    assert.deepEqual(
      announced.filter((entry) => entry.startsWith('behind progress')),
      ['behind progress 0.1', 'behind progress 0.2'],
    );
  });
});

describe('a hundred streams at once', () => {
  it(`all complete, each with all of its chunks and no other’s ${verifies('STR-13', 'STR-4', 'STR-5')}`, async () => {
    const { streams, announced, time } = createStreams({ settings: () => smallStream });
    const read = await Promise.all(
      numbers.map(async (number) => {
        const runId = `run-${number}`;
        const { signal } = new AbortController();
        const reading = (async () => {
          const messages: string[] = [];
          for await (const { part } of streams.read(runId, 0, signal))
            if (part.type === 'notice') messages.push(part.message);
          return messages;
        })();
        const stream = streams.startStream(aStreamMetadata({ streamId: `stream-${number}`, taskId: runId }), {
          settings: smallStream,
          sink: ({ part }) => streams.write(runId, part, signal),
          callbacks: {},
          agentId: streamingAgent,
          signal,
        });
        for (let index = 1; index <= chunksOfEach; index++) await stream.write(notice(`${number}:${index}`));
        await stream.complete();
        streams.emit(runId, { type: 'abort' });
        return await reading;
      }),
    );
    const expected = (number: number) =>
      Array.from({ length: chunksOfEach }, (_, index) => `${number}:${index + 1}`);
    assert.deepEqual(read, numbers.map(expected));
    assert.equal(
      announced.filter((entry) => entry.endsWith(` complete ${chunksOfEach}`)).length,
      numbers.length,
    );
    assert.equal(time.pendingTimers, 0);
  });
});
