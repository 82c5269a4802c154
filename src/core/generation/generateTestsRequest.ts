import type { LineRange } from '../synthesis/moduleModel';
import type { TestFrameworkId } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';

/** One source file, or a part of it, to write tests for. */
export interface GenerationTarget {
  readonly path: WorkspacePath;
  /** Only units and methods that touch these lines; absent: the whole file. */
  readonly lines?: LineRange;
}

/** Asks for tests that prove themselves. */
export interface GenerateTestsRequest {
  readonly type: 'generate-tests';
  /** Absolute path of the workspace folder. */
  readonly workspaceRoot: string;
  readonly targets: readonly GenerationTarget[];
  /** Absent: found out from the project. */
  readonly framework?: TestFrameworkId;
}
