import assert from 'node:assert/strict';
import { silentLogger } from '../../../../../src/base/logger';
import { StreamManager } from '../../../../../src/core/streaming/streamManager';
import { maxBatchEntries, PanelFeed } from '../../../../../src/frontends/vscode/panel/panelFeed';
import type { HostMessage, PanelEntry } from '../../../../../src/frontends/webview/protocol';
import { verifies } from '../../../../requirements';

function aFeed() {
  const streams = new StreamManager(silentLogger);
  const frames = new Set<() => void>();
  const batches: (readonly PanelEntry[])[] = [];
  const post = (message: HostMessage) => {
    if (message.kind !== 'stream-parts') return;
    assert.equal(message.pageId, 'p');
    batches.push(message.entries);
  };
  const nextFrame = (callback: () => void) => {
    frames.add(callback);
    return { dispose: () => frames.delete(callback) };
  };
  const feed = new PanelFeed({ streams, post, nextFrame });
  const frame = () => {
    for (const callback of [...frames]) {
      frames.delete(callback);
      callback();
    }
  };
  const say = (runId: string, count: number) => {
    for (let index = 0; index < count; index++) streams.emit(runId, { type: 'notice', message: `${index}` });
  };
  const sent = () => batches.flat().map(({ runId, seq }) => `${runId}${seq}`);
  return { feed, frames, batches, frame, say, sent };
}

describe('PanelFeed', () => {
  it('sends at most one message per frame, in order', () => {
    const { feed, frames, batches, frame, say, sent } = aFeed();
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    say('r', 1);
    feed.follow('r');
    say('r', 2);
    assert.deepEqual([frames.size, batches.length], [1, 0]);
    frame();
    assert.equal(batches.length, 1);
    assert.deepEqual(sent(), ['r1', 'r2', 'r3']);
  });

  it(`sends what is missing after the panel came back, and nothing twice ${verifies('STR-1')}`, () => {
    const { feed, frame, say, sent } = aFeed();
    say('r', 3);
    say('s', 1);
    feed.restart({ pageId: 'p', afterSeqByRun: { r: 2 } });
    say('r', 1);
    frame();
    assert.deepEqual(sent(), ['r3', 's1', 'r4']);
    feed.follow('s');
    frame();
    assert.equal(sent().length, 3);
  });

  it('throws away what was waiting for the page before', () => {
    const { feed, frame, say, sent } = aFeed();
    say('r', 2);
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    feed.restart({ pageId: 'p', afterSeqByRun: { r: 1 } });
    frame();
    assert.deepEqual(sent(), ['r2']);
  });

  it('spreads a long replay over frames', () => {
    const { feed, batches, frame, say } = aFeed();
    say('r', maxBatchEntries + 1);
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    frame();
    assert.deepEqual(
      batches.map(({ length }) => length),
      [maxBatchEntries],
    );
    frame();
    assert.deepEqual(
      batches.map(({ length }) => length),
      [maxBatchEntries, 1],
    );
  });

  it('says nothing before the panel is ready and after it is gone', () => {
    const { feed, frames, frame, say, sent } = aFeed();
    say('r', 1);
    feed.follow('r');
    assert.equal(frames.size, 0);
    feed.restart({ pageId: 'p', afterSeqByRun: {} });
    feed.dispose();
    say('r', 1);
    frame();
    assert.deepEqual(sent(), []);
  });
});
