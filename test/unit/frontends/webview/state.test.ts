import assert from 'node:assert/strict';
import type { PanelEntry, PanelPart, PanelReceipt } from '../../../../src/frontends/webview/protocol';
import {
  afterSeqByRun,
  codeLimit,
  emptyPanelState,
  fromStoredState,
  outputLimit,
  type PanelState,
  reducePanelState,
  toStoredState,
} from '../../../../src/frontends/webview/state';
import { verifies } from '../../../requirements';

const measuredFigure = (text: string) => ({ text, provenance: 'measured' }) as const;

function aPanelReceipt(overrides: Partial<PanelReceipt> = {}): PanelReceipt {
  return {
    candidateId: 'c1',
    sourceFile: 'src/cart.ts',
    testFile: 'src/cart.test.ts',
    unit: 'Cart',
    title: 'adds',
    verdict: 'kept',
    reason: '',
    runs: measuredFigure('5/5 runs'),
    addedStatements: measuredFigure('+3 statements'),
    addedBranches: measuredFigure('+1 branch'),
    addedKills: measuredFigure('+1 mutant'),
    modelId: 'embedded',
    cost: measuredFigure('$0.00'),
    ...overrides,
  };
}

const runStart: PanelPart = {
  type: 'run-start',
  title: 'Tests for src/cart.ts',
  files: ['src/cart.ts'],
  startedAtMs: 1,
  stages: ['inspect', 'plan'],
};
const proposed = (candidateId: string): PanelPart => ({
  type: 'test-proposed',
  candidateId,
  sourceFile: 'src/cart.ts',
  unit: 'Cart',
  title: 'adds',
});
const finish: PanelPart = {
  type: 'finish',
  summary: {
    type: 'generate-tests',
    sentence: '1 test kept.',
    kept: 1,
    dropped: 0,
    cost: measuredFigure('$0.00'),
    duration: '3 s',
    canUndo: true,
    receipts: [aPanelReceipt()],
    coverage: [{ sourceFile: 'src/cart.ts', rows: [] }],
    findings: [],
    notes: [],
  },
};

function entries(parts: readonly PanelPart[], { runId = 'r', firstSeq = 1 } = {}): PanelEntry[] {
  return parts.map((part, index) => ({ runId, seq: firstSeq + index, part }));
}

function receive(state: PanelState, batch: readonly PanelEntry[]): PanelState {
  return reducePanelState(state, { kind: 'stream-parts', pageId: 'p', batch: 1, entries: batch });
}

describe('panel state', () => {
  it('turns a proposed test into its receipt, in place', () => {
    const state = receive(
      emptyPanelState,
      entries([runStart, proposed('c1'), proposed('c2'), { type: 'receipt', receipt: aPanelReceipt() }]),
    );
    const [run] = state.runs;
    assert.deepEqual(
      run?.tests.map(({ candidateId, receipt }) => [candidateId, receipt?.verdict]),
      [
        ['c1', 'kept'],
        ['c2', undefined],
      ],
    );
  });

  it(`is the same after any cut into batches and any replay ${verifies('STR-1')}`, () => {
    const parts: PanelPart[] = [
      runStart,
      { type: 'agent-start', agentId: 'a', agentType: 'test-generator' },
      { type: 'output', text: 'one\n' },
      proposed('c1'),
      { type: 'model-selected', modelName: 'embedded', reason: 'simple' },
      { type: 'test-code', candidateId: 'c1', code: "it('adds')" },
      { type: 'output', text: 'two\n' },
      { type: 'receipt', receipt: aPanelReceipt() },
      { type: 'notice', message: 'careful' },
      { type: 'agent-end', agentId: 'a', outcome: 'completed' },
      finish,
    ];
    const all = entries(parts);
    const whole = receive(emptyPanelState, all);
    const single = all.reduce((state, entry) => receive(state, [entry]), emptyPanelState);
    assert.deepEqual(single, whole);
    assert.deepEqual(receive(receive(whole, all), all.slice(4)), whole);
    const hiddenHalfway = fromStoredState(
      structuredClone(toStoredState(receive(emptyPanelState, all.slice(0, 5)))),
    );
    assert.deepEqual(afterSeqByRun(hiddenHalfway), { r: 5 });
    assert.deepEqual(receive(hiddenHalfway, all.slice(5)), whole);
  });

  it('does not change the state before', () => {
    const before = receive(emptyPanelState, entries([runStart, proposed('c1')]));
    const copy = structuredClone(before);
    receive(before, entries([{ type: 'receipt', receipt: aPanelReceipt() }, finish], { firstSeq: 3 }));
    assert.deepEqual(before, copy);
  });

  it('keeps progress from going back and ends it at 1', () => {
    const progress = (fraction: number): PanelPart => ({ type: 'progress', fraction, message: '' });
    const state = receive(emptyPanelState, entries([runStart, progress(0.6), progress(0.4)]));
    assert.equal(state.runs[0]?.fraction, 0.6);
    assert.equal(receive(state, entries([finish], { firstSeq: 4 })).runs[0]?.fraction, 1);
  });

  it('shows receipts and coverage of the summary when their own parts were missed, and counts what is missing', () => {
    const state = receive(emptyPanelState, [...entries([runStart]), ...entries([finish], { firstSeq: 20 })]);
    const [run] = state.runs;
    assert.equal(run?.tests[0]?.receipt?.verdict, 'kept');
    assert.equal(run?.coverage.length, 1);
    assert.equal(run?.missedParts, 18);
  });

  it('shows how a run ended', () => {
    const ends: readonly (readonly [PanelPart, string])[] = [
      [finish, 'finished'],
      [{ type: 'error', code: 'internal', message: 'broken' }, 'failed'],
      [{ type: 'abort' }, 'cancelled'],
    ];
    for (const [end, status] of ends) {
      assert.equal(receive(emptyPanelState, entries([runStart, end])).runs[0]?.status, status);
    }
  });

  it('marks a run as interrupted when the host that performed it is gone', () => {
    const running = receive(emptyPanelState, entries([runStart]));
    const reduce = (runIds: string[]) =>
      reducePanelState(running, {
        kind: 'snapshot',
        runIds,
        undoneRunIds: [],
        proposals: [],
        spend: '$0.00 today',
      });
    assert.equal(reduce(['r']).runs[0]?.status, 'running');
    assert.equal(reduce([]).runs[0]?.status, 'interrupted');
  });

  it('remembers what was undone when a new host has not heard of it', () => {
    const snapshot = (undoneRunIds: string[]) =>
      ({ kind: 'snapshot', runIds: [], undoneRunIds, proposals: [], spend: '' }) as const;
    const state = reducePanelState(reducePanelState(emptyPanelState, snapshot(['r'])), snapshot(['s']));
    assert.deepEqual([...state.undoneRunIds].sort(), ['r', 's']);
  });

  it('cuts the oldest output and says so, and keeps 10,000 parts apart', () => {
    const line = `${'x'.repeat(99)}\n`;
    const flood = Array.from(
      { length: 10_000 },
      (_, index): PanelPart => (index % 2 === 0 ? { type: 'output', text: line } : proposed(`c${index}`)),
    );
    const [run] = receive(emptyPanelState, entries(flood)).runs;
    assert.equal(run?.tests.length, 5000);
    assert.equal(run?.output.length, outputLimit);
    assert.equal(run?.isOutputCut, true);
  });

  it('forgets what the host said when the page is gone', () => {
    const state = reducePanelState(emptyPanelState, {
      kind: 'snapshot',
      runIds: ['r'],
      undoneRunIds: [],
      proposals: [],
      spend: '$1.00 today',
    });
    assert.deepEqual(state.hostRunIds, ['r']);
    assert.deepEqual(fromStoredState(structuredClone(toStoredState(state))), emptyPanelState);
  });

  it('starts empty from nothing, from garbage and from another version', () => {
    for (const stored of [
      undefined,
      null,
      7,
      {},
      { version: 99, state: { runs: [] } },
      { version: 1, state: { runs: [] } },
      { version: 2, state: {} },
    ]) {
      assert.equal(fromStoredState(stored), emptyPanelState);
    }
  });

  it('keeps the code of a test beside its receipt, cut to what is shown', () => {
    const code = (text: string): PanelPart => ({ type: 'test-code', candidateId: 'c1', code: text });
    const state = receive(
      emptyPanelState,
      entries([runStart, proposed('c1'), code("it('ad"), code("it('adds')"), finish]),
    );
    assert.equal(state.runs[0]?.tests[0]?.code, "it('adds')");
    assert.equal(state.runs[0]?.tests[0]?.receipt?.verdict, 'kept');
    const long = receive(state, entries([code('x'.repeat(codeLimit + 100))], { firstSeq: 6 }));
    assert.equal(long.runs[0]?.tests[0]?.code?.length, codeLimit + 1);
  });

  it('leaves the code of a test alone that was not proposed', () => {
    const code: PanelPart = { type: 'test-code', candidateId: 'other', code: 'x' };
    const state = receive(emptyPanelState, entries([runStart, proposed('c1'), code]));
    assert.deepEqual(
      state.runs[0]?.tests.map(({ candidateId, code: text }) => [candidateId, text]),
      [['c1', undefined]],
    );
  });

  it(`forgets the tests and figures of an attempt that does not count, and goes on from its progress ${verifies('STR-8')}`, () => {
    const state = receive(
      emptyPanelState,
      entries([
        runStart,
        { type: 'notice', message: 'careful' },
        { type: 'output', text: 'one\n' },
        { type: 'stage-start', stage: 'plan', message: 'Planning' },
        { type: 'progress', fraction: 0.6, message: '' },
        proposed('c1'),
        { type: 'receipt', receipt: aPanelReceipt() },
        { type: 'coverage', coverage: { sourceFile: 'src/cart.ts', rows: [] } },
        { type: 'file-written', path: 'src/cart.test.ts', isNew: true },
        { type: 'target-failed', failure: { sourceFile: 'b.ts', message: 'b.ts: no' } },
        { type: 'restart', message: 'Started again (attempt 2): silence' },
        proposed('c2'),
        proposed('c1'),
      ]),
    );
    const [run] = state.runs;
    assert.deepEqual(
      run?.tests.map(({ candidateId, receipt }) => [candidateId, receipt]),
      [
        ['c2', undefined],
        ['c1', undefined],
      ],
    );
    assert.deepEqual([run?.coverage, run?.failures, run?.writtenFiles, run?.stage], [[], [], [], undefined]);
    assert.deepEqual(run?.notices, ['careful', 'Started again (attempt 2): silence']);
    assert.deepEqual([run?.output, run?.fraction], ['one\n', 0.6]);
  });

  it('says which model does the work, and why', () => {
    const model: PanelPart = { type: 'model-selected', modelName: 'embedded', reason: 'It is free.' };
    const state = receive(emptyPanelState, entries([runStart, model]));
    assert.deepEqual(state.runs[0]?.model, { name: 'embedded', reason: 'It is free.' });
  });

  it('keeps the report of a gate as it came', () => {
    const analysis = { files: [], tests: '2 tests passed.', gaps: [] };
    const summary = {
      type: 'quality-gate',
      sentence: 'The quality gate passed.',
      duration: '3 s',
      verdict: 'passed',
      rules: [],
      analysis,
    } as const;
    const state = receive(emptyPanelState, entries([runStart, { type: 'finish', summary }]));
    assert.deepEqual([state.runs[0]?.status, state.runs[0]?.summary], ['finished', summary]);
  });
});
