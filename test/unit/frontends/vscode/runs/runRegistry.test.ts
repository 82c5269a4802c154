import assert from 'node:assert/strict';
import { type RunChange, RunRegistry } from '../../../../../src/frontends/vscode/runs/runRegistry';

describe('RunRegistry', () => {
  it('knows a run from its start to its end, and tells both', async () => {
    let end: (result: { readonly status: 'cancelled' }) => void = () => {};
    const result = new Promise<{ readonly status: 'cancelled' }>((resolve) => {
      end = resolve;
    });
    const registry = new RunRegistry(() => ({ runId: 'r', result, cancel: () => {}, stop: () => {} }));
    const changes: RunChange[] = [];
    registry.onDidChange((change) => changes.push(change));
    registry.start({ type: 'analyze-coverage', workspaceRoot: '/w', targets: [{ path: 'a.ts' }] });
    assert.deepEqual(
      registry.active.map(({ files }) => files),
      [['a.ts']],
    );
    end({ status: 'cancelled' });
    await result;
    await Promise.resolve();
    assert.equal(registry.active.length, 0);
    assert.equal(registry.find('r')?.workspaceRoot, '/w');
    registry.markUndone('r');
    assert.deepEqual(
      changes.map(({ kind }) => kind),
      ['started', 'ended', 'undone'],
    );
    assert.deepEqual(registry.undoneRunIds, ['r']);
  });
});
