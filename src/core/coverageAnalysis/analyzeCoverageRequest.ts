import type { TestFrameworkId } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';

/** Asks what the existing tests execute of source files. */
export interface AnalyzeCoverageRequest {
  readonly type: 'analyze-coverage';
  /** Absolute path of the workspace folder. */
  readonly workspaceRoot: string;
  readonly targets: readonly { readonly path: WorkspacePath }[];
  /** A branch, tag or commit: only what differs from it counts. Absent: all of the files. */
  readonly changedSince?: string;
  /** Absent: found out from the project. */
  readonly framework?: TestFrameworkId;
}
