import type { TestReceipt } from '../generation/receipt';
import type { LineRange } from '../synthesis/moduleModel';
import type { FileCoverage } from '../testing/coverage';
import type { DebugCommand, TestOutcome } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';

/** A test file that holds tests which the product has put there. */
export interface GeneratedFile {
  readonly path: WorkspacePath;
  /** Of kept tests, one for each, the newest; some may not be in the file any more. */
  readonly receipts: readonly TestReceipt[];
}

/** A generated test that is in its file now. */
export interface GeneratedTest {
  readonly receipt: TestReceipt;
  readonly range: LineRange;
}

export interface GeneratedTestsJob {
  readonly workspaceRoot: string;
  readonly files: readonly GeneratedFile[];
  /** `total`: what all tests of the files execute; `per-test`: what each generated test executes, too, in a second run. */
  readonly coverage: 'none' | 'total' | 'per-test';
  readonly onOutput: (text: string) => void;
}

export interface GeneratedTestsResult {
  /** Of all tests in the files, those of the user's included. */
  readonly tests: readonly TestOutcome[];
  readonly brokenFiles: readonly { readonly file: WorkspacePath; readonly message: string }[];
  /** Why a run of some files says nothing. */
  readonly problems: readonly { readonly files: readonly WorkspacePath[]; readonly message: string }[];
  /** Of the source files that the receipts are about. */
  readonly coverage: readonly FileCoverage[];
  /** What single tests execute, as far as they can be told apart. */
  readonly byTest: readonly { readonly receipt: TestReceipt; readonly coverage: readonly FileCoverage[] }[];
}

/** The tests that runs have kept, in the workspace as it is now. */
export interface GeneratedTests {
  /** By the records of the latest runs, in the order of their paths; files that are gone are left out. */
  files(workspaceRoot: string): Promise<readonly GeneratedFile[]>;
  /** Those of the file that are in it now, in the order of the text; undefined while it has a syntax error. */
  locate(workspaceRoot: string, file: GeneratedFile): Promise<readonly GeneratedTest[] | undefined>;
  /** Runs the files in the workspace's own runner. Aborting kills its process tree. @throws AppError, AbortError */
  run(job: GeneratedTestsJob, signal: AbortSignal): Promise<GeneratedTestsResult>;
  /** How the workspace's own runner is started on a file for a debugger; to be disposed of when that has ended. @throws AppError */
  debugCommand(workspaceRoot: string, file: WorkspacePath): Promise<DebugCommand>;
}
