import type { TestRunner } from '../testing/testRunner';
import type { TemporaryFiles } from './temporaryFiles';

/** What every run of tests within one generation needs. */
export interface RunContext {
  readonly runId: string;
  readonly runner: TestRunner;
  readonly temporaryFiles: TemporaryFiles;
  readonly timeoutMs: number;
  readonly onOutput: (text: string) => void;
  readonly signal: AbortSignal;
}
