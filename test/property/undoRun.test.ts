import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileChange } from '../../src/core/generation/fileChange';
import type { RunRecord } from '../../src/core/generation/runStore';
import { undoRun } from '../../src/core/generation/undoRun';
import { createMemoryWorkspace } from '../support/memoryWorkspace';

type Content = string | undefined;

const path = fc.constantFrom('a.test.ts', 'b.test.ts', 'deep/er/c.test.ts', 'd.test.ts');
const text = fc.constantFrom('', 'one', 'two', 'three');
const story = fc.record({
  initial: fc.dictionary(path, text),
  /** What the run writes, in order. */
  writes: fc.array(fc.tuple(path, text), { maxLength: 6 }),
  /** What the user does afterwards; undefined deletes. */
  edits: fc.dictionary(path, fc.option(fc.constantFrom('edited', 'one'), { nil: undefined })),
});

function recordOf(changes: readonly FileChange[]): RunRecord {
  const fixed = { runId: 'r', workspaceRoot: '/workspace', startedAtMs: 0, ownerPid: 1 } as const;
  return { ...fixed, state: 'finished', temporaryFiles: [], newFolders: [], changes };
}

async function perform(initial: Record<string, string>, writes: readonly (readonly [string, string])[]) {
  const workspace = createMemoryWorkspace(initial);
  const changes: FileChange[] = [];
  for (const [file, after] of writes) {
    changes.push({ path: file, before: await workspace.readText(file), after });
    await workspace.writeText(file, after);
  }
  return { workspace, record: recordOf(changes) };
}

function set(files: Map<string, string>, file: string, content: Content): void {
  if (content === undefined) files.delete(file);
  else files.set(file, content);
}

describe('undoing a run (property)', () => {
  it('gives back the files as they were, whatever the run wrote', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ initial, writes }) => {
        const { workspace, record } = await perform(initial, writes);
        const result = await undoRun(record, workspace);
        assert.deepEqual(result.leftAlone, []);
        assert.deepEqual(workspace.files, new Map(Object.entries(initial)));
      }),
    );
  });

  it('never changes a file into anything but what it was before the run, and accounts for each', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ initial, writes, edits }) => {
        const { workspace, record } = await perform(initial, writes);
        for (const [file, content] of Object.entries(edits)) set(workspace.files, file, content);
        const edited = new Map(workspace.files);
        const { restored, leftAlone } = await undoRun(record, workspace);
        const changed = new Set(record.changes.map((change) => change.path));
        assert.deepEqual([...restored, ...leftAlone].sort(), [...changed].sort());
        for (const file of restored) assert.equal(workspace.files.get(file), initial[file]);
        for (const file of leftAlone) assert.equal(workspace.files.get(file), edited.get(file));
        for (const [file, content] of edited) {
          if (!changed.has(file)) assert.equal(workspace.files.get(file), content);
          if (content === 'edited') assert.equal(workspace.files.get(file), 'edited');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does all or nothing when the workspace fails at any of its steps', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.integer({ min: 0, max: 4 }), async ({ initial, writes }, failAt) => {
        const { workspace, record } = await perform(initial, writes);
        const before = new Map(workspace.files);
        let steps = 0;
        const failOnce = (): void => {
          if (steps++ === failAt) throw new Error('disk full');
        };
        const failing = {
          ...workspace,
          writeText: async (file: string, content: string) => {
            failOnce();
            await workspace.writeText(file, content);
          },
          remove: async (file: string) => {
            await workspace.remove(file);
            // After the removal: a folder above it could not be removed, for instance.
            failOnce();
          },
        };
        try {
          await undoRun(record, failing);
          assert.deepEqual(workspace.files, new Map(Object.entries(initial)));
        } catch (error) {
          assert.match(String(error), /disk full/);
          assert.deepEqual(workspace.files, before);
        }
      }),
      { numRuns: 300 },
    );
  });
});
