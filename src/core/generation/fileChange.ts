import type { WorkspacePath } from '../testing/workspace';

/** One file that a run changed, with its whole text on both sides of the change. */
export interface FileChange {
  readonly path: WorkspacePath;
  /** Undefined: the file did not exist. */
  readonly before: string | undefined;
  readonly after: string;
}
