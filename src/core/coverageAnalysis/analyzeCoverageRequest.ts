import type { TestFrameworkId } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';

/** Asks what the existing tests execute of source files. */
export interface AnalyzeCoverageRequest {
  readonly type: 'analyze-coverage';
  /** Absolute path of the workspace folder. */
  readonly workspaceRoot: string;
  readonly targets: readonly { readonly path: WorkspacePath }[];
  /** Absent: found out from the project. */
  readonly framework?: TestFrameworkId;
}
