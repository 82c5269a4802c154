import type { WorkspacePath } from '../../testing/workspace';
import type { TestCandidate, TestStyle } from '../candidate';
import type { FileChange } from '../fileChange';
import type { TestReceipt } from '../receipt';

/** A test that has proved itself and waits for the word of the user, or has it. */
export interface ProposedTest {
  readonly candidate: TestCandidate;
  readonly receipt: TestReceipt;
  /** Absent: not decided on yet. */
  readonly decision?: 'accepted' | 'rejected';
}

/** The tests that a run proposes for one file. `after` is the text with all of them: the one that passed every run. */
export interface ProposedFile extends FileChange {
  readonly sourceFile: WorkspacePath;
  /** Text of the source file that the tests were checked against. */
  readonly source: string;
  readonly style: TestStyle;
  /** In the order in which they stand in `after`. */
  readonly tests: readonly ProposedTest[];
  /** What review has put into the file last; absent: nothing yet. */
  readonly written?: string;
}

/** What a run has proposed instead of writing it. */
export interface Proposal {
  readonly runId: string;
  /** Absolute. */
  readonly workspaceRoot: string;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  readonly files: readonly ProposedFile[];
}

/** Tests that nobody has decided on. */
export function openTests({ tests }: Pick<ProposedFile, 'tests'>): readonly ProposedTest[] {
  return tests.filter(({ decision }) => decision === undefined);
}
