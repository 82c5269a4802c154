import type { LineRange } from '../../synthesis/moduleModel';
import type { WorkspacePath } from '../../testing/workspace';
import type { Proposal, ProposedTest } from './proposal';

/** One file of a proposal. */
export interface ProposalPlace {
  /** Absolute. */
  readonly workspaceRoot: string;
  readonly runId: string;
  /** The test file. */
  readonly path: WorkspacePath;
}

/** Tests of one file that the user has decided on. */
export interface ReviewChoice extends ProposalPlace {
  /** Absent: all that are open. */
  readonly candidateIds?: readonly string[];
}

export interface ReviewRun {
  readonly signal: AbortSignal;
  /** Before each run of the tests, from 1; not called when none is needed. */
  readonly onCheck?: (run: number) => void;
  readonly onOutput?: (text: string) => void;
}

/** What came of accepting. */
export interface AcceptedTests {
  readonly path: WorkspacePath;
  readonly isNew: boolean;
  readonly accepted: readonly ProposedTest[];
  /** Did not pass every run in the file as it is now; they stay open. */
  readonly refused: readonly { readonly test: ProposedTest; readonly reason: string }[];
  /** `as-proposed`: the text that the run verified; `checked-again`: another one, which has passed the same runs now. */
  readonly basis: 'as-proposed' | 'checked-again';
}

/** Both sides of what is to be decided on. */
export interface ReviewTexts {
  /** As the file is; undefined: it would be new. */
  readonly current: string | undefined;
  /** With all tests that are open. */
  readonly proposed: string;
  /** The lines of `proposed` in which each open test stands, by the id of its candidate. */
  readonly places: ReadonlyMap<string, LineRange>;
}

/** Tests that were proposed, and the way into their files: each text is written only after it has passed every run. */
export interface Review {
  /** What runs have proposed in a workspace, newest first, decided on or not; without what was undone. */
  list(workspaceRoot: string): Promise<readonly Proposal[]>;
  /** The file as it is and as it would be. @throws WorkspaceError, GenerationError `merge-conflict` */
  texts(place: ProposalPlace): Promise<ReviewTexts>;
  /**
   * Puts tests into their file. What is not the very text that the run has verified is run again first, as often as a run of
   * generation does; what does not pass then stays open.
   * @throws WorkspaceError `workspace-file-changed` when the proposal is gone, or somebody edits the file meanwhile;
   * `workspace-read-only`; GenerationError `merge-conflict`; TestRunnerError; AbortError
   */
  accept(choice: ReviewChoice, run: ReviewRun): Promise<AcceptedTests>;
  /** Takes tests from what is proposed; the workspace is not touched. @throws WorkspaceError when the proposal is gone */
  reject(choice: ReviewChoice): Promise<void>;
}
