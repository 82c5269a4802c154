import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileRunStore } from '../../../../src/adapters/storage/fileRunStore';
import { estimated, unavailable } from '../../../../src/core/figure';
import type { RunRecord } from '../../../../src/core/generation/runStore';
import { aCandidate, aReceipt } from '../../../support/builders';
import { RecordingLogger } from '../../../support/recordingLogger';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

/** Larger than any process id of Linux, macOS or Windows. */
const deadPid = 2 ** 31 - 2;

function aRecord(fields: Partial<RunRecord> = {}): RunRecord {
  return {
    runId: 'run-1',
    workspaceRoot: join(process.cwd(), 'shop'),
    startedAtMs: 1000,
    ownerPid: process.pid,
    state: 'finished',
    temporaryFiles: [],
    newFolders: [],
    changes: [],
    ...fields,
  };
}

describe('FileRunStore', () => {
  const folder = useTemporaryFolder();
  let logger: RecordingLogger;
  let store: FileRunStore;
  beforeEach(() => {
    logger = new RecordingLogger();
    store = new FileRunStore({ folder: folder(), logger });
  });
  const list = (root = aRecord().workspaceRoot) => store.list(root);
  const runIds = async () => (await list()).map(({ runId }) => runId);

  it('is empty, and creates nothing, before the first save', async () => {
    assert.deepEqual(await list(), []);
    assert.deepEqual(await readdir(folder()), []);
  });

  it('gives a record back as it was, after a restart too', async () => {
    const record = aRecord({
      state: 'running',
      temporaryFiles: ['src/a.agentic-qe-1.test.ts'],
      changes: [
        { path: 'src/new.test.ts', before: undefined, after: 'läuft\r\n"x"' },
        { path: 'src/empty.test.ts', before: '', after: '' },
      ],
    });
    await store.save(record);
    assert.deepEqual(await list(), [record]);
    assert.deepEqual(await new FileRunStore({ folder: folder(), logger }).list(record.workspaceRoot), [
      record,
    ]);
  });

  it('gives proposed tests back as they were', async () => {
    const candidate = aCandidate({ imports: [{ specifier: './a', style: 'import', names: ['a'] }] });
    const verdict = { status: 'dropped', reason: 'unstable', detail: 'x' } as const;
    const record = aRecord({
      proposals: [
        {
          path: 'src/a.test.ts',
          before: undefined,
          after: 'after',
          sourceFile: 'src/a.ts',
          source: 'source',
          style: {
            framework: 'node-test',
            language: 'typescript',
            moduleStyle: 'import',
            hasGlobals: false,
            quote: '"',
            semicolons: false,
            indent: '\t',
            moduleSpecifier: './a',
          },
          tests: [
            { candidate, receipt: aReceipt() },
            {
              candidate: { ...candidate, claim: 'It is wrong.', replaces: 'other' },
              receipt: aReceipt({
                verdict,
                costMicroUsd: estimated(3, 'a guess'),
                runs: unavailable('none'),
              }),
              decision: 'rejected',
            },
          ],
          written: 'written',
        },
      ],
    });
    await store.save(record);
    assert.deepEqual(await list(), [record]);
  });

  it('replaces the record of the same run and leaves nothing else behind', async () => {
    await store.save(aRecord({ state: 'running' }));
    await store.save(aRecord({ state: 'undone' }));
    assert.deepEqual(await list(), [aRecord({ state: 'undone' })]);
    assert.deepEqual(await readdir(join(folder(), 'runs')), ['run-1.json']);
  });

  it('lists the runs of one workspace, newest first', async () => {
    await store.save(aRecord({ runId: 'middle', startedAtMs: 20 }));
    await store.save(aRecord({ runId: 'newest', startedAtMs: 30 }));
    await store.save(aRecord({ runId: 'oldest', startedAtMs: 10 }));
    await store.save(aRecord({ runId: 'other', workspaceRoot: join(process.cwd(), 'bank') }));
    assert.deepEqual(await runIds(), ['newest', 'middle', 'oldest']);
  });

  it('keeps the newest 50, and older ones that are still at work', async () => {
    await store.save(aRecord({ runId: 'at-work', startedAtMs: 0, state: 'running' }));
    await store.save(aRecord({ runId: 'killed', startedAtMs: 1, state: 'running', ownerPid: deadPid }));
    const changes = [{ path: 'src/cart.test.ts', before: undefined, after: '' }];
    for (let i = 10; i < 62; i++) await store.save(aRecord({ runId: `run-${i}`, startedAtMs: i, changes }));
    const kept = await runIds();
    assert.equal(kept.length, 51);
    assert.deepEqual([kept[0], kept[49], kept[50]], ['run-61', 'run-12', 'at-work']);
  });

  it('lets runs that changed nothing go before any that can be undone', async () => {
    const changes = [{ path: 'src/cart.test.ts', before: undefined, after: '' }];
    await store.save(aRecord({ runId: 'useful', startedAtMs: 0, changes }));
    for (let i = 10; i < 62; i++) await store.save(aRecord({ runId: `run-${i}`, startedAtMs: i }));
    const kept = await runIds();
    assert.deepEqual([kept.length, kept[0], kept[48], kept[49]], [50, 'run-61', 'run-13', 'useful']);
  });

  it('skips what it cannot read, with a warning, and leaves it where it is', async () => {
    await store.save(aRecord());
    const runs = join(folder(), 'runs');
    await writeFile(join(runs, 'torn.json'), '{"runId": "to');
    await writeFile(join(runs, 'strange.json'), '{"runId": "strange", "state": "resting"}');
    await writeFile(join(runs, 'notes.txt'), 'mine');
    assert.deepEqual(await runIds(), ['run-1']);
    assert.deepEqual(logger.entries, Array(2).fill('warn: A run record cannot be read and is skipped'));
    assert.deepEqual((await readdir(runs)).sort(), ['notes.txt', 'run-1.json', 'strange.json', 'torn.json']);
  });

  it('refuses ids that would lead out of its folder', async () => {
    for (const runId of ['../evil', 'a/b', '', 'C:x']) await assert.rejects(store.save(aRecord({ runId })));
    assert.deepEqual(await readdir(folder()), []);
  });

  it('keeps whole records when two save the same run at once', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(5000));
    await Promise.all(
      texts.map((after) => store.save(aRecord({ changes: [{ path: 'a.ts', before: undefined, after }] }))),
    );
    const [record] = await list();
    assert.ok(texts.includes(record?.changes[0]?.after ?? ''));
    assert.deepEqual(await readdir(join(folder(), 'runs')), ['run-1.json']);
    assert.deepEqual(logger.entries, []);
  });

  it('writes JSON that a person can read', async () => {
    await store.save(aRecord());
    const text = await readFile(join(folder(), 'runs', 'run-1.json'), 'utf8');
    assert.deepEqual(JSON.parse(text), aRecord());
    assert.match(text, /\n {2}"state": "finished"/);
  });
});
