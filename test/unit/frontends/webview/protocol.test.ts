import assert from 'node:assert/strict';
import { parseHostMessage, parsePanelMessage } from '../../../../src/frontends/webview/protocol';

describe('panel protocol', () => {
  it('takes the messages of the panel', () => {
    for (const message of [
      { kind: 'ready', pageId: 'p', afterSeqByRun: { r: 3 } },
      { kind: 'open-file', runId: 'r', path: 'src/cart.test.ts' },
      { kind: 'cancel-run', runId: 'r' },
      { kind: 'undo-run', runId: 'r' },
    ]) {
      assert.deepEqual(parsePanelMessage(message), message);
    }
  });

  it('refuses paths that leave the workspace', () => {
    for (const path of [
      '../secret',
      '/etc/passwd',
      'a/../../b',
      'C:/x',
      'c:\\x',
      'a\\..\\b',
      '\\\\server\\x',
      '',
    ]) {
      assert.equal(parsePanelMessage({ kind: 'open-file', runId: 'r', path }), undefined, path);
    }
  });

  it('refuses anything else', () => {
    for (const message of [
      undefined,
      null,
      'ready',
      [],
      {},
      { kind: 'ready' },
      { kind: 'ready', afterSeqByRun: { r: 1 } },
      { kind: 'ready', pageId: 'p', afterSeqByRun: { r: -1 } },
      { kind: 'ready', pageId: 'p', afterSeqByRun: { r: 'x' } },
      { kind: 'cancel-run' },
      { kind: 'run-command', command: 'rm' },
    ]) {
      assert.equal(parsePanelMessage(message), undefined);
    }
  });

  it('takes the messages of the host and refuses anything else', () => {
    const snapshot = { kind: 'snapshot', runIds: ['r'], undoneRunIds: [], spend: '$0.00 today' };
    const parts = {
      kind: 'stream-parts',
      pageId: 'p',
      entries: [{ runId: 'r', seq: 1, part: { type: 'abort' } }],
    };
    assert.equal(parseHostMessage(snapshot), snapshot);
    assert.equal(parseHostMessage(parts), parts);
    for (const message of [
      null,
      { kind: 'other' },
      { ...parts, pageId: undefined },
      { ...snapshot, spend: 1 },
      { ...snapshot, runIds: [1] },
      { kind: 'stream-parts', pageId: 'p', entries: [{ runId: 'r', seq: 0.5, part: { type: 'abort' } }] },
      { kind: 'stream-parts', pageId: 'p', entries: [{ runId: 'r', seq: 1, part: null }] },
    ]) {
      assert.equal(parseHostMessage(message), undefined);
    }
  });
});
