/** Environment variable with the absolute path that our Mocha reporter writes to. */
export const reportEnvironmentName = 'AGENTIC_QE_REPORT';

/** What our own reporters write, as JSON: Mocha's reports have no title paths, and node:test has no JSON report. */
export interface OwnReport {
  /** How far the run came: test files being loaded, tests running, all done. */
  readonly phase: 'loading' | 'running' | 'finished';
  readonly tests: readonly OwnReportTest[];
  readonly brokenFiles: readonly { readonly path: string; readonly message: string }[];
}

export interface OwnReportTest {
  /** Absolute path of the test file. */
  readonly path: string;
  readonly titlePath: readonly string[];
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  readonly failureMessage?: string;
}
