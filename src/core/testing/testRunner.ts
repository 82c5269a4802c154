import type { WorldEffect } from '../synthesis/scenario';
import type { FileCoverage } from './coverage';
import type { TestFrameworkId, TestProject } from './testProject';
import type { WorkspacePath } from './workspace';

export interface TestRunRequest {
  readonly project: TestProject;
  /** Test files to run, and only these. */
  readonly files: readonly WorkspacePath[];
  /** Source files whose coverage to measure in the runner's own processes; none: coverage is not measured. */
  readonly coverageOf: readonly WorkspacePath[];
  /** How the bodies of marked tests are run (see `testProbe.ts`). Absent: as they are. */
  readonly marked?: MarkedRun;
  /** Added to the environment of the runner, e.g. `{ TZ: 'UTC' }`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Wall-clock limit; the whole process tree is killed when it is over. */
  readonly timeoutMs: number;
  /** Receives what the runner prints, as it prints it. */
  readonly onOutput: (text: string) => void;
}

/** What surrounds the body of a marked test while it runs. */
export interface MarkedRun {
  /** Writing files, network, child processes and ending the process fail, and are reported; so is reading files that are no modules. */
  readonly isGuarded: boolean;
  /** Added to what `Date` says; a test that depends on the clock fails or is caught by its result. */
  readonly clockOffsetMs?: number;
  /** Seeds `Math.random`. */
  readonly randomSeed?: number;
  /** A body that takes longer ends the run as `timed-out`, with its mark among the unfinished. */
  readonly bodyTimeoutMs: number;
  /** Runs each body once more with each mutant that it reaches switched on. The instrumented source must be what it imports. */
  readonly mutants?: {
    /** Not switched on again: known to hang. `mutantKeyOf` gives the keys. */
    readonly skipped: readonly string[];
  };
}

/** What is known of marked tests beside their outcome, by mark. */
export interface MarkRecords {
  /** Touches of the outside world by each body, none twice. */
  readonly effects: ReadonlyMap<string, readonly WorldEffect[]>;
  /** Bodies that began and did not end, with the mutant that was switched on. */
  readonly unfinished: readonly { readonly mark: string; readonly mutantId?: string }[];
  readonly mutantTrials: readonly MutantTrial[];
  /** Bodies that passed and failed when they were run once more as they are; known only where mutants are tried. */
  readonly unrepeatable: ReadonlySet<string>;
  /** First line of an error that nobody caught, by the body that left it. */
  readonly uncaught: ReadonlyMap<string, string>;
}

/** One body run with one mutant switched on. */
export interface MutantTrial {
  readonly mark: string;
  readonly mutantId: string;
  /** `unreliable`: afterwards the body failed without any mutant as well, so the failure proves nothing. */
  readonly outcome: 'killed' | 'survived' | 'unreliable';
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
      /** Present when `marked` was given; so below, as far as it came. */
      readonly marks?: MarkRecords;
    }
  | {
      readonly status: 'timed-out';
      readonly commandLine: string;
      /** The limit that was reached: of the run, or of one body. */
      readonly timeoutMs: number;
      readonly marks?: MarkRecords;
    }
  | {
      readonly status: 'failed';
      readonly commandLine: string;
      readonly message: string;
      readonly marks?: MarkRecords;
    };

/** How a runner is started on test files for a debugger, which the caller brings. */
export interface DebugCommand {
  /** Absolute path of the Node executable. */
  readonly nodePath: string;
  readonly arguments: readonly string[];
  /** Absolute. */
  readonly folder: string;
  /** Added to what the debugger inherits. */
  readonly environment: Readonly<Record<string, string>>;
  /** How tests have ended, once the process has; none when it left no report. */
  readOutcomes(): Promise<readonly TestOutcome[]>;
  /** Removes what was put aside for the process. */
  dispose(): Promise<void>;
}

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
