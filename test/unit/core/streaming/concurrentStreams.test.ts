import assert from 'node:assert/strict';
import { verifies } from '../../../requirements';
import {
  aStreamMetadata,
  createStreams,
  notice,
  smallStream,
  streamingAgent,
} from '../../../support/streamBuilders';

const numbers = Array.from({ length: 100 }, (_, number) => number);
const chunksOfEach = 50;

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
