import { throwIfAborted } from '../../base/abort';
import { type CompletedRun, describeFailedRun } from '../generation/runResults';
import type { TestFrameworkId } from '../testing/testProject';
import type { TestOutcome, TestRunner } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { NotKnown } from './notKnown';
import type { TestSuite } from './runObserver';

/** How a test ended in one run; `missing`: it was not reported, e.g. because its file could not be loaded. */
export type FlakyOutcome = TestOutcome['status'] | 'missing';

export interface FlakyTest {
  readonly file: WorkspacePath;
  readonly titlePath: readonly string[];
  /** One per run. */
  readonly outcomes: readonly FlakyOutcome[];
  /** Of its first failure. */
  readonly failureMessage?: string;
}

export interface FlakinessTrial {
  readonly runs: number;
  /** Tests that were not skipped in every run. */
  readonly tests: number;
  /** Those of them that did not end the same in every run. */
  readonly flaky: readonly FlakyTest[];
}

export interface FlakinessRun {
  readonly suites: readonly TestSuite[];
  readonly runs: number;
  readonly runnerFor: (framework: TestFrameworkId) => TestRunner;
  /** Of one invocation of a test runner. */
  readonly timeoutMs: number;
  readonly onOutput: (text: string) => void;
  /** Called before each run, from 1. */
  readonly onRun: (run: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** A test that depends on where or when it runs shows it in one of them: far east, far west, and with odd minutes. */
const timeZones = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Niue'];

/**
 * Runs the suites several times, each time in another time zone, and tells which tests ended differently. Not known when a run
 * does not come to its end.
 */
export async function measureFlakiness(trial: FlakinessRun): Promise<FlakinessTrial | NotKnown> {
  const tests = new Map<string, ObservedTest>();
  for (let run = 0; run < trial.runs; run++) {
    await trial.onRun(run + 1);
    for (const suite of trial.suites) {
      throwIfAborted(trial.signal);
      const result = await runSuite(suite, run, trial);
      if (result.status !== 'completed')
        return { unavailable: `Run ${run + 1} of ${trial.runs} did not end: ${describeFailedRun(result)}` };
      observe(suite, { result, run, tests });
    }
  }
  const ran = [...tests.values()].map((test) => toFlakyTest(test, trial.runs)).filter(isEverRun);
  if (ran.length === 0) return { unavailable: 'No test was run.' };
  return { runs: trial.runs, tests: ran.length, flaky: ran.filter(isFlaky) };
}

async function runSuite({ project, files }: TestSuite, run: number, trial: FlakinessRun) {
  return await trial.runnerFor(project.framework).run(
    {
      project,
      files,
      coverageOf: [],
      environment: { TZ: timeZones[run % timeZones.length] ?? 'UTC' },
      timeoutMs: trial.timeoutMs,
      onOutput: trial.onOutput,
    },
    trial.signal,
  );
}

interface ObservedTest {
  readonly file: WorkspacePath;
  readonly titlePath: readonly string[];
  readonly byRun: Map<number, TestOutcome>;
}

function observe(
  { files }: TestSuite,
  {
    result,
    run,
    tests,
  }: { readonly result: CompletedRun; readonly run: number; readonly tests: Map<string, ObservedTest> },
): void {
  const sameTitles = new Map<string, number>();
  for (const outcome of result.tests) {
    const { file, titlePath } = outcome;
    if (!files.includes(file)) continue;
    const title = JSON.stringify([file, ...titlePath]);
    const count = sameTitles.get(title) ?? 0;
    sameTitles.set(title, count + 1);
    // Of tests that are called the same, the first of one run is the first of the next.
    const key = `${title} ${count}`;
    const known = tests.get(key) ?? { file, titlePath, byRun: new Map() };
    known.byRun.set(run, outcome);
    tests.set(key, known);
  }
}

function toFlakyTest({ file, titlePath, byRun }: ObservedTest, runs: number): FlakyTest {
  const outcomes = Array.from({ length: runs }, (_, run) => byRun.get(run)?.status ?? 'missing');
  const failureMessage = [...byRun.values()].find(({ status }) => status === 'failed')?.failureMessage;
  return { file, titlePath, outcomes, ...(failureMessage !== undefined && { failureMessage }) };
}

function isEverRun({ outcomes }: FlakyTest): boolean {
  return outcomes.some((outcome) => outcome === 'passed' || outcome === 'failed');
}

function isFlaky({ outcomes }: FlakyTest): boolean {
  return new Set(outcomes).size > 1;
}
