import type { LineRange } from '../synthesis/moduleModel';
import type { WorkspacePath } from '../testing/workspace';

export type Churn =
  /** Commits that touched each file asked for within the time; 0 for a file that is not under version control. */
  | { readonly status: 'known'; readonly commits: ReadonlyMap<WorkspacePath, number> }
  | { readonly status: 'unavailable'; readonly reason: string };

/** What differs from a base branch in the working tree: committed, uncommitted and untracked. */
export interface ChangedLines {
  /** Commit at which the branches parted. */
  readonly baseCommit: string;
  /** Lines as they are now, by file. Files that were only deleted from, or deleted, are absent. */
  readonly byFile: ReadonlyMap<WorkspacePath, readonly LineRange[]>;
}

/** What version control knows of the workspace. */
export interface ChangeHistory {
  churn(files: readonly WorkspacePath[], days: number, signal: AbortSignal): Promise<Churn>;
  /**
   * @param base a branch, tag or commit
   * @throws WorkspaceError `git-unavailable` when the folder is in no repository or git is not installed,
   * `git-base-unknown` when there is no such commit. @throws AbortError
   */
  changedLines(base: string, signal: AbortSignal): Promise<ChangedLines>;
}
