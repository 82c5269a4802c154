import type { TestFrameworkId } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';

/** Asks whether source files and their tests meet the policy of the settings. */
export interface QualityGateRequest {
  readonly type: 'quality-gate';
  /** Absolute path of the workspace folder. */
  readonly workspaceRoot: string;
  readonly targets: readonly { readonly path: WorkspacePath }[];
  /** A branch, tag or commit: rules about changed lines are judged against it. Absent: such rules are inconclusive. */
  readonly changedSince?: string;
  /** Absent: found out from the project. */
  readonly framework?: TestFrameworkId;
}
