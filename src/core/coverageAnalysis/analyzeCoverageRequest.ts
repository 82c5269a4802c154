import type { TestFrameworkId } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';
import type { CoverageFormat } from './coverageFiles';

/** Asks what the existing tests execute of source files. */
export interface AnalyzeCoverageRequest {
  readonly type: 'analyze-coverage';
  /** Absolute path of the workspace folder. */
  readonly workspaceRoot: string;
  /** None, together with `changedSince`: every source file that differs. */
  readonly targets: readonly { readonly path: WorkspacePath }[];
  /** A branch, tag or commit: gaps are only those of lines that differ from it. Absent: all of the files. */
  readonly changedSince?: string;
  /** Coverage files (lcov, istanbul JSON) that hold what was executed; nothing is run then. Absent: the tests are run. */
  readonly from?: readonly WorkspacePath[];
  /** The analysis is wanted as the text of a coverage file, too. */
  readonly report?: CoverageFormat;
  /** Absent: found out from the project. */
  readonly framework?: TestFrameworkId;
}
