import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import type { RunRecord } from '../../../core/generation/runStore';
import type { CommandContext } from '../commandContext';
import { presentUndo } from '../text/undoText';

/**
 * Takes back what the newest run in the folders of the window changed, and says which files.
 * @param runId from a caller of the command: that run instead, if it is the newest of its folder
 */
export async function undoLastRun(
  context: CommandContext,
  runId?: unknown,
  workspaceRoot?: unknown,
): Promise<void> {
  if (typeof runId === 'string') {
    const root = typeof workspaceRoot === 'string' ? workspaceRoot : undefined;
    return await undoRunById(context, { runId, workspaceRoot: root });
  }
  const roots = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const record = await newestUndoable(context, roots);
  if (!record) {
    context.present({ severity: 'info', message: t('There is no run to undo here.'), actions: [] });
    return;
  }
  await undo(context, record);
}

/** Takes back one run, if it is the newest of its folder that can be: later changes of the same files come first. */
export async function undoRunById(
  context: CommandContext,
  { runId, workspaceRoot }: { readonly runId: string; readonly workspaceRoot: string | undefined },
): Promise<void> {
  const roots = workspaceRoot
    ? [workspaceRoot]
    : (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  for (const root of roots) {
    const record = await context.services.history.lastUndoable(root);
    if (record?.runId === runId) return await undo(context, record);
  }
  const message = context.registry.undoneRunIds.includes(runId)
    ? t('This run was undone already.')
    : t(
        'This run cannot be undone now: it was undone already, or a later run changed files and has to be undone first.',
      );
  context.present({ severity: 'warning', message, actions: [] });
}

async function undo(context: CommandContext, record: RunRecord): Promise<void> {
  const result = await context.services.history.undo(record);
  context.registry.markUndone(record.runId);
  const presentation = presentUndo(result);
  context.log.info(`Undo of run ${record.runId}: ${presentation.message}`);
  context.present(presentation);
}

async function newestUndoable(
  { services }: CommandContext,
  workspaceRoots: readonly string[],
): Promise<RunRecord | undefined> {
  const records = await Promise.all(workspaceRoots.map((root) => services.history.lastUndoable(root)));
  return records.filter((record) => record !== undefined).sort((a, b) => b.startedAtMs - a.startedAtMs)[0];
}
