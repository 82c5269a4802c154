import assert from 'node:assert/strict';
import type { ProposedFile, ProposedTest } from '../../../../../src/core/generation/review/proposal';
import { ProposalReview } from '../../../../../src/core/generation/review/proposalReview';
import type { ReviewRun } from '../../../../../src/core/generation/review/review';
import type { RunRecord } from '../../../../../src/core/generation/runStore';
import { undoRun } from '../../../../../src/core/generation/undoRun';
import { verifies } from '../../../../requirements';
import { aCandidate, aReceipt } from '../../../../support/builders';
import { type FakeRunnerScript, fakeWorkbench, memoryRunStore } from '../../../../support/generationFakes';

const root = '/workspace';
const testFile = 'src/double.test.ts';
const source = 'export function double() {}';
const place = { workspaceRoot: root, runId: 'abcdef-1', path: testFile };

function aTest(title: string, status: 'kept' | 'finding' = 'kept'): ProposedTest {
  const candidate = aCandidate({ id: `src/double.ts#${title}`, title, bodyLines: [`check('${title}');`] });
  const verdict = status === 'kept' ? ({ status } as const) : ({ status, detail: 'It is wrong.' } as const);
  return { candidate, receipt: aReceipt({ candidateId: candidate.id, title, verdict }) };
}

function aFile(changes: Partial<ProposedFile> = {}): ProposedFile {
  return {
    path: testFile,
    before: undefined,
    after: 'the whole text, as it was verified\n',
    sourceFile: 'src/double.ts',
    source,
    style: {
      framework: 'vitest',
      language: 'typescript',
      moduleStyle: 'import',
      hasGlobals: true,
      quote: "'",
      semicolons: true,
      indent: '  ',
      moduleSpecifier: './double',
    },
    tests: [aTest('one'), aTest('two'), aTest('three')],
    ...changes,
  };
}

const quietRun: ReviewRun = { signal: new AbortController().signal };

async function prepare({
  file = aFile(),
  files = {},
  script = { tests: {} },
}: {
  file?: ProposedFile;
  files?: Record<string, string>;
  script?: FakeRunnerScript;
} = {}) {
  const { workspace, runner, workbench } = fakeWorkbench({ 'src/double.ts': source, ...files }, script);
  const runStore = memoryRunStore();
  const record: RunRecord = {
    runId: 'abcdef-1',
    workspaceRoot: root,
    startedAtMs: 7,
    ownerPid: 1,
    state: 'finished',
    temporaryFiles: [],
    newFolders: [],
    changes: [],
    proposals: [file],
  };
  await runStore.save(record);
  const review = new ProposalReview({
    runStore,
    openWorkbench: async () => workbench,
    processId: 2,
    testRunTimeoutMs: 1000,
  });
  const stored = async () => (await runStore.list(root))[0] as RunRecord;
  const decisions = async () => (await stored()).proposals?.[0]?.tests.map(({ decision }) => decision);
  return { review, workspace, runner, runStore, stored, decisions };
}

describe('ProposalReview', () => {
  it(`writes exactly the verified text when all is accepted, and runs nothing ${verifies('RUN-16')}`, async () => {
    const { review, workspace, runner, decisions } = await prepare();
    const result = await review.accept(place, quietRun);
    assert.equal(workspace.files.get(testFile), 'the whole text, as it was verified\n');
    assert.equal(result.basis, 'as-proposed');
    assert.equal(result.isNew, true);
    assert.deepEqual(runner.requests, []);
    assert.deepEqual(await decisions(), ['accepted', 'accepted', 'accepted']);
  });

  it('runs a part of the tests five times before it is written, and leaves the rest open', async () => {
    const { review, workspace, runner, decisions, stored } = await prepare();
    const runs: number[] = [];
    const result = await review.accept(
      { ...place, candidateIds: ['src/double.ts#two'] },
      { ...quietRun, onCheck: (run) => runs.push(run) },
    );
    assert.equal(result.basis, 'checked-again');
    assert.equal(runner.requests.length, 5);
    assert.deepEqual(runs, [1, 2, 3, 4, 5]);
    const text = workspace.files.get(testFile) ?? '';
    assert.match(text, /it\('two'/);
    assert.doesNotMatch(text, /it\('one'|it\('three'/);
    assert.deepEqual(await decisions(), [undefined, 'accepted', undefined]);
    assert.equal((await stored()).state, 'finished');
    assert.deepEqual([...workspace.files.keys()].sort(), ['src/double.test.ts', 'src/double.ts']);
  });

  it('gives the verified text once all tests were accepted one by one', async () => {
    const { review, workspace } = await prepare();
    for (const title of ['three', 'one', 'two'])
      await review.accept({ ...place, candidateIds: [`src/double.ts#${title}`] }, quietRun);
    assert.equal(workspace.files.get(testFile), 'the whole text, as it was verified\n');
  });

  it('does not write what does not pass every run, and says which and why', async () => {
    const { review, workspace, decisions } = await prepare({
      script: { tests: { two: { finalRuns: ['passed', 'failed'] } } },
    });
    const ids = ['src/double.ts#one', 'src/double.ts#two'];
    const result = await review.accept({ ...place, candidateIds: ids }, quietRun);
    assert.deepEqual(
      result.accepted.map(({ candidate }) => candidate.title),
      ['one'],
    );
    assert.deepEqual(
      result.refused.map(({ test, reason }) => [test.candidate.title, /two failed/.test(reason)]),
      [['two', true]],
    );
    assert.doesNotMatch(workspace.files.get(testFile) ?? '', /it\('two'/);
    assert.deepEqual(await decisions(), ['accepted', undefined, undefined]);
  });

  it(`leaves nothing when all is rejected ${verifies('RUN-16')}`, async () => {
    const { review, workspace, runner, decisions } = await prepare();
    await review.reject({ ...place, candidateIds: ['src/double.ts#one'] });
    await review.reject(place);
    assert.deepEqual(await decisions(), ['rejected', 'rejected', 'rejected']);
    assert.equal((await review.list(root)).length, 1);
    assert.deepEqual([...workspace.files.keys()], ['src/double.ts']);
    assert.deepEqual(runner.requests, []);
  });

  it('adds to a file that the user has edited since, after it was run with the tests', async () => {
    const { review, workspace, runner } = await prepare({
      file: aFile({ before: 'before\n', after: 'before\nall\n' }),
      files: { [testFile]: "before\n// edited\nit('mine', () => {\n});\n" },
    });
    const result = await review.accept(place, quietRun);
    assert.equal(result.basis, 'checked-again');
    assert.equal(result.isNew, false);
    // The tests that are there are run once without ours, to know how they end.
    assert.equal(runner.requests.length, 6);
    const text = workspace.files.get(testFile) ?? '';
    assert.match(text, /^before\n\/\/ edited/);
    assert.match(text, /it\('three'/);
  });

  it('checks again when the source is another one than that of the run', async () => {
    const { review, runner } = await prepare({ files: { 'src/double.ts': `${source} // changed` } });
    const result = await review.accept(place, quietRun);
    assert.equal(result.basis, 'checked-again');
    assert.equal(runner.requests.length, 5);
  });

  it('writes nothing when the file is edited while the tests are checked', async () => {
    const { review, workspace, decisions, stored } = await prepare({
      script: {
        tests: {},
        onRun: (_, numberOfRun) => {
          if (numberOfRun === 3) workspace.files.set(testFile, 'mine');
          return undefined;
        },
      },
    });
    const choice = { ...place, candidateIds: ['src/double.ts#one'] };
    await assert.rejects(review.accept(choice, quietRun), { code: 'workspace-file-changed' });
    assert.equal(workspace.files.get(testFile), 'mine');
    assert.deepEqual(await decisions(), [undefined, undefined, undefined]);
    assert.deepEqual((await stored()).changes, []);
  });

  it('is undone in one step, whatever was accepted when', async () => {
    const { review, workspace, stored } = await prepare({
      file: aFile({ before: 'before\n' }),
      files: { [testFile]: 'before\n' },
    });
    await review.accept({ ...place, candidateIds: ['src/double.ts#one'] }, quietRun);
    await review.accept({ ...place, candidateIds: ['src/double.ts#two'] }, quietRun);
    await undoRun(await stored(), workspace);
    assert.equal(workspace.files.get(testFile), 'before\n');
  });

  it('can be accepted again after writing has failed', async () => {
    const { review, workspace, decisions, stored } = await prepare();
    const { writeText } = workspace;
    workspace.writeText = async () => {
      throw new Error('disk full');
    };
    await assert.rejects(review.accept(place, quietRun), /disk full/);
    assert.deepEqual(await decisions(), [undefined, undefined, undefined]);
    assert.deepEqual((await stored()).changes, []);
    workspace.writeText = writeText;
    await review.accept(place, quietRun);
    assert.equal(workspace.files.get(testFile), 'the whole text, as it was verified\n');
  });

  it('shows the file as it is and as it would be with what is open', async () => {
    const { review } = await prepare();
    const whole = await review.texts(place);
    assert.equal(whole.current, undefined);
    assert.equal(whole.proposed, 'the whole text, as it was verified\n');
    await review.accept({ ...place, candidateIds: ['src/double.ts#one'] }, quietRun);
    await review.reject({ ...place, candidateIds: ['src/double.ts#two'] });
    const { current = '', proposed, places } = await review.texts(place);
    assert.match(current, /it\('one'/);
    assert.match(proposed, /it\('one'[\s\S]*it\('three'/);
    assert.doesNotMatch(proposed, /it\('two'/);
    const line = proposed.split('\n').findIndex((text) => text.includes("it('three'")) + 1;
    assert.deepEqual([...places], [['src/double.ts#three', { startLine: line, endLine: line }]]);
  });

  it('keeps a test that reveals a bug marked as failing', async () => {
    const { review, workspace } = await prepare({
      file: aFile({ tests: [aTest('one'), aTest('bug', 'finding'), aTest('two')] }),
    });
    await review.accept({ ...place, candidateIds: ['src/double.ts#one', 'src/double.ts#bug'] }, quietRun);
    assert.match(workspace.files.get(testFile) ?? '', /it\('one'[\s\S]*it\.fails\('bug'/);
  });

  it('refuses to decide on a run that was undone or is forgotten', async () => {
    const { review, runStore, stored } = await prepare();
    await runStore.save({ ...(await stored()), state: 'undone' });
    await assert.rejects(review.accept(place, quietRun), { code: 'workspace-file-changed' });
    assert.deepEqual(await review.list(root), []);
  });
});
