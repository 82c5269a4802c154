import assert from 'node:assert/strict';
import { silentLogger } from '../../../../../src/base/logger';
import { EventBus } from '../../../../../src/core/events/eventBus';
import { StreamManager } from '../../../../../src/core/streaming/streamManager';
import {
  maxBatchEntries,
  PanelFeed,
  stallLimitMs,
} from '../../../../../src/frontends/vscode/panel/panelFeed';
import type { HostMessage, PanelEntry } from '../../../../../src/frontends/webview/protocol';
import { verifies } from '../../../../requirements';
import { ManualTime } from '../../../../support/manualTimer';

const never = new AbortController().signal;
const notice = { type: 'notice', message: 'n' } as const;

/** Everything that can go on by itself has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function aFeed() {
  const time = new ManualTime();
  const events = new EventBus(silentLogger);
  const streams = new StreamManager({
    logger: silentLogger,
    events,
    clock: time,
    setTimer: time.setTimer,
  });
  const frames = new Set<() => void>();
  const posted: {
    readonly pageId: string;
    readonly batch: number;
    readonly entries: readonly PanelEntry[];
  }[] = [];
  const post = (message: HostMessage) => {
    if (message.kind === 'stream-parts') posted.push(message);
  };
  const nextFrame = (callback: () => void) => {
    frames.add(callback);
    return { dispose: () => frames.delete(callback) };
  };
  const feed = new PanelFeed({ streams, post, nextFrame, setTimer: time.setTimer, logger: silentLogger });
  const frame = async () => {
    await settle();
    for (const callback of [...frames]) {
      frames.delete(callback);
      callback();
    }
    await settle();
  };
  /** The page says that it has drawn the last message. */
  const draw = () => {
    const last = posted.at(-1);
    if (last) feed.received(last);
  };
  const say = (runId: string, count: number) => {
    for (let index = 0; index < count; index++) streams.emit(runId, notice);
  };
  /** `r1 r2 s1`, in the order in which they were posted. */
  const sent = () => posted.flatMap(({ entries }) => entries.map(({ runId, seq }) => `${runId}${seq}`));
  const sizes = () => posted.map(({ entries }) => entries.length);
  return { time, streams, feed, frames, posted, frame, draw, say, sent, sizes };
}

/** A run that tells part after part, as fast as it is let; the answer is how many it has told. */
async function startWriting(streams: StreamManager, count: number): Promise<() => number> {
  let written = 0;
  void (async () => {
    for (; written < count; written++) await streams.write('r', notice, never);
  })();
  await settle();
  return () => written;
}

describe('PanelFeed', () => {
  it('sends at most one message per frame, in order', async () => {
    const { feed, frames, posted, frame, say, sent } = aFeed();
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    say('r', 1);
    feed.follow('r');
    say('r', 2);
    await settle();
    assert.deepEqual([frames.size, posted.length], [1, 0]);
    await frame();
    assert.equal(posted.length, 1);
    assert.deepEqual(sent(), ['r1', 'r2', 'r3']);
  });

  it('sends nothing more before the page has drawn what it has', async () => {
    const { feed, frames, frame, draw, say, sent } = aFeed();
    say('r', 1);
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    await frame();
    say('r', 2);
    await frame();
    assert.deepEqual([sent(), frames.size], [['r1'], 0]);
    draw();
    await frame();
    assert.deepEqual(sent(), ['r1', 'r2', 'r3']);
  });

  it('takes only the answer to its last message to its page', async () => {
    const { feed, frame, say, sent } = aFeed();
    say('r', 1);
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    await frame();
    say('r', 1);
    for (const answer of [
      { pageId: 'page before', batch: 1 },
      { pageId: 'p', batch: 0 },
    ])
      feed.received(answer);
    await frame();
    assert.deepEqual(sent(), ['r1']);
  });

  it(`sends what is missing after the panel came back, and nothing twice ${verifies('STR-1')}`, async () => {
    const { feed, posted, frame, draw, say, sent } = aFeed();
    say('r', 3);
    say('s', 1);
    feed.restart({ pageId: 'p', afterSeqByRun: { r: 2 } });
    say('r', 1);
    await frame();
    draw();
    assert.deepEqual(sent().sort(), ['r3', 'r4', 's1']);
    feed.follow('s');
    await frame();
    assert.equal(sent().length, 3);
    feed.restart({ pageId: 'q', afterSeqByRun: { r: 3, s: 1 } });
    await frame();
    assert.deepEqual(sent().slice(3), ['r4']);
    assert.equal(posted.at(-1)?.pageId, 'q');
  });

  it('throws away what was waiting for the page before', async () => {
    const { feed, frame, say, sent } = aFeed();
    say('r', 2);
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    await settle();
    feed.restart({ pageId: 'q', afterSeqByRun: { r: 1 } });
    await frame();
    assert.deepEqual(sent(), ['r2']);
  });

  it('spreads a long replay over messages', async () => {
    const { feed, frame, draw, say, sizes } = aFeed();
    say('r', maxBatchEntries + 1);
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    await frame();
    assert.deepEqual(sizes(), [maxBatchEntries]);
    draw();
    await frame();
    assert.deepEqual(sizes(), [maxBatchEntries, 1]);
  });

  it(`gives two runs at once their turns, each in its order ${verifies('STR-5')}`, async () => {
    const { feed, frame, draw, say, sent, sizes } = aFeed();
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    say('r', maxBatchEntries);
    say('s', maxBatchEntries);
    feed.follow('r');
    feed.follow('s');
    await frame();
    assert.deepEqual(new Set(sent().map((name) => name[0])), new Set(['r', 's']));
    draw();
    await frame();
    draw();
    await frame();
    assert.equal(Math.max(...sizes()), maxBatchEntries);
    for (const runId of ['r', 's']) {
      assert.deepEqual(
        sent().filter((name) => name.startsWith(runId)),
        Array.from({ length: maxBatchEntries }, (_, index) => `${runId}${index + 1}`),
      );
    }
  });

  it(`slows a run down to a page that is slow, for a while, then lets it go on without the page ${verifies('STR-6', 'STR-7')}`, async () => {
    const { time, streams, feed, frame, draw, sent, say } = aFeed();
    say('r', 1);
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    await frame();
    const written = await startWriting(streams, 5000);
    assert.ok(written() < 5000, `${written()} written although the page has not answered`);
    await time.advance(stallLimitMs);
    assert.equal(written(), 5000);
    assert.deepEqual(sent(), ['r1']);
    draw();
    for (let message = 0; message < 12; message++) {
      await frame();
      draw();
    }
    assert.deepEqual(
      sent(),
      Array.from({ length: 5001 }, (_, index) => `r${index + 1}`),
    );
  });

  it('reads nothing for a page that is hidden, and goes on where it was', async () => {
    const { streams, feed, frame, draw, say, sent } = aFeed();
    say('r', 2);
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    await frame();
    draw();
    feed.setVisible(false);
    const written = await startWriting(streams, 5000);
    assert.equal(written(), 5000);
    await frame();
    assert.equal(sent().length, 2);
    feed.setVisible(true);
    await frame();
    assert.deepEqual(sent().slice(0, 4), ['r1', 'r2', 'r3', 'r4']);
  });

  it('sends the end of a run once, also after the page was hidden', async () => {
    const { streams, feed, frame, draw, sent } = aFeed();
    streams.emit('r', { type: 'abort' });
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    await frame();
    draw();
    feed.setVisible(false);
    feed.setVisible(true);
    await frame();
    assert.deepEqual(sent(), ['r1']);
  });

  it('says nothing before the panel is ready and after it is gone, and leaves nothing behind', async () => {
    const { time, streams, feed, frames, frame, say, sent } = aFeed();
    say('r', 1);
    feed.follow('r');
    await settle();
    assert.equal(frames.size, 0);
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    await frame();
    feed.dispose();
    const written = await startWriting(streams, 5000);
    await frame();
    assert.deepEqual([sent(), written(), time.pendingTimers], [['r1'], 5000, 0]);
  });
});
