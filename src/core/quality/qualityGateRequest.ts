import type { TestFrameworkId } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';

/** Asks whether source files and their tests meet the policy of the settings. */
export interface QualityGateRequest {
  readonly type: 'quality-gate';
  /** Absolute path of the workspace folder. */
  readonly workspaceRoot: string;
  readonly targets: readonly { readonly path: WorkspacePath }[];
  /** Absent: found out from the project. */
  readonly framework?: TestFrameworkId;
}
