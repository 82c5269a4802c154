import { WorkspaceError } from '../errors';
import type { Workspace } from '../testing/workspace';
import type { FileChange } from './fileChange';
import type { RunRecord, RunStore } from './runStore';
import type { JudgedTests } from './testFileJudge';

export interface WriteKeptTestsContext {
  readonly workspace: Workspace;
  readonly runStore: RunStore;
  /** The run so far; its changes are extended before the file is touched, so that undo knows it even after a crash. */
  readonly record: RunRecord;
}

/**
 * Puts the kept tests of one source into their test file.
 * @returns the change that was made, or undefined when nothing was kept.
 * @throws WorkspaceError `workspace-file-changed` when somebody edited the test file while its tests were being judged
 */
export async function writeKeptTests(
  judged: JudgedTests,
  context: WriteKeptTestsContext,
): Promise<FileChange | undefined> {
  const { plan, finalText } = judged;
  if (finalText === undefined) return undefined;
  const change: FileChange = { path: plan.testFile, before: plan.existingTests, after: finalText };
  if ((await context.workspace.readText(plan.testFile)) !== plan.existingTests) {
    throw new WorkspaceError(
      'workspace-file-changed',
      `${plan.testFile} was edited while its tests were being checked, so nothing was written to it.`,
      {
        hint: 'Generate again.',
      },
    );
  }
  await context.runStore.save({ ...context.record, changes: [...context.record.changes, change] });
  await context.workspace.writeText(plan.testFile, finalText);
  return change;
}
