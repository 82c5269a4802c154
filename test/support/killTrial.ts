import { createMutantInstrumenter } from '../../src/adapters/mutation/strykerMutantInstrumenter';
import { inspectTarget } from '../../src/core/generation/1-inspectTarget';
import { planTests } from '../../src/core/generation/2-planTests';
import type { TestCandidate } from '../../src/core/generation/candidate';
import { readExistingTests } from '../../src/core/generation/existingTests';
import type { GenerationTarget } from '../../src/core/generation/generateTestsRequest';
import type { RunContext } from '../../src/core/generation/runContext';
import { TemporaryFiles } from '../../src/core/generation/temporaryFiles';
import type { Workbench } from '../../src/core/generation/workbench';
import type { KillMap } from '../../src/core/mutation/killMap';
import { KillMeter } from '../../src/core/mutation/killMeter';
import type { Mutant } from '../../src/core/mutation/mutant';
import type { TestFrameworkId } from '../../src/core/testing/testProject';
import { aCandidate } from './builders';
import { memoryRunStore } from './generationFakes';
import { buildMutationWorker } from './mutationWorker';
import type { ProjectCopy } from './projectCopy';
import { realWorkbench } from './realWorkbench';
import { setUpTestRunners, type TestRunnerSetup } from './testRunners';

/** The real runners, and the thread that makes mutants. */
export interface MutationSetup {
  readonly runners: TestRunnerSetup;
  workbench(project: ProjectCopy): Workbench;
  remove(): Promise<void>;
}

/** Builds what mutation runs with; the caller removes it. */
export async function setUpMutation(): Promise<MutationSetup> {
  const [runners, worker] = await Promise.all([setUpTestRunners(), buildMutationWorker()]);
  return {
    runners,
    workbench: (project) => ({
      ...realWorkbench(project.folder, runners),
      mutants: createMutantInstrumenter({ workerPath: worker.workerPath }),
    }),
    remove: async () => {
      await Promise.all([runners.remove(), worker.remove()]);
    },
  };
}

/** How a body of a test is written for a project. */
export interface TestDialect {
  readonly fixture: string;
  readonly framework: TestFrameworkId;
  readonly source: string;
  readonly testFile: string;
  readonly moduleSpecifier: string;
  readonly moduleStyle: 'import' | 'require';
}

export const dialects: readonly TestDialect[] = [
  {
    fixture: 'vitest',
    framework: 'vitest',
    source: 'src/unit.ts',
    testFile: 'src/unit.test.ts',
    moduleSpecifier: './unit',
    moduleStyle: 'import',
  },
  {
    fixture: 'jest',
    framework: 'jest',
    source: 'src/unit.js',
    testFile: 'test/unit.test.js',
    moduleSpecifier: '../src/unit',
    moduleStyle: 'require',
  },
  {
    fixture: 'mocha',
    framework: 'mocha',
    source: 'src/unit.js',
    testFile: 'test/unit.test.js',
    moduleSpecifier: '../src/unit.js',
    moduleStyle: 'import',
  },
  {
    fixture: 'node-test-ts',
    framework: 'node-test',
    source: 'src/unit.ts',
    testFile: 'test/unit.test.ts',
    moduleSpecifier: '../src/unit.js',
    moduleStyle: 'import',
  },
];

/** Measures in a project. */
export interface KillTrial {
  readonly meter: KillMeter;
  readonly runs: readonly (readonly string[])[];
}

export interface KillTrialOptions {
  readonly settings?: { readonly maxMutants?: number; readonly muted?: readonly string[] };
  readonly target?: Omit<GenerationTarget, 'path'>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** A meter for the source of a dialect, as a run has it, that notes which files the runner was given. */
export async function aKillTrial(
  { source }: TestDialect,
  workbench: Workbench,
  {
    settings = {},
    target = {},
    signal = new AbortController().signal,
    timeoutMs = 60_000,
  }: KillTrialOptions = {},
): Promise<KillTrial> {
  const { workspace } = workbench;
  const inspected = await inspectTarget({ path: source, ...target }, undefined, workbench);
  const plan = await planTests(inspected, workbench);
  const runs: (readonly string[])[] = [];
  const runId = 'abcdef-0000';
  const store = memoryRunStore();
  const runner = workbench.runnerFor(plan.project.framework);
  const temporaryFiles: TemporaryFiles = new TemporaryFiles(workspace, store, () => ({
    runId,
    workspaceRoot: workspace.rootPath,
    startedAtMs: 0,
    ownerPid: process.pid,
    state: 'running',
    temporaryFiles: temporaryFiles.paths,
    newFolders: temporaryFiles.newFolders,
    changes: [],
  }));
  const context: RunContext = {
    runId,
    runner: {
      framework: runner.framework,
      assertInstalled: (project) => runner.assertInstalled(project),
      run: (request, runSignal) => {
        runs.push(request.files);
        return runner.run(request, runSignal);
      },
    },
    temporaryFiles,
    timeoutMs,
    onOutput: (text) => {
      if (process.env.SHOW_OUTPUT) process.stderr.write(text);
    },
    signal,
  };
  const meter = new KillMeter(
    plan,
    {
      existing: await readExistingTests(plan, workspace),
      instrumenter: workbench.mutants,
      settings: { maxMutants: settings.maxMutants ?? 400, muted: [...(settings.muted ?? [])] },
    },
    context,
  );
  return { meter, runs };
}

/** A test with assertions of `node:assert/strict`, which every framework understands. */
export function assertCandidate(
  dialect: TestDialect,
  id: string,
  { lines, names }: { readonly lines: readonly string[]; readonly names: readonly string[] },
): TestCandidate {
  const { moduleSpecifier: specifier, moduleStyle: style, framework } = dialect;
  const frameworks = { vitest: 'vitest', 'node-test': 'node:test', jest: undefined, mocha: undefined };
  const own = frameworks[framework];
  return aCandidate({
    id,
    unit: 'unit',
    title: `is test ${id}`,
    bodyLines: lines,
    isAsync: lines.some((line) => line.includes('await ')),
    imports: [
      { specifier, style, names },
      { specifier: 'node:assert/strict', style, defaultName: 'assert', names: [] },
      ...(own ? [{ specifier: own, style, names: ['describe', 'it'] }] : []),
    ],
  });
}

/** `StringLiteral "pass" → ""`, the way the tables of tests name a mutant. */
export function nameOf({ operator, original, replacement }: Mutant): string {
  const short = (code: string): string => code.replace(/\s+/g, ' ').slice(0, 30);
  return `${operator}: ${short(original)} → ${short(replacement)}`;
}

/** Names of what each test noticed, and of what it reached and did not notice. */
export function tableOf(kills: KillMap): Record<string, { killed: string[]; survived: string[] }> {
  const names = (ids: Iterable<string>): string[] =>
    kills.mutants.filter(({ id }) => [...ids].includes(id)).map(nameOf);
  return Object.fromEntries(
    [...kills.byTest].map(([mark, { reached, killed }]) => [
      mark,
      { killed: names(killed), survived: names([...reached].filter((id) => !killed.has(id))) },
    ]),
  );
}
