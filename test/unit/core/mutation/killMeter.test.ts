import assert from 'node:assert/strict';
import type { ExistingTest } from '../../../../src/core/generation/existingTests';
import type { RunContext } from '../../../../src/core/generation/runContext';
import { bodyTimeoutMs } from '../../../../src/core/generation/runMarked';
import { TemporaryFiles } from '../../../../src/core/generation/temporaryFiles';
import type { KillMap, MeasureKillsResult } from '../../../../src/core/mutation/killMap';
import { KillMeter } from '../../../../src/core/mutation/killMeter';
import { chooseMutants } from '../../../../src/core/mutation/mutant';
import { existingMark, mutantKeyOf } from '../../../../src/core/mutation/trialMarks';
import type { MutantTrial, TestRunRequest, TestRunResult } from '../../../../src/core/testing/testRunner';
import { aCandidate } from '../../../support/builders';
import { fakeProject, memoryRunStore } from '../../../support/generationFakes';
import { createMemoryWorkspace } from '../../../support/memoryWorkspace';
import { aMutant } from '../../../support/mutationBuilders';

const runTimeoutMs = 60_000;

type Answer = (request: TestRunRequest, marks: readonly string[]) => TestRunResult;

const trial = (mark: string, mutantId: string, outcome: MutantTrial['outcome'] = 'killed'): MutantTrial => ({
  mark,
  mutantId,
  outcome,
});

/** A run that came to its end: tests that are marked so passed. */
function completed(
  request: TestRunRequest,
  marks: readonly string[],
  trials: readonly MutantTrial[] = [],
): TestRunResult {
  return {
    status: 'completed',
    commandLine: '',
    durationMs: 1,
    brokenFiles: [],
    tests: request.files.flatMap((file) =>
      marks.map((mark) => ({ file, titlePath: ['double', mark], status: 'passed' as const, durationMs: 1 })),
    ),
    marks: {
      effects: new Map(),
      unfinished: [],
      mutantTrials: trials,
      uncaught: new Map(),
      unrepeatable: new Set(),
    },
  };
}

function timedOut(
  timeoutMs: number,
  unfinished: readonly { readonly mark: string; readonly mutantId?: string }[],
  mutantTrials: readonly MutantTrial[] = [],
): TestRunResult {
  return {
    status: 'timed-out',
    commandLine: '',
    timeoutMs,
    marks: { effects: new Map(), unfinished, mutantTrials, uncaught: new Map(), unrepeatable: new Set() },
  };
}

/** A meter whose runner gives the answers, one after the other; the last one goes on for ever. */
function setUp(
  answers: readonly Answer[],
  existing: readonly ExistingTest[] = [],
  settings: { readonly maxMutants?: number; readonly muted?: string[] } = {},
) {
  const workspace = createMemoryWorkspace();
  const requests: {
    readonly files: readonly string[];
    readonly marks: readonly string[];
    readonly skipped: readonly string[];
  }[] = [];
  const context: RunContext = {
    runId: 'abcdef-1',
    runner: {
      framework: 'vitest',
      assertInstalled: async () => {},
      run: async (request) => {
        const texts = request.files.map((file) => workspace.files.get(file) ?? '').join('\n');
        const marks = [...texts.matchAll(/runInsideCoverageProbe\('([^']+)'/g)].map(([, mark = '']) => mark);
        requests.push({ files: request.files, marks, skipped: request.marked?.mutants?.skipped ?? [] });
        const answer = answers[requests.length - 1] ?? answers.at(-1);
        assert.ok(answer);
        return answer(request, marks);
      },
    },
    temporaryFiles: new TemporaryFiles(workspace, memoryRunStore(), () => ({
      runId: 'abcdef-1',
      workspaceRoot: '/workspace',
      startedAtMs: 0,
      ownerPid: 1,
      state: 'running',
      temporaryFiles: [],
      newFolders: [],
      changes: [],
    })),
    timeoutMs: runTimeoutMs,
    onOutput: () => {},
    signal: new AbortController().signal,
  };
  const style = {
    framework: 'vitest' as const,
    language: 'typescript' as const,
    moduleStyle: 'import' as const,
    hasGlobals: true,
    quote: "'" as const,
    semicolons: true,
    indent: '  ',
    moduleSpecifier: './double',
  };
  const plan = {
    target: { path: 'src/double.ts' },
    source: '',
    project: fakeProject,
    model: {
      file: 'src/double.ts',
      moduleSystem: 'esm' as const,
      units: [],
      functions: [],
      examples: [],
      workedExamples: [],
      constants: [],
      imports: [],
    },
    focus: undefined,
    style,
    testFile: 'src/double.test.ts',
  };
  const mutants = ['1', '2', '3'].map((id) => aMutant({ id, key: `key-${id}` }));
  const meter = new KillMeter(
    plan,
    {
      existing: { tests: existing, unreadable: [] },
      instrumenter: {
        mutate: async ({ choice }) => {
          const chosen = choice ? chooseMutants(mutants, choice) : mutants;
          return { status: 'mutated', code: 'mutated', mutants: chosen };
        },
      },
      settings: { maxMutants: 10, muted: [], ...settings },
    },
    context,
  );
  return { meter, requests, workspace, style };
}

const candidates = (...ids: string[]) => ids.map((id) => aCandidate({ id, title: id }));

function measured(result: MeasureKillsResult): KillMap {
  assert.equal(result.status, 'measured', JSON.stringify(result));
  return result as KillMap;
}

const killedBy = ({ byTest }: KillMap, mark: string): readonly string[] | undefined => {
  const kills = byTest.get(mark);
  return kills && [...kills.killed];
};

describe('KillMeter', () => {
  it('says how many mutants there are when only some of them were tried', async () => {
    const sampledFrom = async (maxMutants: number, muted: string[] = []) => {
      const { meter } = setUp([(request, marks) => completed(request, marks)], [], { maxMutants, muted });
      return measured(await meter.measure(candidates('a'))).sampledFrom;
    };
    assert.deepEqual(
      [await sampledFrom(2), await sampledFrom(3), await sampledFrom(2, ['key-2']), await sampledFrom(4)],
      [3, undefined, undefined, undefined],
    );
  });

  it('counts a mutant with which the only body at work hangs, and runs what is left without it', async () => {
    const { meter, requests, workspace } = setUp([
      () =>
        timedOut(
          bodyTimeoutMs,
          [{ mark: 'b', mutantId: '2' }],
          [trial('a', '1'), trial('b', '1', 'survived')],
        ),
      (request, marks) => completed(request, marks, [trial('b', '3')]),
    ]);
    const kills = measured(await meter.measure(candidates('a', 'b', 'c')));
    assert.deepEqual(
      requests.map(({ marks }) => marks),
      [
        ['a', 'b', 'c'],
        ['b', 'c'],
      ],
    );
    assert.deepEqual(requests[1]?.skipped, [mutantKeyOf('b', '1'), mutantKeyOf('b', '2')]);
    assert.deepEqual(
      ['a', 'b', 'c'].map((mark) => killedBy(kills, mark)),
      [['1'], ['2', '3'], []],
    );
    assert.deepEqual([...workspace.files.keys()], []);
  });

  it('blames no mutant when the time of the whole run is over, and goes on where it stopped', async () => {
    const { meter, requests } = setUp([
      () => timedOut(runTimeoutMs, [{ mark: 'a', mutantId: '2' }], [trial('a', '1')]),
      (request, marks) => completed(request, marks, [trial('a', '2', 'survived')]),
    ]);
    const kills = measured(await meter.measure(candidates('a')));
    assert.deepEqual(requests[1]?.skipped, [mutantKeyOf('a', '1')]);
    assert.deepEqual(killedBy(kills, 'a'), ['1']);
  });

  it('does not try a mutant any more that hung in two tests', async () => {
    const { meter, requests } = setUp([
      () => timedOut(bodyTimeoutMs, [{ mark: 'a', mutantId: '2' }]),
      () => timedOut(bodyTimeoutMs, [{ mark: 'b', mutantId: '2' }], [trial('a', '1')]),
      completed,
    ]);
    const kills = measured(await meter.measure(candidates('a', 'b', 'c')));
    assert.deepEqual(requests[2]?.marks, ['b', 'c']);
    assert.deepEqual(requests[2]?.skipped, [mutantKeyOf('b', '2'), mutantKeyOf('c', '2')]);
    assert.deepEqual(
      [killedBy(kills, 'a'), killedBy(kills, 'b'), killedBy(kills, 'c')],
      [['2', '1'], ['2'], []],
    );
  });

  it('looks at each file alone when several bodies were at work', async () => {
    const { meter, requests, style } = setUp(
      [
        () =>
          timedOut(bodyTimeoutMs, [
            { mark: 'a', mutantId: '1' },
            { mark: existingMark(0), mutantId: '2' },
          ]),
        (request, marks) => completed(request, marks, [trial(marks[0] ?? '', '3')]),
      ],
      [anExistingTest()],
    );
    assert.ok(style);
    const kills = measured(await meter.measure(candidates('a')));
    assert.deepEqual(
      requests.map(({ files }) => files),
      [
        ['test/double.aqe-abcdef-known.test.ts', 'src/double.aqe-abcdef-kill.test.ts'],
        ['test/double.aqe-abcdef-known.test.ts'],
        ['src/double.aqe-abcdef-kill.test.ts'],
      ],
    );
    assert.deepEqual([...kills.killedBefore], ['3']);
    assert.deepEqual(killedBy(kills, 'a'), ['3']);
  });

  it('names existing tests that fail when they are taken apart, and keeps what others notice', async () => {
    const { meter } = setUp(
      [
        (request) => {
          const result = completed(request, []) as Extract<TestRunResult, { status: 'completed' }>;
          const [file = ''] = request.files;
          const failed = {
            file,
            titlePath: ['double', 'works'],
            status: 'failed' as const,
            durationMs: 1,
            failureMessage: 'no such file\n  at',
          };
          return { ...result, tests: [failed] };
        },
      ],
      [anExistingTest()],
    );
    const kills = measured(await meter.measure([]));
    assert.deepEqual(kills.unmeasuredTests, [{ title: 'double › works', reason: 'no such file' }]);
    assert.equal(meter.isAnyExistingMeasured, false);
  });

  it('knows tests that do not pass twice, and that nothing is known of what such an existing test notices', async () => {
    const { meter } = setUp(
      [
        (request, marks) => {
          const result = completed(request, marks);
          const records = result.marks ?? assert.fail();
          return { ...result, marks: { ...records, unrepeatable: new Set(marks) } };
        },
      ],
      [anExistingTest()],
    );
    const kills = measured(await meter.measure(candidates('a')));
    assert.deepEqual([...kills.unrepeatable], [existingMark(0), 'a']);
    assert.deepEqual(killedBy(kills, 'a'), []);
    assert.deepEqual(kills.unmeasuredTests, [
      { title: 'double › works', reason: 'It fails when it is run a second time in the same process.' },
    ]);
  });

  it('leaves a test out that never comes to its end, after a few runs', async () => {
    let count = 0;
    const { meter, requests } = setUp([
      () => timedOut(bodyTimeoutMs, [{ mark: 'a', mutantId: String(++count) }], [trial('b', '1')]),
    ]);
    const kills = measured(await meter.measure(candidates('a', 'b')));
    assert.equal(requests.length, 7);
    assert.equal(kills.byTest.has('a'), false);
    assert.deepEqual(killedBy(kills, 'b'), ['1']);
  });

  it('does not count a mutant that was unreliable, unless a test is known to notice it', async () => {
    const trials = [
      trial('a', '1', 'unreliable'),
      trial('a', '2', 'unreliable'),
      trial('b', '2'),
      trial('b', '1', 'survived'),
    ];
    const { meter } = setUp([(request, marks) => completed(request, marks, trials)]);
    const kills = measured(await meter.measure(candidates('a', 'b')));
    assert.deepEqual(
      kills.mutants.map(({ id }) => id),
      ['2', '3'],
    );
  });

  it('is unavailable with the reason when the runner fails', async () => {
    const { meter } = setUp([() => ({ status: 'failed', commandLine: '', message: 'no config' })]);
    assert.deepEqual(await meter.measure(candidates('a')), {
      status: 'unavailable',
      reason: 'The test run failed: no config',
    });
  });
});

function anExistingTest(): ExistingTest {
  return {
    file: 'test/double.test.ts',
    sourceSpecifiers: ['../src/double'],
    style: {
      framework: 'vitest',
      language: 'typescript',
      moduleStyle: 'import',
      hasGlobals: true,
      quote: "'",
      semicolons: true,
      indent: '  ',
      moduleSpecifier: '../src/double',
    },
    test: {
      suites: ['double'],
      title: 'works',
      bodyLines: ['double(1);'],
      isAsync: false,
      imports: [{ module: '../src/double', specifier: '../src/double', exported: 'double', local: 'double' }],
      globals: [],
      calls: [],
      assignments: [],
      assertions: [],
      subjects: [],
      fingerprint: '',
    },
  };
}
