import assert from 'node:assert/strict';
import { StreamingError } from '../../../../src/core/errors';
import { verifies } from '../../../requirements';
import {
  notice,
  openStream,
  output,
  progress,
  settle,
  smallStream,
  watch,
} from '../../../support/streamBuilders';

const failure = { error: new StreamingError('broken'), next: 'none' } as const;

describe('TaskStream', () => {
  it(`announces its start, each chunk in order, and its completion once ${verifies('EVT-7.1-11', 'EVT-7.1-12', 'EVT-7.1-15', 'STR-4')}`, async () => {
    const { stream, take, taken, announced } = openStream();
    for (const text of ['a', 'b', 'c']) void stream.write(notice(text));
    const completing = watch(stream.complete());
    await take(2);
    assert.equal(completing.state, 'pending', 'not before all chunks are through');
    await take();
    assert.equal(completing.state, 'resolved');
    await stream.complete();
    assert.deepEqual(taken, ['a', 'b', 'c']);
    assert.deepEqual(announced, [
      'stream-1 start',
      'stream-1 chunk 1 a',
      'stream-1 chunk 2 b',
      'stream-1 chunk 3 c',
      'stream-1 complete 3',
    ]);
  });

  it(`carries agentId, streamId and chunk in stream.chunk ${verifies('EVT-7.2-3')}`, async () => {
    const { stream, events, take } = openStream();
    const payloads: unknown[] = [];
    events.on('stream.chunk', (payload) => payloads.push(payload));
    void stream.write(notice('a'));
    await take();
    assert.deepEqual(payloads, [
      {
        agentId: { id: 'agent-1', type: 'test-generator', createdAtMs: 0 },
        streamId: 'stream-1',
        chunk: { streamId: 'stream-1', agentId: 'agent-1', sequence: 1, part: notice('a') },
      },
    ]);
  });

  it('tells when it began, when its first chunk came and how long it took', async () => {
    const { stream, events, take, time } = openStream();
    const results: unknown[] = [];
    events.on('stream.complete', ({ result }) => results.push(result));
    await time.advance(30);
    void stream.write(notice('a'));
    await take();
    await time.advance(20);
    await stream.complete();
    assert.deepEqual(results, [{ streamId: 'stream-1', chunks: 1, durationMs: 50, firstChunkAfterMs: 30 }]);
  });

  it(`reports progress with the use of its buffer ${verifies('EVT-7.1-13')}`, async () => {
    const { stream, events, take } = openStream();
    const reports: unknown[] = [];
    events.on('stream.progress', ({ progress: info, bufferUtilization }) =>
      reports.push([info.fraction, info.message, bufferUtilization]),
    );
    void stream.write(notice('taken at once'));
    void stream.write(progress(0.5, 'half'));
    void stream.write(notice('behind it'));
    await take();
    assert.deepEqual(reports, [[0.5, 'half', 2 / 8]]);
  });

  it(`lets progress rise only, over all streams of a run, and to 1 when it completes ${verifies('STR-8', 'STR-9')}`, async () => {
    const opened = openStream({ sink: () => undefined });
    const { streams, stream, announced } = opened;
    streams.emit('run-1', progress(0.3));
    const second = streams.startStream(
      { ...aSecond, taskId: 'run-1' },
      { ...secondOptions, agentId: { id: 'agent-1', type: 'test-generator', createdAtMs: 0 } },
    );
    await second.write(progress(0.1));
    await second.write(progress(0.6));
    await second.write(progress(0.5));
    await second.complete();
    stream.abort();
    assert.deepEqual(
      announced.filter((entry) => /^stream-2 progress/.test(entry)),
      ['stream-2 progress 0.3', 'stream-2 progress 0.6', 'stream-2 progress 0.6', 'stream-2 progress 1'],
    );
  });

  describe('with a reader that is slow', () => {
    it(`lets the producer wait at the threshold until there is room ${verifies('STR-7')}`, async () => {
      const { stream, take } = openStream();
      const writes = ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => watch(stream.write(notice(text))));
      await settle();
      // One is with the reader, three are waiting; the fourth makes the buffer half full.
      assert.deepEqual(
        writes.map(({ state }) => state),
        ['resolved', 'resolved', 'resolved', 'resolved', 'pending', 'pending'],
      );
      await take(1);
      assert.equal(writes[4]?.state, 'pending');
      await take(1);
      assert.deepEqual([writes[4]?.state, writes[5]?.state], ['resolved', 'pending']);
      await take(1);
      assert.equal(writes[5]?.state, 'resolved');
    });

    it('does not let all waiting producers go at once', async () => {
      const { stream, take } = openStream();
      for (let index = 0; index < 4; index++) await stream.write(notice(`${index}`));
      const waiting = ['a', 'b', 'c'].map((text) => watch(stream.write(notice(text))));
      await take(3);
      assert.equal(waiting.filter(({ state }) => state === 'resolved').length, 1);
    });

    it(`breaks over what does not wait for room, and holds no more than its buffer ${verifies('STR-6')}`, async () => {
      const { stream, take, taken } = openStream();
      const writes = Array.from({ length: 11 }, (_, index) => watch(stream.write(notice(`${index}`))));
      await settle();
      assert.deepEqual(new Set(writes.slice(4).map(({ state }) => state)), new Set(['AbortError']));
      assert.equal(stream.signal.aborted && stream.signal.reason.code, 'stream-buffer-overflow');
      await assert.rejects(stream.write(notice('late')), { name: 'AbortError' });
      const failing = watch(stream.fail({ error: stream.signal.reason, next: 'retry' }));
      await take(3);
      assert.equal(failing.state, 'pending', 'the reader gets what was written before');
      await take();
      assert.deepEqual([failing.state, taken.length], ['resolved', 9]);
    });

    it('takes progress and output that do not wait, within its buffer', async () => {
      const { stream, take, taken } = openStream();
      for (let index = 0; index < 4; index++) void stream.write(notice('n'));
      for (let index = 1; index <= 20; index++) {
        void stream.write(output(`${index} `));
        void stream.write(progress(index / 20));
      }
      assert.equal(stream.signal.aborted, false);
      await take();
      assert.deepEqual(taken.slice(4), [
        '1 ',
        '0.05',
        '2 ',
        '1',
        '3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 ',
      ]);
    });

    it('keeps room for what does not wait when the threshold is the whole buffer', async () => {
      const { stream } = openStream({ settings: { ...smallStream, backpressureThreshold: 1 } });
      for (let writing = true; writing; ) {
        const written = watch(stream.write(notice('n')));
        await settle();
        writing = written.state === 'resolved';
      }
      void stream.write(output('a'));
      for (let index = 0; index < 50; index++) void stream.write(output('b'));
      assert.equal(stream.signal.aborted, false);
    });

    it('does not take the time in which the producer has to wait for silence', async () => {
      const { stream, take, time } = openStream();
      for (let index = 0; index < 4; index++) await stream.write(notice(`${index}`));
      const waiting = watch(stream.write(notice('4')));
      await time.advance(60_000);
      assert.deepEqual([stream.signal.aborted, waiting.state], [false, 'pending']);
      await take(2);
      await time.advance(999);
      assert.equal(stream.signal.aborted, false);
      await time.advance(200);
      assert.equal(stream.signal.reason?.code, 'stream-timed-out');
    });
  });

  describe('when nothing comes', () => {
    it(`breaks after timeoutMs ${verifies('ERR-8.2-5')}`, async () => {
      const { stream, time } = openStream();
      await time.advance(999);
      assert.equal(stream.signal.aborted, false);
      await time.advance(1);
      assert.equal(stream.signal.reason.code, 'stream-timed-out');
      assert.equal(stream.signal.reason.isRetryable, true);
      await assert.rejects(stream.write(notice('late')), { name: 'AbortError' });
    });

    it('counts from the last write', async () => {
      const { stream, time } = openStream({ sink: () => undefined });
      for (let index = 0; index < 10; index++) {
        await time.advance(900);
        await stream.write(notice('alive'));
      }
      await time.advance(999);
      assert.equal(stream.signal.aborted, false);
      await time.advance(126);
      assert.equal(stream.signal.aborted, true, 'at most an eighth late');
    });

    it('does not mind how long the reader takes once the work is done', async () => {
      const { stream, time, take } = openStream();
      await stream.write(notice('a'));
      const completing = watch(stream.complete());
      await time.advance(60_000);
      await take();
      assert.equal(completing.state, 'resolved');
      assert.equal(time.pendingTimers, 0);
    });
  });

  describe('ends once', () => {
    it(`with its failure after the chunks before it, and nothing follows ${verifies('STR-10', 'EVT-7.1-14')}`, async () => {
      const { stream, take, announced } = openStream();
      void stream.write(notice('a'));
      void stream.write(notice('b'));
      const failing = stream.fail(failure);
      await take();
      await failing;
      stream.abort();
      await stream.fail(failure);
      await stream.write(notice('c')).catch(() => undefined);
      assert.deepEqual(announced.slice(-2), ['stream-1 chunk 2 b', 'stream-1 error streaming-failed none']);
    });

    it(`at once when it is aborted: chunks are given up, writers stop waiting ${verifies('STR-12')}`, async () => {
      const { stream, controller, announced, taken, take } = openStream();
      const writes = ['a', 'b', 'c', 'd', 'e'].map((text) => watch(stream.write(notice(text))));
      controller.abort();
      await take();
      assert.equal(writes[4]?.state, 'AbortError');
      assert.deepEqual(taken, ['a']);
      assert.equal(announced.at(-1), 'stream-1 error cancelled none');
      assert.equal(stream.signal.reason.name, 'AbortError');
      await assert.rejects(stream.complete(), { name: 'AbortError' });
    });

    it('also when it is aborted before it has begun', () => {
      const controller = new AbortController();
      controller.abort();
      const { announced, time } = openStream({ signal: controller.signal });
      assert.deepEqual(announced, ['stream-1 start', 'stream-1 error cancelled none']);
      assert.equal(time.pendingTimers, 0);
    });

    it('when it is aborted while it waits for its reader to complete or fail', async () => {
      const completing = openStream();
      const failing = openStream();
      for (const { stream } of [completing, failing]) await stream.write(notice('a'));
      const completed = watch(completing.stream.complete());
      const failed = watch(failing.stream.fail(failure));
      completing.controller.abort();
      failing.controller.abort();
      await settle();
      assert.deepEqual([completed.state, failed.state], ['AbortError', 'resolved']);
      for (const { announced } of [completing, failing])
        assert.deepEqual(announced.slice(2), ['stream-1 error cancelled none']);
    });

    it('when its sink fails: the work is stopped, and the failure says so', async () => {
      const { stream, announced } = openStream({
        sink: () => Promise.reject(new Error('disk full')),
      });
      await stream.write(notice('a'));
      await settle();
      assert.equal(stream.signal.reason.code, 'streaming-failed');
      assert.match(stream.signal.reason.message, /disk full/);
      await assert.rejects(stream.complete(), { code: 'streaming-failed' });
      await stream.fail({ error: stream.signal.reason, next: 'synchronous' });
      assert.deepEqual(announced.slice(2), ['stream-1 error streaming-failed synchronous']);
    });

    it('when a handler ends it, with nothing after', async () => {
      const { stream, events, announced, taken } = openStream();
      events.on('stream.chunk', () => stream.abort());
      void stream.write(progress(0.5));
      await settle();
      assert.deepEqual(
        [announced, taken],
        [['stream-1 start', 'stream-1 chunk 1 0.5', 'stream-1 error cancelled none'], []],
      );
    });
  });

  it('goes on when callbacks and handlers throw, and logs them', async () => {
    const broken = () => {
      throw new Error('broken');
    };
    const { stream, events, taken, logger, take } = openStream({
      callbacks: {
        onStart: broken,
        onChunk: broken,
        onProgress: broken,
        onError: broken,
        onComplete: broken,
      },
    });
    events.on('stream.chunk', broken);
    void stream.write(progress(1));
    const completing = watch(stream.complete());
    await take();
    assert.deepEqual([taken, completing.state], [['1'], 'resolved']);
    assert.equal(logger.entries.filter((entry) => /callback of a stream failed/.test(entry)).length, 4);
  });

  it('calls exactly one of onComplete and onError, beside the others', async () => {
    const calls: string[] = [];
    const { stream, take } = openStream({
      callbacks: {
        onStart: ({ streamId }) => calls.push(`start ${streamId}`),
        onChunk: ({ sequence }) => calls.push(`chunk ${sequence}`),
        onProgress: ({ fraction }) => calls.push(`progress ${fraction}`),
        onError: () => calls.push('error'),
        onComplete: ({ chunks }) => calls.push(`complete ${chunks}`),
      },
    });
    void stream.write(progress(1));
    const completing = stream.complete();
    await take();
    await completing;
    await stream.fail(failure);
    assert.deepEqual(calls, ['start stream-1', 'chunk 1', 'progress 1', 'complete 1']);
  });
});

const aSecond = {
  streamId: 'stream-2',
  taskType: 'generate-tests',
  agentId: 'agent-1',
  agentType: 'test-generator',
  modelName: 'embedded',
  attempt: 2,
  startedAtMs: 0,
};
const secondOptions = {
  settings: smallStream,
  callbacks: {},
  sink: () => undefined,
  signal: new AbortController().signal,
};
