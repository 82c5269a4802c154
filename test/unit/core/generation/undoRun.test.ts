import assert from 'node:assert/strict';
import type { FileChange } from '../../../../src/core/generation/fileChange';
import type { RunRecord, RunStore } from '../../../../src/core/generation/runStore';
import { cleanUpInterruptedRuns, undoRun } from '../../../../src/core/generation/undoRun';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';

function aRecord(fields: Partial<RunRecord> = {}): RunRecord {
  return {
    runId: 'run-1',
    workspaceRoot: '/workspace',
    startedAtMs: 1,
    ownerPid: 4711,
    state: 'finished',
    temporaryFiles: [],
    newFolders: [],
    changes: [],
    ...fields,
  };
}

function withChanges(...changes: FileChange[]): RunRecord {
  return aRecord({ changes });
}

describe('undoRun', () => {
  it('restores changed files and removes created ones', async () => {
    const workspace = createMemoryWorkspace({
      'a.test.ts': 'new a',
      'b.test.ts': 'created',
      'src/a.ts': 'source',
    });
    const record = withChanges(
      { path: 'a.test.ts', before: 'old a', after: 'new a' },
      { path: 'b.test.ts', before: undefined, after: 'created' },
    );
    const result = await undoRun(record, workspace);
    assert.deepEqual(result, { restored: ['a.test.ts', 'b.test.ts'], leftAlone: [] });
    assert.deepEqual(Object.fromEntries(workspace.files), { 'a.test.ts': 'old a', 'src/a.ts': 'source' });
  });

  it('restores an empty file as an empty file', async () => {
    const workspace = createMemoryWorkspace({ 'a.ts': 'x' });
    await undoRun(withChanges({ path: 'a.ts', before: '', after: 'x' }), workspace);
    assert.equal(workspace.files.get('a.ts'), '');
  });

  it('leaves files alone that were edited or deleted since, and does the rest', async () => {
    const workspace = createMemoryWorkspace({ 'edited.ts': 'new + edit', 'fine.ts': 'new' });
    const record = withChanges(
      { path: 'edited.ts', before: 'old', after: 'new' },
      { path: 'deleted.ts', before: 'old', after: 'new' },
      { path: 'fine.ts', before: 'old', after: 'new' },
    );
    assert.deepEqual(await undoRun(record, workspace), {
      restored: ['fine.ts'],
      leftAlone: ['edited.ts', 'deleted.ts'],
    });
    assert.deepEqual(Object.fromEntries(workspace.files), { 'edited.ts': 'new + edit', 'fine.ts': 'old' });
  });

  it('can be done again, and counts what never was written as restored', async () => {
    const workspace = createMemoryWorkspace({ 'a.ts': 'new' });
    const record = withChanges(
      { path: 'a.ts', before: 'old', after: 'new' },
      { path: 'never.ts', before: undefined, after: 'new' },
    );
    const result = await undoRun(record, workspace);
    assert.deepEqual(result, { restored: ['a.ts', 'never.ts'], leftAlone: [] });
    assert.deepEqual(await undoRun(record, workspace), result);
    assert.deepEqual(Object.fromEntries(workspace.files), { 'a.ts': 'old' });
  });

  it('goes back through several changes of one file, the last of which may be missing', async () => {
    const record = withChanges(
      { path: 'a.ts', before: 'one', after: 'two' },
      { path: 'a.ts', before: 'two', after: 'three' },
    );
    for (const text of ['three', 'two', 'one']) {
      const workspace = createMemoryWorkspace({ 'a.ts': text });
      assert.deepEqual(await undoRun(record, workspace), { restored: ['a.ts'], leftAlone: [] });
      assert.equal(workspace.files.get('a.ts'), 'one', `from ${text}`);
    }
  });

  it('does not go back over an edit between two changes of the run', async () => {
    const workspace = createMemoryWorkspace({ 'a.ts': 'four' });
    const record = withChanges(
      { path: 'a.ts', before: 'one', after: 'two' },
      { path: 'a.ts', before: 'two, edited', after: 'four' },
    );
    assert.deepEqual(await undoRun(record, workspace), { restored: [], leftAlone: ['a.ts'] });
    assert.equal(workspace.files.get('a.ts'), 'four');
  });

  it('takes back what it did when a file cannot be written', async () => {
    const workspace = createMemoryWorkspace({ 'a.ts': 'new', 'created.ts': 'new', 'z.ts': 'new' });
    const before = new Map(workspace.files);
    const failing = {
      ...workspace,
      writeText: async (path: string, text: string) => {
        if (path === 'z.ts') throw new Error('disk full');
        await workspace.writeText(path, text);
      },
    };
    const record = withChanges(
      { path: 'a.ts', before: 'old', after: 'new' },
      { path: 'created.ts', before: undefined, after: 'new' },
      { path: 'z.ts', before: 'old', after: 'new' },
    );
    await assert.rejects(undoRun(record, failing), /disk full/);
    assert.deepEqual(workspace.files, before);
  });

  it('names the files that it could not take back either', async () => {
    const workspace = createMemoryWorkspace({ 'a.ts': 'new', 'z.ts': 'new' });
    let writes = 0;
    const failing = {
      ...workspace,
      writeText: async (path: string, text: string) => {
        if (++writes > 1) throw new Error('disk full');
        await workspace.writeText(path, text);
      },
    };
    const record = withChanges(
      { path: 'a.ts', before: 'old', after: 'new' },
      { path: 'z.ts', before: 'old', after: 'new' },
    );
    await assert.rejects(undoRun(record, failing), /disk full.*a\.ts/);
  });

  it('does not overwrite what is saved while it is at work', async () => {
    const workspace = createMemoryWorkspace({ 'a.ts': 'new', 'b.ts': 'new' });
    const racing = {
      ...workspace,
      writeText: async (path: string, text: string) => {
        await workspace.writeText(path, text);
        if (path === 'a.ts') workspace.files.set('b.ts', 'saved by the user');
      },
    };
    const record = withChanges(
      { path: 'a.ts', before: 'old', after: 'new' },
      { path: 'b.ts', before: 'old', after: 'new' },
    );
    assert.deepEqual(await undoRun(record, racing), { restored: ['a.ts'], leftAlone: ['b.ts'] });
    assert.equal(workspace.files.get('b.ts'), 'saved by the user');
  });
});

describe('cleanUpInterruptedRuns', () => {
  class MemoryRunStore implements RunStore {
    constructor(readonly records: RunRecord[]) {}
    async save(record: RunRecord): Promise<void> {
      this.records.splice(
        this.records.findIndex(({ runId }) => runId === record.runId),
        1,
        record,
      );
    }
    async list(): Promise<readonly RunRecord[]> {
      return [...this.records];
    }
  }
  const interrupted = aRecord({
    state: 'running',
    ownerPid: 1,
    temporaryFiles: ['t1.test.ts', 'gone.test.ts'],
  });

  it('removes what runs of dead processes left, and ends them', async () => {
    const store = new MemoryRunStore([interrupted]);
    const workspace = createMemoryWorkspace({ 't1.test.ts': '', 'a.test.ts': 'mine' });
    const result = await cleanUpInterruptedRuns(store, workspace, () => false);
    assert.deepEqual(result, { removed: ['t1.test.ts'], failed: [] });
    assert.deepEqual([...workspace.files.keys()], ['a.test.ts']);
    assert.deepEqual(store.records, [{ ...interrupted, state: 'finished' }]);
  });

  it('does not touch runs that are at work, finished or undone', async () => {
    const records = [
      aRecord({ runId: 'at-work', state: 'running', ownerPid: 2, temporaryFiles: ['a.ts'] }),
      aRecord({ runId: 'finished', temporaryFiles: ['b.ts'] }),
      aRecord({ runId: 'undone', state: 'undone', temporaryFiles: ['c.ts'] }),
    ];
    const store = new MemoryRunStore([...records]);
    const workspace = createMemoryWorkspace({ 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    const result = await cleanUpInterruptedRuns(store, workspace, (pid) => pid === 2);
    assert.deepEqual(result, { removed: [], failed: [] });
    assert.equal(workspace.files.size, 3);
    assert.deepEqual(store.records, records);
  });

  it('goes on after a file that cannot be removed, reports it and tries again next time', async () => {
    const store = new MemoryRunStore([interrupted]);
    const workspace = createMemoryWorkspace({ 't1.test.ts': '', 'gone.test.ts': '' });
    const locked = {
      ...workspace,
      remove: async (path: string) => {
        if (path === 't1.test.ts') throw new Error('busy');
        await workspace.remove(path);
      },
    };
    assert.deepEqual(await cleanUpInterruptedRuns(store, locked, () => false), {
      removed: ['gone.test.ts'],
      failed: [{ path: 't1.test.ts', reason: 'busy' }],
    });
    assert.deepEqual(store.records, [interrupted]);
    assert.deepEqual((await cleanUpInterruptedRuns(store, workspace, () => false)).removed, ['t1.test.ts']);
    assert.equal(store.records[0]?.state, 'finished');
  });
});
