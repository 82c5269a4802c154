import type { WorkspacePath } from '../testing/workspace';
import type { FileChange } from './fileChange';
import type { TestReceipt } from './receipt';
import type { ProposedFile } from './review/proposal';

/** What a run did to the workspace: enough to take it back, and to clean up after it if its process was killed. */
export interface RunRecord {
  /** Letters, digits, `-` and `_` only (a UUID is fine). */
  readonly runId: string;
  /** Absolute path of the workspace folder. */
  readonly workspaceRoot: string;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** Process that performs the run; it tells an interrupted run from one still at work elsewhere. */
  readonly ownerPid: number;
  readonly state: 'running' | 'finished' | 'undone';
  /** Files that the run may leave behind if it is killed. Recorded before they are created. */
  readonly temporaryFiles: readonly WorkspacePath[];
  /** Folders that were not there before the run: they go again when they are left empty. */
  readonly newFolders: readonly WorkspacePath[];
  /** In the order in which they were made. Recorded before they are written, so that none goes unrecorded. */
  readonly changes: readonly FileChange[];
  /** Receipts of the tests that were written right away; absent: none were. */
  readonly kept?: readonly TestReceipt[];
  /** Tests that were not written but proposed; absent: none were. */
  readonly proposals?: readonly ProposedFile[];
}

/** Keeps the records of the latest runs across restarts, shared by all processes of the product. */
export interface RunStore {
  /** Resolves when the record is on disk, in place of an earlier one of the same run. */
  save(record: RunRecord): Promise<void>;
  /** Readable records of one workspace, newest first. */
  list(workspaceRoot: string): Promise<readonly RunRecord[]>;
}
