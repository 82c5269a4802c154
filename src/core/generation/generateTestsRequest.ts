import type { LineRange } from '../synthesis/moduleModel';
import type { TestFrameworkId } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';

/** One source file, or a part of it, to write tests for. */
export interface GenerationTarget {
  readonly path: WorkspacePath;
  /** Only units and methods that touch these lines; absent: the whole file. */
  readonly lines?: LineRange;
}

/** What a user asks the fleet for, the same from every door. */
export interface GenerateTestsRequest {
  /** Absolute path of the workspace folder. */
  readonly workspaceRoot: string;
  readonly targets: readonly GenerationTarget[];
  /** Absent: found out from the project. */
  readonly framework?: TestFrameworkId;
}
