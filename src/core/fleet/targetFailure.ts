import type { WorkspacePath } from '../testing/workspace';

/** A file with which nothing could be done, with its sentence. */
export interface TargetFailure {
  readonly sourceFile: WorkspacePath;
  readonly code: string;
  readonly message: string;
}
