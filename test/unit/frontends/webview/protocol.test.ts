import assert from 'node:assert/strict';
import { parseHostMessage, parsePanelMessage } from '../../../../src/frontends/webview/protocol';

describe('panel protocol', () => {
  it('takes the messages of the panel', () => {
    for (const message of [
      { kind: 'ready', pageId: 'p', afterSeqByRun: { r: 3 } },
      { kind: 'received', pageId: 'p', batch: 2 },
      { kind: 'open-file', runId: 'r', path: 'src/cart.test.ts' },
      { kind: 'open-file', runId: 'r', path: 'src/cart.ts', line: 12 },
      { kind: 'cancel-run', runId: 'r' },
      { kind: 'undo-run', runId: 'r' },
      { kind: 'review-run', runId: 'r' },
      { kind: 'open-tab', tab: 'costs' },
      { kind: 'close-gap', runId: 'r', path: 'src/cart.ts', unit: 'Cart.add' },
      { kind: 'export-costs' },
      { kind: 'raise-budget' },
      { kind: 'set-api-key', provider: 'openai' },
      { kind: 'accept-tests', runId: 'r' },
      { kind: 'reject-tests', runId: 'r', candidateIds: ['c'] },
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
      assert.equal(parsePanelMessage({ kind: 'close-gap', runId: 'r', path, unit: 'u' }), undefined, path);
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
      { kind: 'received', pageId: 'p' },
      { kind: 'received', pageId: 'p', batch: -1 },
      { kind: 'received', batch: 1 },
      { kind: 'open-file', runId: 'r', path: 'src/cart.ts', line: 0 },
      { kind: 'open-file', runId: 'r', path: 'src/cart.ts', line: '12' },
      { kind: 'cancel-run' },
      { kind: 'run-command', command: 'rm' },
    ]) {
      assert.equal(parsePanelMessage(message), undefined);
    }
  });

  it('takes the messages of the host and refuses anything else', () => {
    const snapshot = {
      kind: 'snapshot',
      runIds: ['r'],
      undoneRunIds: [],
      proposals: [{ runId: 'r', decisions: { c: 'open' }, writtenFiles: [] }],
      spend: '$0.00 today',
    };
    const parts = {
      kind: 'stream-parts',
      pageId: 'p',
      batch: 1,
      entries: [{ runId: 'r', seq: 1, part: { type: 'abort' } }],
    };
    assert.equal(parseHostMessage(snapshot), snapshot);
    assert.equal(parseHostMessage(parts), parts);
    assert.deepEqual(parseHostMessage({ kind: 'select-tab', tab: 'costs' }), {
      kind: 'select-tab',
      tab: 'costs',
    });
    assert.equal(parseHostMessage({ kind: 'select-tab', tab: 'other' }), undefined);
    assert.equal(parseHostMessage({ kind: 'report', costs: 'x' }), undefined);
    for (const message of [
      null,
      { kind: 'other' },
      { ...parts, pageId: undefined },
      { ...parts, batch: undefined },
      { ...snapshot, spend: 1 },
      { ...snapshot, runIds: [1] },
      { ...parts, entries: [{ runId: 'r', seq: 0.5, part: { type: 'abort' } }] },
      { ...parts, entries: [{ runId: 'r', seq: 1, part: null }] },
    ]) {
      assert.equal(parseHostMessage(message), undefined);
    }
  });
});
