import assert from 'node:assert/strict';
import { PanelStore } from '../../../../src/frontends/webview/panelStore';
import type { PanelMessage, PanelPart } from '../../../../src/frontends/webview/protocol';
import { fromStoredState, type PanelState } from '../../../../src/frontends/webview/state';
import { verifies } from '../../../requirements';

const aPart = (seq: number, part: PanelPart, pageId = 'p') => ({
  kind: 'stream-parts',
  pageId,
  batch: seq,
  entries: [{ runId: 'r', seq, part }],
});
const notice = (seq: number, pageId?: string) => aPart(seq, { type: 'notice', message: 'careful' }, pageId);

function aStore(stored?: unknown) {
  const frames: (() => void)[] = [];
  const timers: (() => void)[] = [];
  const drawn: PanelState[] = [];
  const sent: PanelMessage[] = [];
  let state = stored;
  const store = new PanelStore({
    host: {
      postMessage: (message) => sent.push(message),
      getState: () => state,
      setState: (next) => {
        state = next;
      },
    },
    nextFrame: (callback) => frames.push(callback),
    later: (callback) => timers.push(callback),
    pageId: 'p',
    render: (next) => drawn.push(next),
  });
  return { store, frames, timers, drawn, sent, stored: () => state };
}

describe('PanelStore', () => {
  it('draws many messages in one frame and stores them in one go', () => {
    const { store, frames, timers, drawn, stored } = aStore();
    store.start();
    for (let seq = 1; seq <= 50; seq++) store.receive(notice(seq));
    assert.deepEqual([frames.length, timers.length, drawn.length], [1, 1, 1]);
    frames[0]?.();
    assert.equal(drawn[1]?.runs[0]?.lastSeq, 50);
    assert.equal(stored(), undefined);
    timers[0]?.();
    assert.notEqual(stored(), undefined);
    store.receive(notice(51));
    assert.deepEqual([frames.length, timers.length], [2, 2]);
  });

  it(`says what it has drawn, once it has ${verifies('STR-6')}`, () => {
    const { store, frames, drawn, sent } = aStore();
    store.receive(notice(1));
    store.receive(notice(2));
    assert.deepEqual(sent, []);
    frames[0]?.();
    assert.equal(drawn.length, 1);
    assert.deepEqual(sent, [
      { kind: 'received', pageId: 'p', batch: 1 },
      { kind: 'received', pageId: 'p', batch: 2 },
    ]);
    store.receive({ kind: 'snapshot', runIds: [], undoneRunIds: [], spend: '' });
    frames[1]?.();
    assert.equal(sent.length, 2);
  });

  it('remembers how a run ended without waiting: the window may be gone in a second', () => {
    const { store, timers, stored } = aStore();
    store.receive(aPart(1, { type: 'abort' }));
    assert.deepEqual([timers.length, fromStoredState(stored()).runs[0]?.status], [1, 'cancelled']);
  });

  it('comes back with what it had and asks for the rest only', () => {
    const first = aStore();
    first.store.receive(notice(1));
    first.store.remember();
    const second = aStore(first.stored());
    second.store.start();
    assert.equal(second.drawn[0]?.runs.length, 1);
    assert.deepEqual(second.sent, [{ kind: 'ready', pageId: 'p', afterSeqByRun: { r: 1 } }]);
  });

  it('leaves parts alone that were on their way to the page before, so that they leave no gap', () => {
    const { store, frames } = aStore();
    store.start();
    store.receive(notice(40, 'page before'));
    assert.equal(frames.length, 0);
  });

  it('ignores what is not a message of the host', () => {
    const { store, frames } = aStore();
    store.receive({ type: 'webpackOk' });
    assert.equal(frames.length, 0);
  });

  it('asks for what a tab shows when it is chosen, by the user or the host, and comes back to it', () => {
    const first = aStore();
    first.store.start();
    first.store.selectTab('costs');
    first.store.receive({ kind: 'select-tab', tab: 'models' });
    assert.deepEqual(first.sent.slice(1), [
      { kind: 'open-tab', tab: 'costs' },
      { kind: 'open-tab', tab: 'models' },
    ]);
    first.store.remember();
    const second = aStore(first.stored());
    second.store.start();
    assert.deepEqual(
      [second.drawn[0]?.tab, second.sent.at(-1)],
      ['models', { kind: 'open-tab', tab: 'models' }],
    );
  });
});
