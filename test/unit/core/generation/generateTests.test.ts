import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { silentLogger } from '../../../../src/base/logger';
import type { EmitPart } from '../../../../src/core/agents/taskWork';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { CostTracker } from '../../../../src/core/cost/costTracker';
import type { LedgerRow } from '../../../../src/core/cost/ledgerStore';
import { LedgerError, WorkspaceError } from '../../../../src/core/errors';
import { EventBus } from '../../../../src/core/events/eventBus';
import { unavailable } from '../../../../src/core/figure';
import type { CandidatePart, CandidateSource } from '../../../../src/core/generation/candidate';
import { generateTests } from '../../../../src/core/generation/generateTests';
import type { WriteMode } from '../../../../src/core/generation/generateTestsRequest';
import type { RunSummary } from '../../../../src/core/generation/runSummary';
import type { RunPart } from '../../../../src/core/streaming/runPart';
import type { TestProject } from '../../../../src/core/testing/testProject';
import type { TestRunRequest, TestRunResult } from '../../../../src/core/testing/testRunner';
import { verifies } from '../../../requirements';
import { analysisFakes } from '../../../support/analysisFakes';
import { aCandidate } from '../../../support/builders';
import { FakeLedgerStore } from '../../../support/fakeLedgerStore';
import { FakeSharedMemory } from '../../../support/fakeSharedMemory';
import {
  aFileCoverage,
  type FakeRunnerScript,
  fakeSource,
  fakeWorkbench,
  memoryRunStore,
  meteredFake,
} from '../../../support/generationFakes';
import { ManualTime } from '../../../support/manualTimer';
import { aModel } from '../../../support/routingBuilders';
import { settle } from '../../../support/streamBuilders';

interface Setup {
  readonly files?: Record<string, string>;
  readonly targets?: readonly string[];
  readonly project?: Partial<TestProject>;
  readonly parts?: readonly CandidatePart[] | (() => AsyncIterable<CandidatePart>);
  /** In place of `parts`. */
  readonly createSource?: (costs: CostTracker) => CandidateSource;
  readonly controller?: AbortController;
  readonly isReadOnly?: boolean;
  readonly writeMode?: WriteMode;
  readonly isStreaming?: boolean;
  /** Called with each part; what it returns is waited for. */
  readonly onPart?: EmitPart;
}

/** One run over fakes: `script` says what each test (by title) does. */
function prepare(script: FakeRunnerScript, setup: Setup = {}) {
  const titles = Object.keys(script.tests);
  const candidates = titles.map((title, index) =>
    aCandidate({ id: `${index}`, title, bodyLines: [`check('${title}');`] }),
  );
  const { workspace, workbench, runner } = fakeWorkbench(
    setup.files ?? { 'src/double.ts': 'export …' },
    script,
    setup.project,
  );
  if (setup.isReadOnly) {
    workspace.assertWritable = async (folder) => {
      throw new WorkspaceError('workspace-read-only', `${folder} is read-only.`);
    };
  }
  const before = new Map(workspace.files);
  const ledger = new FakeLedgerStore();
  const time = new ManualTime();
  const costs = new CostTracker({
    ledger,
    clock: time,
    events: new EventBus(silentLogger),
    timeZone: 'UTC',
    config: () => parseFleetConfig({}),
    memory: new FakeSharedMemory(),
    logger: silentLogger,
  });
  const runStore = memoryRunStore();
  const parts: RunPart[] = [];
  const controller = setup.controller ?? new AbortController();
  const source = setup.createSource
    ? setup.createSource(costs)
    : meteredFake(
        fakeSource(setup.parts ?? candidates.map((candidate) => ({ type: 'candidate', candidate }))),
        costs,
        { runId: 'abcdef-1' },
      );
  const run = (): Promise<RunSummary> =>
    generateTests(
      {
        workbench,
        sources: { free: source },
        settings: parseFleetConfig({ mutation: { enabled: false } }),
        clock: time,
        setTimer: time.setTimer,
        costs,
        runStore,
        processId: 1,
        isProcessAlive: () => false,
        testRunTimeoutMs: 1000,
        ...analysisFakes,
      },
      {
        runId: 'abcdef-1',
        request: {
          type: 'generate-tests',
          workspaceRoot: '/workspace',
          targets: (setup.targets ?? ['src/double.ts']).map((path) => ({ path })),
          ...(setup.writeMode && { writeMode: setup.writeMode }),
        },
        elapsedReportIntervalMs: 5000,
        emit: (part) => {
          parts.push(part);
          return setup.onPart?.(part);
        },
        signal: controller.signal,
        isStreaming: setup.isStreaming ?? false,
      },
    );
  const changed = (): string[] =>
    [...workspace.files].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
  const verdicts = (summary: RunSummary): Record<string, string> =>
    Object.fromEntries(
      summary.receipts.map(({ title, verdict }) => [
        title,
        verdict.status === 'dropped' ? verdict.reason : verdict.status,
      ]),
    );
  return { run, workspace, runner, ledger, runStore, parts, controller, time, changed, verdicts };
}

describe('generateTests', () => {
  it(`keeps what passes 5 of 5 and adds coverage, with one receipt each ${verifies('RUN-1', 'RUN-2', 'RUN-3')}`, async () => {
    const { run, verdicts, changed, runner } = prepare({
      tests: {
        useful: { hits: [0, 1] },
        redundant: { hits: [0] },
        failing: { hits: [2], tryRun: 'failed' },
        flaky: { hits: [3], finalRuns: ['passed', 'passed', 'failed'] },
      },
    });
    const summary = await run();
    assert.deepEqual(verdicts(summary), {
      useful: 'kept',
      redundant: 'adds-nothing',
      failing: 'failed',
      flaky: 'unstable',
    });
    assert.deepEqual(changed(), ['src/double.test.ts']);
    // 1 marked run, 5 with the flaky test, 5 without it.
    assert.equal(runner.requests.length, 11);
    const [useful] = summary.receipts;
    assert.deepEqual(
      [useful?.runsPassed, useful?.addedStatements],
      [
        { provenance: 'measured', value: 5 },
        { provenance: 'measured', value: 2 },
      ],
    );
  });

  it('gives the place of an unstable test to one that was redundant beside it', async () => {
    const { run, verdicts } = prepare({
      tests: { flaky: { hits: [0, 1], finalRuns: ['failed'] }, stable: { hits: [0] } },
    });
    assert.deepEqual(verdicts(await run()), { flaky: 'unstable', stable: 'kept' });
  });

  it(`tries the runs in several time zones ${verifies('RUN-10')}`, async () => {
    const { run, runner } = prepare({ tests: { useful: { hits: [0] } } });
    await run();
    const zones = runner.requests.slice(1).map(({ environment }) => environment.TZ);
    assert.equal(new Set(zones).size, 5);
  });

  it('starts from what the existing suite covers', async () => {
    const files = {
      'src/double.ts': 'export …',
      'test/other.test.ts': "import { double } from '../src/double';",
    };
    const { run, verdicts } = prepare(
      {
        tests: { known: { hits: [0] }, fresh: { hits: [0, 2] } },
        baseline: [aFileCoverage('src/double.ts', [0, 1])],
      },
      { files, project: { testFiles: ['test/other.test.ts'] } },
    );
    const summary = await run();
    assert.deepEqual(verdicts(summary), { known: 'adds-nothing', fresh: 'kept' });
    assert.deepEqual(summary.coverage[0]?.before, {
      coveredStatements: 2,
      statements: 4,
      coveredBranches: 0,
      branches: 2,
    });
  });

  it(`merges into the test file that exists ${verifies('RUN-6')}`, async () => {
    const files = { 'src/double.ts': 'export …', 'src/double.test.ts': '// mine' };
    const { run, workspace } = prepare(
      { tests: { useful: { hits: [0] } } },
      { files, project: { testFiles: ['src/double.test.ts'] } },
    );
    const summary = await run();
    assert.match(workspace.files.get('src/double.test.ts') ?? '', /^\/\/ mine\n[\s\S]*useful/);
    assert.deepEqual(summary.writtenFiles, [{ path: 'src/double.test.ts', isNew: false }]);
  });

  it(`leaves a file alone that it cannot merge into ${verifies('RUN-6')}`, async () => {
    const files = { 'src/double.ts': 'export …', 'src/double.test.ts': '// conflict' };
    const { run, verdicts, changed } = prepare(
      { tests: { useful: { hits: [0] } } },
      { files, project: { testFiles: ['src/double.test.ts'] } },
    );
    assert.deepEqual([verdicts(await run()), changed()], [{ useful: 'failed' }, []]);
  });

  it('does not write over an edit made while it judged', async () => {
    const files = { 'src/double.ts': 'export …', 'src/double.test.ts': '// mine' };
    const prepared = prepare(
      {
        tests: { useful: { hits: [0] } },
        onRun: () => void prepared.workspace.files.set('src/double.test.ts', '// edited'),
      },
      { files, project: { testFiles: ['src/double.test.ts'] } },
    );
    await assert.rejects(prepared.run(), { code: 'workspace-file-changed' });
    assert.equal(prepared.workspace.files.get('src/double.test.ts'), '// edited');
  });

  it(`notices that the source was edited while it judged, and writes nothing for it ${verifies('RUN-5')}`, async () => {
    for (const tests of [{ useful: { hits: [0] } }, { broken: { tryRun: 'failed' as const } }]) {
      const prepared = prepare({
        tests,
        onRun: () => void prepared.workspace.files.set('src/double.ts', 'export edited'),
      });
      await assert.rejects(prepared.run(), {
        code: 'workspace-file-changed',
        message: /^src\/double\.ts was edited/,
      });
      assert.deepEqual([...prepared.workspace.files.keys()], ['src/double.ts']);
      assert.deepEqual(
        prepared.parts.flatMap((part) => (part.type === 'receipt' ? [part.receipt.verdict.status] : [])),
        ['dropped'],
      );
    }
  });

  it(`leaves no temporary file and records what it changed ${verifies('RUN-5')}`, async () => {
    const { run, workspace, runStore } = prepare({ tests: { useful: { hits: [0] } } });
    await run();
    assert.deepEqual(
      [...workspace.files.keys()].filter((path) => path.includes('aqe-')),
      [],
    );
    const last = runStore.saved.at(-1);
    assert.deepEqual(
      [last?.state, last?.changes.map(({ path }) => path)],
      ['finished', ['src/double.test.ts']],
    );
    assert.equal(runStore.saved[0]?.temporaryFiles.length, 1);
  });

  it(`cleans up first what a killed run left behind ${verifies('RUN-11')}`, async () => {
    const files = { 'src/double.ts': 'export …', 'src/old.aqe-dead-try.test.ts': 'left' };
    const { run, workspace, runStore, parts } = prepare({ tests: { useful: { hits: [0] } } }, { files });
    await runStore.save({
      runId: 'dead',
      workspaceRoot: '/workspace',
      startedAtMs: 1,
      ownerPid: 99,
      state: 'running',
      temporaryFiles: ['src/old.aqe-dead-try.test.ts'],
      newFolders: [],
      changes: [],
    });
    await run();
    assert.equal(workspace.files.has('src/old.aqe-dead-try.test.ts'), false);
    assert.ok(
      parts.some((part) => part.type === 'notice' && part.message.includes('src/old.aqe-dead-try.test.ts')),
    );
  });

  it(`cancelled while tests run: nothing is written, nothing is left, the call is on record ${verifies('RUN-5', 'LED-1')}`, async () => {
    const controller = new AbortController();
    const prepared = prepare(
      {
        tests: { useful: { hits: [0] } },
        onRun: (_, numberOfRun) => {
          if (numberOfRun < 3) return undefined;
          controller.abort();
          throw Object.assign(new Error('Cancelled'), { name: 'AbortError' });
        },
      },
      { controller },
    );
    await assert.rejects(prepared.run(), { name: 'AbortError' });
    assert.deepEqual(prepared.changed(), []);
    assert.deepEqual(
      prepared.ledger.recorded.map(({ outcome, costMicroUsd }) => [outcome, costMicroUsd]),
      [['completed', 0]],
    );
  });

  it(`writes a ledger row for a call that breaks ${verifies('LED-1')}`, async () => {
    const { run, ledger } = prepare(
      { tests: {} },
      {
        // biome-ignore lint/correctness/useYield: it breaks before it yields
        parts: async function* () {
          throw new Error('engine broke');
        },
      },
    );
    await assert.rejects(run(), /engine broke/);
    assert.deepEqual(
      ledger.recorded.map(({ outcome }) => outcome),
      ['failed'],
    );
  });

  it(`reports one bad file of several and goes on ${verifies('ERR-2')}`, async () => {
    const files = {
      'src/double.ts': 'export …',
      'src/bad.ts': 'syntax error',
      'src/empty.ts': 'nothing exported',
    };
    const { run } = prepare(
      { tests: { useful: { hits: [0] } } },
      { files, targets: ['src/bad.ts', 'src/double.ts', 'src/empty.ts', 'src/gone.ts'] },
    );
    const summary = await run();
    assert.equal(summary.kept, 1);
    assert.deepEqual(
      summary.failures.map(({ code }) => code),
      ['source-syntax-error', 'source-nothing-exported', 'workspace-file-missing'],
    );
    assert.match(summary.failures[0]?.message ?? '', /src\/bad\.ts line 3/);
  });

  it(`throws the error of the only file ${verifies('ERR-2')}`, async () => {
    const { run } = prepare({ tests: {} }, { files: { 'src/double.ts': 'syntax error' } });
    await assert.rejects(run(), { code: 'source-syntax-error' });
  });

  it(`writes nothing and tries nothing in a read-only folder ${verifies('ERR-5')}`, async () => {
    const prepared = prepare({ tests: { useful: { hits: [0] } } }, { isReadOnly: true });
    await assert.rejects(prepared.run(), { code: 'workspace-read-only' });
    assert.deepEqual([prepared.changed(), prepared.runner.requests, prepared.ledger.recorded], [[], [], []]);
  });

  it(`asks for the framework before anything is executed ${verifies('ERR-3')}`, async () => {
    const prepared = prepare({ tests: { useful: { hits: [0] } }, isInstalled: false });
    await assert.rejects(prepared.run(), { code: 'test-runner-not-installed' });
    assert.deepEqual([prepared.runner.requests, prepared.ledger.recorded], [[], []]);
  });

  it('gives a test file to one source only', async () => {
    const files = { 'src/a/double.ts': 'export …', 'src/b/double.ts': 'export …' };
    const { run } = prepare(
      { tests: { useful: { hits: [0] } } },
      {
        files,
        targets: Object.keys(files),
        project: { framework: 'mocha', testFiles: ['test/double.test.ts'] },
      },
    );
    const summary = await run();
    assert.deepEqual(
      summary.failures.map(({ code, sourceFile }) => [sourceFile, code]),
      [['src/b/double.ts', 'merge-conflict']],
    );
  });

  it('judges files one by one when they cannot be run together', async () => {
    const files = { 'src/a.ts': 'export …', 'src/b.ts': 'export …' };
    const { run } = prepare(
      {
        tests: { useful: { hits: [0] } },
        onRun: ({ files: testFiles }) =>
          testFiles.length > 1 ? { status: 'timed-out', commandLine: 'fake', timeoutMs: 1000 } : undefined,
      },
      { files, targets: Object.keys(files) },
    );
    assert.equal((await run()).kept, 2);
  });

  it(`gives every candidate a receipt when the runner itself fails ${verifies('RUN-3')}`, async () => {
    const prepared = prepare({
      tests: { useful: { hits: [0] }, other: { hits: [1] } },
      onRun: () => ({ status: 'failed', commandLine: 'fake', message: 'bad configuration' }),
    });
    await assert.rejects(prepared.run(), { code: 'test-runner-failed' });
    const reasons = prepared.parts.flatMap((part) => (part.type === 'receipt' ? [part.receipt.verdict] : []));
    assert.deepEqual(
      reasons.map((verdict) => verdict.status === 'dropped' && /bad configuration/.test(verdict.detail)),
      [true, true],
    );
  });

  describe('with candidates that break their file', () => {
    const bad = (names: readonly string[]) => ({
      onRun: async ({ files }: TestRunRequest) => {
        const [file = ''] = files;
        const text = file.includes('-try') ? (prepared.workspace.files.get(file) ?? '') : '';
        return names.some((name) => text.includes(`it('${name}'`))
          ? completedWithout(file, 'does not export nope')
          : undefined;
      },
    });
    const completedWithout = (file: string, message: string): TestRunResult => ({
      status: 'completed',
      commandLine: 'fake',
      durationMs: 1,
      tests: [],
      brokenFiles: [{ file, message }],
      coverage: { total: [], byMark: new Map() },
    });
    const candidatesOf = (modelOf: Readonly<Record<string, string>>): CandidatePart[] =>
      Object.entries(modelOf).map(([title, modelId]) => ({
        type: 'candidate',
        candidate: aCandidate({ id: title, title, modelId, bodyLines: [`check('${title}');`] }),
      }));
    let prepared: ReturnType<typeof prepare>;

    it('drops those alone, and keeps the others', async () => {
      prepared = prepare(
        { tests: { a: { hits: [0] }, b: { hits: [1] }, c: { hits: [2] }, d: { hits: [3] } }, ...bad(['c']) },
        { parts: candidatesOf({ a: 'embedded', b: 'model', c: 'model', d: 'model' }) },
      );
      const summary = await prepared.run();
      assert.deepEqual(prepared.verdicts(summary), { a: 'kept', b: 'kept', c: 'failed', d: 'kept' });
      const [failed] = summary.receipts.flatMap(({ verdict }) =>
        verdict.status === 'dropped' ? [verdict] : [],
      );
      assert.equal(failed?.detail, 'does not export nope');
    });

    it('looks no further into those of the engine, and stops looking after some runs', async () => {
      const names = Array.from({ length: 40 }, (_, index) => `t${index}`);
      const tests = Object.fromEntries(names.map((name) => [name, { hits: [0] }]));
      for (const [modelId, mostRuns] of [
        ['embedded', 1],
        ['model', 13],
      ] as const) {
        prepared = prepare(
          { tests, ...bad(names) },
          { parts: candidatesOf(Object.fromEntries(names.map((name) => [name, modelId]))) },
        );
        const summary = await prepared.run();
        assert.equal(summary.dropped, 40);
        assert.ok(prepared.runner.requests.length <= mostRuns, String(prepared.runner.requests.length));
      }
    });

    it('keeps what the engine wrote when a test of the model never ends', async () => {
      prepared = prepare(
        {
          tests: { a: { hits: [0] }, b: { hits: [1] } },
          onRun: ({ files: [file = ''] }) =>
            file.includes('-try') && (prepared.workspace.files.get(file) ?? '').includes("it('b'")
              ? { status: 'timed-out', commandLine: 'fake', timeoutMs: 1000 }
              : undefined,
        },
        { parts: candidatesOf({ a: 'embedded', b: 'model' }) },
      );
      assert.deepEqual(prepared.verdicts(await prepared.run()), { a: 'kept', b: 'failed' });
    });
  });

  describe('with a model that costs money', () => {
    const usage = { inputTokens: 1000, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 101 };
    /** Two calls of $0.001505, the first one of which fails. */
    const paid = (costs: CostTracker): CandidateSource => ({
      modelId: 'paid',
      async *write() {
        const call = {
          runId: 'abcdef-1',
          agentId: 'agent-1',
          agentType: 'test-generator',
          taskType: 'generate-tests',
          workspace: '/workspace',
          model: aModel('paid'),
          worstCaseMicroUsd: 9000,
        };
        const rows: LedgerRow[] = [];
        for (const callId of ['one', 'two']) {
          const reservation = await costs.reserve({ ...call, callId });
          rows.push(await reservation.settle({ outcome: 'completed', usage, isComplete: callId === 'two' }));
        }
        for (const title of ['useful', 'useless']) {
          const cost = unavailable('The call had not ended.');
          yield { type: 'candidate', candidate: aCandidate({ id: title, title, modelId: 'paid', cost }) };
        }
        yield { type: 'charge', rows };
      },
    });

    it(`tells the sum of the ledger's rows, and divides it among the receipts ${verifies('RUN-3', 'RUN-4')}`, async () => {
      const { run, ledger } = prepare({ tests: { useful: { hits: [0] } } }, { createSource: paid });
      const summary = await run();
      const sum = ledger.recorded.reduce((total, { costMicroUsd }) => total + costMicroUsd, 0);
      assert.equal(sum, 2 * 1505);
      assert.deepEqual(summary.costMicroUsd, {
        provenance: 'estimated',
        value: sum,
        basis: 'A provider did not report all that it bills.',
      });
      assert.deepEqual(
        summary.receipts.map(({ modelId, costMicroUsd }) => [
          modelId,
          'value' in costMicroUsd && costMicroUsd.value,
        ]),
        [
          ['paid', 1505],
          ['paid', 1505],
        ],
      );
    });

    it('says that the sum is not known when the ledger cannot be read', async () => {
      const { run, ledger } = prepare(
        { tests: { useful: { hits: [0] } } },
        {
          onPart: (part) => {
            if (part.type === 'stage-start' && part.stage === 'run')
              ledger.failure = new LedgerError('ledger-unreadable', 'The ledger cannot be read.');
          },
        },
      );
      assert.deepEqual((await run()).costMicroUsd, {
        provenance: 'unavailable',
        reason: 'The ledger cannot be read.',
      });
    });
  });

  describe('beside tests of the user that share the process', () => {
    const files = {
      'src/a.ts': 'export …',
      'src/b.ts': 'export …',
      'test/user.test.ts': "describe('user', () => { it('works', () => {}); });",
    };
    const project = { framework: 'mocha', testFiles: ['test/user.test.ts'] } as const;

    it(`gives up the tests of the file that makes one of them fail, and keeps the others ${verifies('RUN-1')}`, async () => {
      const { run } = prepare(
        {
          tests: { useful: { hits: [0] } },
          breaks: (request) =>
            request.files.some((file) => file.includes('/a.aqe-') && file.includes('-keep')),
        },
        { files, targets: ['src/a.ts', 'src/b.ts'], project },
      );
      const summary = await run();
      assert.deepEqual(
        summary.receipts.map(({ sourceFile, verdict }) => [sourceFile, verdict.status]),
        [
          ['src/a.ts', 'dropped'],
          ['src/b.ts', 'kept'],
        ],
      );
      const [a] = summary.receipts;
      assert.match(
        a?.verdict.status === 'dropped' ? a.verdict.detail : '',
        /existing test "user › works" fails/,
      );
    });

    it('runs the whole suite of a Mocha project beside them', async () => {
      const { run, runner } = prepare(
        { tests: { useful: { hits: [0] } } },
        { files, targets: ['src/a.ts'], project },
      );
      await run();
      const withSuite = runner.requests.filter((request) => request.files.includes('test/user.test.ts'));
      // Before, and beside the tests to be kept.
      assert.equal(withSuite.length, 2);
    });
  });

  it('never lets progress go back, and ends at 100 %', async () => {
    const { run, parts } = prepare({ tests: { useful: { hits: [0] } } });
    await run();
    const fractions = parts.flatMap((part) => (part.type === 'progress' ? [part.fraction] : []));
    assert.deepEqual(
      fractions,
      [...fractions].sort((a, b) => a - b),
    );
    assert.equal(fractions.at(-1), 1);
  });

  describe('while somebody watches', () => {
    const typesOf = (parts: readonly RunPart[]): string[] => parts.map(({ type }) => type);

    it('shows the text of each test right after its title, if it is to stream', async () => {
      const streamed = prepare({ tests: { useful: { hits: [0] } } }, { isStreaming: true });
      await streamed.run();
      const index = typesOf(streamed.parts).indexOf('test-proposed');
      assert.deepEqual(streamed.parts.slice(index, index + 2), [
        {
          type: 'test-proposed',
          candidateId: 'src/double.ts#0',
          sourceFile: 'src/double.ts',
          unit: 'double',
          title: 'useful',
        },
        { type: 'test-code', candidateId: 'src/double.ts#0', code: "check('useful');" },
      ]);
      const plain = prepare({ tests: { useful: { hits: [0] } } });
      await plain.run();
      assert.equal(typesOf(plain.parts).includes('test-code'), false);
    });

    it(`gives the same result streamed and not ${verifies('STR-11')}`, async () => {
      const tests = { useful: { hits: [0, 1] }, redundant: { hits: [0] } };
      const streamed = prepare({ tests }, { isStreaming: true, onPart: settle });
      const plain = prepare({ tests });
      assert.deepEqual(await streamed.run(), await plain.run());
      assert.deepEqual([...streamed.workspace.files], [...plain.workspace.files]);
    });

    it(`lets its source go on only when the reader has taken the candidate ${verifies('STR-7')}`, async () => {
      const asked: number[] = [];
      const waiting: (() => void)[] = [];
      const prepared = prepare(
        { tests: {} },
        {
          parts: async function* () {
            for (let index = 1; index <= 3; index++) {
              asked.push(index);
              yield { type: 'candidate', candidate: aCandidate({ id: `${index}`, title: `${index}` }) };
            }
          },
          onPart: (part) =>
            part.type === 'test-proposed' ? new Promise<void>((resolve) => waiting.push(resolve)) : undefined,
        },
      );
      const running = prepared.run();
      await settle();
      assert.deepEqual(asked, [1]);
      waiting.shift()?.();
      await settle();
      assert.deepEqual(asked, [1, 2]);
      for (let index = 0; index < 2; index++) {
        waiting.shift()?.();
        await settle();
      }
      await running;
    });

    it(`stops its source when the reader is gone ${verifies('STR-12')}`, async () => {
      let isClosed = false;
      const prepared = prepare(
        { tests: {} },
        {
          parts: async function* () {
            try {
              for (let index = 1; ; index++)
                yield { type: 'candidate', candidate: aCandidate({ id: `${index}` }) };
            } finally {
              isClosed = true;
            }
          },
          onPart: (part) => (part.type === 'test-proposed' ? Promise.reject(new AbortError()) : undefined),
        },
      );
      await assert.rejects(prepared.run(), { name: 'AbortError' });
      assert.equal(isClosed, true);
      assert.deepEqual(
        prepared.ledger.recorded.map(({ outcome }) => outcome),
        ['cancelled'],
      );
    });

    it('does not break when output that nobody waits for is refused', async () => {
      const { run } = prepare(
        {
          tests: { useful: { hits: [0] } },
          onRun: ({ onOutput }) => {
            onOutput('text');
            return undefined;
          },
        },
        { onPart: (part) => (part.type === 'output' ? Promise.reject(new AbortError()) : undefined) },
      );
      assert.equal((await run()).kept, 1);
    });

    it('says every 5 s that a test runner is still at work, and leaves no timer', async () => {
      let finish = (): void => undefined;
      let begin = (): void => undefined;
      const atWork = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const prepared = prepare({
        tests: { useful: { hits: [0] } },
        onRun: (_, numberOfRun) =>
          numberOfRun === 1
            ? new Promise((resolve) => {
                finish = () => resolve(undefined);
                begin();
              })
            : undefined,
      });
      const running = prepared.run();
      await atWork;
      await prepared.time.advance(12_000);
      const messages = prepared.parts.flatMap((part) => (part.type === 'progress' ? [part.message] : []));
      assert.deepEqual(messages.slice(-3), [
        'Running 1 candidate once, each measured',
        'Running 1 candidate once, each measured (5 s)',
        'Running 1 candidate once, each measured (10 s)',
      ]);
      finish();
      await running;
      assert.equal(prepared.time.pendingTimers, 0);
    });

    it('leaves no timer when the runner breaks', async () => {
      const { run, time } = prepare({
        tests: { useful: { hits: [0] } },
        onRun: () => {
          throw new Error('runner broke');
        },
      });
      await assert.rejects(run(), /runner broke/);
      assert.equal(time.pendingTimers, 0);
    });
  });

  it(`keeps what it proposes on record and writes nothing, with what is needed to write it later ${verifies('RUN-16')}`, async () => {
    const { run, changed, runStore } = prepare(
      { tests: { useful: { hits: [0, 1] }, redundant: { hits: [0] } } },
      { writeMode: 'propose' },
    );
    const summary = await run();
    assert.deepEqual(changed(), []);
    assert.equal(summary.kept, 1);
    assert.deepEqual(summary.writtenFiles, []);
    const [record] = await runStore.list('/workspace');
    const [file] = record?.proposals ?? [];
    assert.equal(record?.proposals?.length, 1);
    assert.equal(file?.path, 'src/double.test.ts');
    assert.equal(file?.after, summary.proposedFiles[0]?.after);
    assert.match(file?.after ?? '', /it\('useful'/);
    assert.equal(file?.source, 'export …');
    assert.deepEqual(
      file?.tests.map(({ candidate, receipt }) => [candidate.title, receipt.verdict.status]),
      [['useful', 'kept']],
    );
  });

  it('only says what it would write in a dry run', async () => {
    const { run, changed, runStore } = prepare(
      { tests: { useful: { hits: [0, 1] } } },
      { writeMode: 'dry-run' },
    );
    const summary = await run();
    assert.deepEqual(changed(), []);
    assert.deepEqual(
      summary.proposedFiles.map(({ path }) => path),
      ['src/double.test.ts'],
    );
    assert.equal((await runStore.list('/workspace'))[0]?.proposals, undefined);
  });
});
