import { describeError } from '../../base/error';
import type { Workspace, WorkspacePath } from '../testing/workspace';
import type { RunRecord, RunStore } from './runStore';

/** What became of the files of a run; every changed file is in exactly one of the lists. */
export interface UndoResult {
  /** Now as they were before the run (removed, if the run had created them). */
  readonly restored: readonly WorkspacePath[];
  /** Edited, or deleted, since the run: untouched. */
  readonly leftAlone: readonly WorkspacePath[];
}

type Content = string | undefined;

interface Place {
  readonly workspace: Workspace;
  readonly newFolders: RunRecord['newFolders'];
}

interface Step {
  readonly path: WorkspacePath;
  readonly current: Content;
  readonly target: Content;
}

/**
 * Puts back every file that is still as the run left it and reports the others. All or nothing: if a file cannot be
 * written, those already put back are returned to their present text before the promise rejects with the failure.
 */
export async function undoRun(record: RunRecord, workspace: Workspace): Promise<UndoResult> {
  const steps: Step[] = [];
  const leftAlone: WorkspacePath[] = [];
  for (const path of new Set(record.changes.map((change) => change.path))) {
    const current = await workspace.readText(path);
    const origin = originOf(record, path, current);
    if (origin === undefined) leftAlone.push(path);
    else steps.push({ path, current, target: origin.text });
  }
  return await apply(steps, leftAlone, { workspace, newFolders: record.newFolders });
}

/** Walks the run's changes of one file backwards from its present text; undefined when the text is not the run's. */
function originOf(record: RunRecord, path: WorkspacePath, current: Content): { text: Content } | undefined {
  const changes = record.changes.filter((change) => change.path === path);
  if (changes[0]?.before === current) return { text: current };
  let text = current;
  let isTaken = false;
  for (const change of changes.reverse()) {
    // The last changes of an interrupted run may be recorded but not yet written: start at the one that is on disk.
    if (!isTaken && change.after !== text) continue;
    if (change.after !== text) return undefined;
    isTaken = true;
    text = change.before;
  }
  return isTaken ? { text } : undefined;
}

async function apply(steps: readonly Step[], leftAlone: WorkspacePath[], place: Place): Promise<UndoResult> {
  const touched: Step[] = [];
  const restored: WorkspacePath[] = [];
  try {
    for (const step of steps) {
      if (step.current !== step.target) {
        // Somebody may have saved the file since it was read above.
        if ((await place.workspace.readText(step.path)) !== step.current) {
          leftAlone.push(step.path);
          continue;
        }
        touched.push(step);
        await setText(place, step.path, step.target);
      }
      restored.push(step.path);
    }
  } catch (error) {
    throw await rollBack(touched, place, error);
  }
  return { restored, leftAlone };
}

/** @returns the failure to throw: the first one, or all of them when some file could not be returned either. */
async function rollBack(touched: readonly Step[], place: Place, failure: unknown): Promise<unknown> {
  const stuck: WorkspacePath[] = [];
  const failures = [failure];
  for (const step of [...touched].reverse()) {
    try {
      if ((await place.workspace.readText(step.path)) !== step.current) {
        await setText(place, step.path, step.current);
      }
    } catch (error) {
      stuck.push(step.path);
      failures.push(error);
    }
  }
  if (stuck.length === 0) return failure;
  return new AggregateError(
    failures,
    `${describeError(failure)} Undone, and could not be returned to what it was: ${stuck.join(', ')}.`,
  );
}

async function setText({ workspace, newFolders }: Place, path: WorkspacePath, text: Content): Promise<void> {
  if (text === undefined) await workspace.remove(path, newFolders);
  else await workspace.writeText(path, text);
}

/** What `cleanUpInterruptedRuns` did; files that were gone already are in neither list. */
export interface CleanUpResult {
  readonly removed: readonly WorkspacePath[];
  /** Could not be removed; tried again by the next call. */
  readonly failed: readonly { readonly path: WorkspacePath; readonly reason: string }[];
}

/**
 * Removes the temporary files of this workspace's runs whose process is gone and marks those runs as finished, so that what
 * they did change can be undone. Runs of living processes are not touched.
 */
export async function cleanUpInterruptedRuns(
  runStore: RunStore,
  workspace: Workspace,
  isProcessAlive: (pid: number) => boolean,
): Promise<CleanUpResult> {
  const removed: WorkspacePath[] = [];
  const failed: { path: WorkspacePath; reason: string }[] = [];
  for (const record of await runStore.list(workspace.rootPath)) {
    if (record.state !== 'running' || isProcessAlive(record.ownerPid)) continue;
    const failedBefore = failed.length;
    for (const path of record.temporaryFiles) {
      try {
        await workspace.removeUnfinishedWrites(path);
        if (!(await workspace.exists(path))) continue;
        await workspace.remove(path, record.newFolders);
        removed.push(path);
      } catch (error) {
        failed.push({ path, reason: describeError(error) });
      }
    }
    if (failed.length === failedBefore) await runStore.save({ ...record, state: 'finished' });
  }
  return { removed, failed };
}
