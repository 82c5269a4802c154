import type { RunRecord, RunStore } from './runStore';
import { type UndoResult, undoRun } from './undoRun';
import type { OpenWorkbench } from './workbench';

export interface RunHistoryDependencies {
  readonly runStore: RunStore;
  readonly openWorkbench: OpenWorkbench;
}

/** What earlier runs changed in a workspace, and the way back. */
export class RunHistory {
  constructor(private readonly dependencies: RunHistoryDependencies) {}

  /** The newest run that changed files and was not undone; undefined when there is none. */
  async lastUndoable(workspaceRoot: string): Promise<RunRecord | undefined> {
    const records = await this.dependencies.runStore.list(workspaceRoot);
    return records.find((record) => record.state === 'finished' && record.changes.length > 0);
  }

  /** The record of a run; undefined when there is none, or not any more. */
  async find(workspaceRoot: string, runId: string): Promise<RunRecord | undefined> {
    const records = await this.dependencies.runStore.list(workspaceRoot);
    return records.find((record) => record.runId === runId);
  }

  /** Tests that runs on record have kept in a workspace and nobody has undone, by the id of the run; accepted ones of those proposed. */
  async keptByRun(workspaceRoot: string): Promise<ReadonlyMap<string, number>> {
    const records = await this.dependencies.runStore.list(workspaceRoot);
    return new Map(
      records
        .filter(({ state }) => state !== 'undone')
        .map(({ runId, kept = [], proposals = [] }) => {
          const accepted = proposals
            .flatMap(({ tests }) => tests)
            .filter(({ decision }) => decision === 'accepted');
          return [runId, kept.length + accepted.length] as const;
        })
        .filter(([, count]) => count > 0),
    );
  }

  /** Puts every file of the run back as it was; files that were edited since are left alone and named in the result. */
  async undo(record: RunRecord): Promise<UndoResult> {
    const { workspace } = await this.dependencies.openWorkbench(record.workspaceRoot);
    const result = await undoRun(record, workspace);
    await this.dependencies.runStore.save({ ...record, state: 'undone' });
    return result;
  }
}
