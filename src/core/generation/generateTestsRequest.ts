import type { LineRange } from '../synthesis/moduleModel';
import type { TestFrameworkId } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';

/** One source file, or a part of it, to write tests for. */
export interface GenerationTarget {
  readonly path: WorkspacePath;
  /** Only units and methods that touch these lines; absent: the whole file. */
  readonly lines?: LineRange;
  /** Only these, as `subject` names (`applyDiscount`, `Cart.add`), beside what `lines` touch; absent: all of the file or of `lines`. */
  readonly units?: readonly string[];
}

/**
 * What becomes of tests that have proved themselves. `write`: they are put into their files. `propose`: they are kept on record
 * until the user accepts or rejects them (`review/proposalReview.ts`). `dry-run`: the summary says what would be written.
 */
export type WriteMode = 'write' | 'propose' | 'dry-run';

/** Asks for tests that prove themselves. */
export interface GenerateTestsRequest {
  readonly type: 'generate-tests';
  /** Absolute path of the workspace folder. */
  readonly workspaceRoot: string;
  /** None: all source files that differ from `changedSince`. */
  readonly targets: readonly GenerationTarget[];
  /**
   * `everything` (default): all units of the targets. `uncovered`: what existing tests leave out, riskiest first; targets are then
   * taken one after the other until the goal, the budget or the time is reached.
   */
  readonly scope?: 'everything' | 'uncovered';
  /** A branch, tag or commit: only units with lines that differ from it. */
  readonly changedSince?: string;
  /** Statement coverage of all targets together, in percent, at which the run is content. */
  readonly goalPercent?: number;
  /** Time after which nothing new is begun; what has passed by then is judged and kept. */
  readonly timeLimitSeconds?: number;
  /** Default: `write`. */
  readonly writeMode?: WriteMode;
  /** Absent: found out from the project. */
  readonly framework?: TestFrameworkId;
}
