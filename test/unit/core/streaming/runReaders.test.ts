import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { SequencedPart } from '../../../../src/core/streaming/runPart';
import type { StreamManager } from '../../../../src/core/streaming/streamManager';
import { verifies } from '../../../requirements';
import { createStreams, notice, output, settle, smallStream, watch } from '../../../support/streamBuilders';

const never = (): AbortSignal => new AbortController().signal;
const iteratorOf = (streams: StreamManager, runId: string, signal = never()) =>
  streams.read(runId, 0, signal)[Symbol.asyncIterator]();
const settings = () => smallStream;

async function take(reader: AsyncIterator<SequencedPart>, count: number): Promise<number[]> {
  const seen: number[] = [];
  for (let taking = 0; taking < count; taking++) {
    const { value, done } = await reader.next();
    if (done) break;
    seen.push((value as SequencedPart).seq);
  }
  return seen;
}

describe('readers of a run', () => {
  it(`get what they missed and what comes, and end after the terminal part ${verifies('STR-1')}`, async () => {
    const { streams } = createStreams();
    for (const message of ['1', '2', '3']) streams.emit('a', notice(message));
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { seq } of streams.read('a', 1, never())) seen.push(seq);
    })();
    await settle();
    streams.emit('a', notice('4'));
    streams.emit('a', { type: 'abort' });
    await reading;
    assert.deepEqual(seen, [2, 3, 4, 5]);
  });

  it('of a run that has ended get what is remembered and end', async () => {
    const { streams } = createStreams();
    streams.emit('a', notice('1'));
    streams.emit('a', { type: 'abort' });
    assert.deepEqual(await take(iteratorOf(streams, 'a'), 9), [1, 2]);
    assert.deepEqual(await take(streams.read('a', 2, never())[Symbol.asyncIterator](), 9), []);
  });

  it('end with AbortError when they are aborted, waiting or not', async () => {
    const { streams } = createStreams();
    const controller = new AbortController();
    const waiting = watch(iteratorOf(streams, 'a', controller.signal).next());
    const reading = iteratorOf(streams, 'a', controller.signal);
    streams.emit('b', notice('1'));
    controller.abort();
    await settle();
    assert.equal(waiting.state, 'AbortError');
    await assert.rejects(reading.next(), { name: 'AbortError' });
  });

  it(`hold the writer back when they are too far behind, until they have caught up ${verifies('STR-7')}`, async () => {
    const { streams } = createStreams({ settings });
    const reader = iteratorOf(streams, 'a');
    for (const message of ['1', '2', '3', '4']) {
      const writing = watch(streams.write('a', notice(message), never()));
      await settle();
      assert.equal(writing.state, 'resolved');
    }
    const writing = watch(streams.write('a', notice('5'), never()));
    await settle();
    assert.equal(writing.state, 'pending');
    await reader.next();
    await settle();
    assert.equal(writing.state, 'resolved');
  });

  it('hold nobody back when there are none, or when they have left', async () => {
    const { streams } = createStreams({ settings });
    const reader = iteratorOf(streams, 'a');
    for (const message of ['1', '2', '3', '4']) streams.emit('a', notice(message));
    const writing = watch(streams.write('a', notice('5'), never()));
    await settle();
    assert.equal(writing.state, 'pending');
    await reader.return?.();
    await settle();
    assert.equal(writing.state, 'resolved');
    for (let index = 0; index < 20; index++) await streams.write('b', notice('no reader'), never());
  });

  it(`that take nothing for timeoutMs hold nobody back, and catch up later from what is remembered ${verifies('STR-6')}`, async () => {
    const { streams, time, logger } = createStreams({ settings, limits: { maxOutputCharacters: 12 } });
    const reader = iteratorOf(streams, 'a');
    for (const message of ['1', '2', '3', '4']) streams.emit('a', notice(message));
    const writing = watch(streams.write('a', notice('5'), never()));
    await time.advance(999);
    assert.equal(writing.state, 'pending');
    await time.advance(1);
    assert.equal(writing.state, 'resolved');
    assert.deepEqual(logger.entries, ['warn: A reader of a run has stalled; the run goes on without it']);
    for (let index = 6; index <= 20; index++) await streams.write('a', output('1234'), never());
    streams.emit('a', { type: 'abort' });
    assert.deepEqual(await take(reader, 99), [1, 2, 3, 4, 5, 18, 19, 20, 21]);
  });

  it('that were given up count again when they have caught up', async () => {
    const { streams, time } = createStreams({ settings });
    const reader = iteratorOf(streams, 'a');
    for (const message of ['1', '2', '3', '4']) streams.emit('a', notice(message));
    const first = watch(streams.write('a', notice('5'), never()));
    await time.advance(1000);
    assert.equal(first.state, 'resolved');
    await take(reader, 5);
    for (const message of ['6', '7', '8', '9']) streams.emit('a', notice(message));
    const second = watch(streams.write('a', notice('10'), never()));
    await settle();
    assert.equal(second.state, 'pending');
  });

  it('that are slow are not given up while they take something', async () => {
    const { streams, time } = createStreams({ settings });
    const reader = iteratorOf(streams, 'a');
    for (let index = 1; index <= 20; index++) streams.emit('a', notice(`${index}`));
    const writing = watch(streams.write('a', notice('21'), never()));
    for (let taking = 0; taking < 10; taking++) {
      await time.advance(900);
      await reader.next();
    }
    assert.equal(writing.state, 'pending');
  });

  it('of an ended run hold nobody back', async () => {
    const { streams } = createStreams({ settings });
    iteratorOf(streams, 'a');
    for (const message of ['1', '2', '3', '4']) streams.emit('a', notice(message));
    const writing = watch(streams.write('a', notice('5'), never()));
    const ending = watch(streams.write('a', { type: 'abort' }, never()));
    await settle();
    assert.deepEqual([writing.state, ending.state], ['resolved', 'resolved']);
  });

  it('let go of their signal with the terminal part', async () => {
    const { streams } = createStreams();
    const { signal } = new AbortController();
    const reader = iteratorOf(streams, 'a', signal);
    streams.emit('a', { type: 'abort' });
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    await reader.next();
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('leave no timer behind', async () => {
    const { streams, time } = createStreams({ settings });
    iteratorOf(streams, 'a');
    for (let index = 1; index <= 9; index++) void streams.write('a', notice(`${index}`), never());
    assert.equal(time.pendingTimers, 1);
    streams.emit('a', { type: 'abort' });
    assert.equal(time.pendingTimers, 0);
  });

  it('a writer that is aborted stops waiting, and writes nothing after it', async () => {
    const { streams } = createStreams({ settings });
    const controller = new AbortController();
    const reader = iteratorOf(streams, 'a');
    for (const message of ['1', '2', '3', '4']) streams.emit('a', notice(message));
    const writing = watch(streams.write('a', notice('5'), controller.signal));
    controller.abort();
    await settle();
    assert.equal(writing.state, 'AbortError');
    await assert.rejects(streams.write('a', notice('6'), controller.signal), { name: 'AbortError' });
    streams.emit('a', { type: 'abort' });
    assert.deepEqual(await take(reader, 9), [1, 2, 3, 4, 5, 6]);
  });
});
