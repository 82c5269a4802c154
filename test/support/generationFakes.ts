import { randomUUID } from 'node:crypto';
import { TestRunnerError } from '../../src/core/errors';
import type { CandidatePart, CandidateSource } from '../../src/core/generation/candidate';
import { withFreeMetering } from '../../src/core/generation/meteredSource';
import type { RunRecord, RunStore } from '../../src/core/generation/runStore';
import type { Workbench } from '../../src/core/generation/workbench';
import type { CallMeter, CallOrigin } from '../../src/core/languageModel/withMetering';
import { embeddedModel } from '../../src/core/routing/modelCatalog';
import type { ModuleUnit } from '../../src/core/synthesis/moduleModel';
import type { FileCoverage } from '../../src/core/testing/coverage';
import type { LanguageAdapter, ReadTest } from '../../src/core/testing/languageAdapter';
import type { TestProject } from '../../src/core/testing/testProject';
import type {
  MeasuredCoverage,
  TestOutcome,
  TestRunner,
  TestRunRequest,
  TestRunResult,
} from '../../src/core/testing/testRunner';
import { createMemoryWorkspace } from './memoryWorkspace';

const span = { start: { line: 1, column: 0 }, end: { line: 1, column: 1 } };
const path = { ...span, type: 'if', whole: span };

/** Coverage of a file with four statements and two branches, of which the given ones were hit. */
export function aFileCoverage(
  file: string,
  statements: readonly number[],
  branches: readonly number[] = [],
): FileCoverage {
  const hits = (count: number, hit: readonly number[]): number[] =>
    Array.from({ length: count }, (_, index) => (hit.includes(index) ? 1 : 0));
  return {
    file,
    statements: [span, span, span, span],
    statementHits: hits(4, statements),
    branches: [path, path],
    branchHits: hits(2, branches),
    functions: [],
    functionHits: [],
  };
}

/** What one test does in every run: its result and, when marked, the statements it hits. */
export interface ScriptedTest {
  readonly hits?: readonly number[];
  /** Results of the runs of the final file, by number of the run; the default is to pass. */
  readonly finalRuns?: readonly ('passed' | 'failed')[];
  readonly tryRun?: 'passed' | 'failed';
}

export interface FakeRunnerScript {
  /** By title. */
  readonly tests: Readonly<Record<string, ScriptedTest>>;
  readonly baseline?: readonly FileCoverage[];
  readonly isInstalled?: boolean;
  /** True: in this run, tests of the user (in files that are not ours) fail. */
  readonly breaks?: (request: TestRunRequest) => boolean;
  /** Called before each run; may throw, or answer in place of the script. */
  readonly onRun?: (
    request: TestRunRequest,
    numberOfRun: number,
  ) => TestRunResult | undefined | Promise<TestRunResult | undefined>;
}

/** A runner that reads the test titles from the files it is given, and reports what the script says of them. */
export class FakeTestRunner implements TestRunner {
  readonly framework = 'vitest';
  readonly requests: TestRunRequest[] = [];
  private finalRun = 0;

  constructor(
    private readonly script: FakeRunnerScript,
    private readonly files: ReadonlyMap<string, string>,
  ) {}

  async assertInstalled(): Promise<void> {
    if (this.script.isInstalled === false)
      throw new TestRunnerError('test-runner-not-installed', 'Fake is not installed.');
  }

  async run(request: TestRunRequest): Promise<TestRunResult> {
    this.requests.push(request);
    const scripted = await this.script.onRun?.(request, this.requests.length);
    if (scripted) return scripted;
    const isFinal = request.files.some((file) => file.includes('-keep'));
    if (isFinal) this.finalRun++;
    const isBroken = this.script.breaks?.(request) ?? false;
    const tests = request.files.flatMap((file) =>
      this.outcomes(file, isFinal).map((outcome) =>
        isBroken && !file.includes('aqe-') ? { ...outcome, status: 'failed' as const } : outcome,
      ),
    );
    const isTry = request.files.some((file) => file.includes('-try'));
    return {
      status: 'completed',
      commandLine: `fake ${request.files.join(' ')}`,
      durationMs: 1,
      tests,
      brokenFiles: [],
      ...(request.coverageOf.length > 0 && { coverage: this.coverage(request, isTry) }),
    };
  }

  private outcomes(file: string, isFinal: boolean): TestOutcome[] {
    const text = this.files.get(file) ?? '';
    let suite = '';
    const outcomes: TestOutcome[] = [];
    for (const [, unitName, title = ''] of text.matchAll(/describe\('([^']+)'|it(?:\.fails)?\('([^']+)'/g)) {
      if (unitName) {
        suite = unitName;
        continue;
      }
      const scripted = this.script.tests[title];
      const status = (isFinal ? scripted?.finalRuns?.[this.finalRun - 1] : scripted?.tryRun) ?? 'passed';
      const outcome: TestOutcome = { file, titlePath: [suite, title], status, durationMs: 1 };
      outcomes.push(status === 'failed' ? { ...outcome, failureMessage: `${title} failed` } : outcome);
    }
    return outcomes;
  }

  private coverage(request: TestRunRequest, isTry: boolean): MeasuredCoverage {
    const byMark = new Map<string, readonly FileCoverage[]>();
    if (!isTry) return { total: this.script.baseline ?? [], byMark };
    for (const file of request.files) {
      for (const [, title, mark] of (this.files.get(file) ?? '').matchAll(
        /it\('([^']+)', \(\) => \w+\('([^']+)'/g,
      )) {
        // Marks begin with the source they belong to.
        const [source = ''] = (mark ?? '').split('#');
        byMark.set(mark ?? '', [aFileCoverage(source, this.script.tests[title ?? '']?.hits ?? [])]);
      }
    }
    return { total: [...byMark.values()].flat(), byMark };
  }
}

export const fakeProject: TestProject = {
  root: '.',
  framework: 'vitest',
  frameworkReason: 'fake',
  hasGlobals: true,
  testFiles: [],
  choosesTestPlaces: false,
  isModulePackage: true,
};

const unit: ModuleUnit = {
  kind: 'function',
  name: 'double',
  exportName: 'double',
  range: { startLine: 1, endLine: 1 },
  constants: [],
  parameters: [],
  isAsync: false,
};

/** Each `it` with what is between its lines; its text is what it does, and it asserts something. */
function* fakeReadTests(text: string): Iterable<ReadTest> {
  for (const [, title = '', body = ''] of text.matchAll(
    /it\('([^']+)', [^\n]*=> \{\n([\s\S]*?)\n *\}\);?/g,
  )) {
    const bodyLines = body.split('\n').map((line) => line.trim());
    yield {
      suites: ['double'],
      title,
      bodyLines,
      isAsync: false,
      imports: [{ module: './double', specifier: './double', exported: 'double', local: 'double' }],
      globals: [],
      calls: [],
      assignments: [],
      subjects: [],
      assertions: [{ name: 'expect.toBe', kind: 'value' }],
      fingerprint: bodyLines.join('\n'),
    };
  }
}

/** Understands every file as one exported function; `syntax error` and `nothing exported` in the text mean what they say. */
export const fakeLanguage: LanguageAdapter = {
  handles: () => true,
  inspect: async (file, source) =>
    source.includes('syntax error')
      ? { status: 'syntax-error', message: "')' expected.", line: 3 }
      : {
          status: 'inspected',
          model: {
            file,
            moduleSystem: 'esm',
            units: source.includes('nothing exported') ? [] : [unit],
            functions: [],
            examples: [],
            workedExamples: [],
            constants: [],
            imports: [],
          },
          instrumented: { code: source, guidedCode: source, points: [] },
        },
  mergeTestFile: (existing, { body }) =>
    existing.includes('conflict')
      ? { status: 'conflict', reason: '`double` is something else there.' }
      : { status: 'merged', text: `${existing}\n${body}\n` },
  locateTests: (text) =>
    [...text.matchAll(/it\('([^']+)'/g)].map(({ 1: title = '', index }) => {
      const line = text.slice(0, index).split('\n').length;
      return { suites: ['double'], title, range: { startLine: line, endLine: line } };
    }),
  readTests: (text) => ({ status: 'read', tests: [...fakeReadTests(text)] }),
};

/** The source with one ledger row for each time it writes, as the composition makes it. */
export function meteredFake(
  source: CandidateSource,
  meter: CallMeter,
  changes: Partial<CallOrigin> = {},
): CandidateSource {
  const origin = {
    runId: 'run',
    agentId: 'agent-1',
    agentType: 'test-generator',
    taskType: 'generate-tests',
    workspace: '/workspace',
    ...changes,
  };
  return withFreeMetering(source, { meter, origin, modelConfig: embeddedModel, createCallId: randomUUID });
}

/** A free source that says what it is given to say. */
export function fakeSource(
  parts: readonly CandidatePart[] | (() => AsyncIterable<CandidatePart>),
): CandidateSource {
  return {
    modelId: 'embedded',
    async *write() {
      yield* typeof parts === 'function' ? parts() : parts;
    },
  };
}

export function memoryRunStore(): RunStore & { readonly saved: RunRecord[] } {
  const saved: RunRecord[] = [];
  return {
    saved,
    save: async (record) => void saved.push(structuredClone(record)),
    list: async () => [...new Map(saved.map((record) => [record.runId, record])).values()].reverse(),
  };
}

/** A workbench over files in memory. */
export function fakeWorkbench(
  files: Record<string, string>,
  script: FakeRunnerScript,
  project: Partial<TestProject> = {},
) {
  const workspace = createMemoryWorkspace(files);
  const runner = new FakeTestRunner(script, workspace.files);
  const workbench: Workbench = {
    workspace,
    sandbox: { openModule: async () => ({ status: 'failed', reason: 'threw', message: 'not used' }) },
    languageFor: async (path) => (path.endsWith('.ts') ? fakeLanguage : undefined),
    detectProject: async () => ({ ...fakeProject, ...project }),
    runnerFor: () => runner,
    debugCommand: async () => {
      throw new Error('This workbench has no debugger');
    },
    typeChecker: { check: async () => ({ status: 'checked', problems: [] }) },
    mutants: { mutate: async () => ({ status: 'unavailable', reason: 'fake' }) },
    history: {
      churn: async () => ({ status: 'unavailable', reason: 'fake' }),
      changedLines: async () => ({ baseCommit: 'fake', byFile: new Map() }),
    },
  };
  return { workspace, runner, workbench };
}
