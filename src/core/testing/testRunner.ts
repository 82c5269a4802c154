import type { FileCoverage } from './coverage';
import type { TestFrameworkId, TestProject } from './testProject';
import type { WorkspacePath } from './workspace';

export interface TestRunRequest {
  readonly project: TestProject;
  /** Test files to run, and only these. */
  readonly files: readonly WorkspacePath[];
  /** Source files whose coverage to measure in the runner's own processes; none: coverage is not measured. */
  readonly coverageOf: readonly WorkspacePath[];
  /** Added to the environment of the runner, e.g. `{ TZ: 'UTC' }`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Wall-clock limit; the whole process tree is killed when it is over. */
  readonly timeoutMs: number;
  /** Receives what the runner prints, as it prints it. */
  readonly onOutput: (text: string) => void;
}

export interface TestOutcome {
  readonly file: WorkspacePath;
  /** Titles from the outermost suite to the test, e.g. `['applyDiscount', 'returns 0 for an empty cart']`. */
  readonly titlePath: readonly string[];
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** Why it failed, first line first. */
  readonly failureMessage?: string;
}

/** Coverage taken in the test runner itself. */
export interface MeasuredCoverage {
  /** By all that ran, loading of the modules included; one entry per requested file that was loaded. */
  readonly total: readonly FileCoverage[];
  /** By one marked test alone (see `testProbe.ts`), keyed by the mark. */
  readonly byMark: ReadonlyMap<string, readonly FileCoverage[]>;
}

/** How a run ended. Failing tests are a normal result; only `completed` says anything about tests. */
export type TestRunResult =
  | {
      readonly status: 'completed';
      readonly commandLine: string;
      readonly durationMs: number;
      readonly tests: readonly TestOutcome[];
      /** Files that could not be loaded, with the runner's own message. */
      readonly brokenFiles: readonly { readonly file: WorkspacePath; readonly message: string }[];
      /** Present when `coverageOf` was not empty. */
      readonly coverage?: MeasuredCoverage;
    }
  | { readonly status: 'timed-out'; readonly commandLine: string; readonly timeoutMs: number }
  | { readonly status: 'failed'; readonly commandLine: string; readonly message: string };

/** Runs test files with one framework, as installed in the user's project and with the user's configuration. */
export interface TestRunner {
  readonly framework: TestFrameworkId;
  /** @throws TestRunnerError `test-runner-not-installed` when the project names the framework but it cannot be resolved. */
  assertInstalled(project: TestProject): Promise<void>;
  /**
   * Aborting the signal kills the whole process tree before the promise rejects with AbortError.
   * @throws TestRunnerError `test-runner-not-installed` when the project names the framework but it cannot be resolved.
   */
  run(request: TestRunRequest, signal: AbortSignal): Promise<TestRunResult>;
}
