import * as vscode from 'vscode';
import { countOf } from '../../../base/countOf';
import type { CommandContext } from '../commandContext';
import type { KnownRun } from '../runs/runRegistry';
import { taskActivity } from '../text/taskText';

/** Cancels the active run, or those the user picks when there are several; resolves when they have ended. */
export async function cancelRun(context: CommandContext): Promise<void> {
  const { active } = context.registry;
  if (active.length === 0) {
    context.present({ severity: 'info', message: 'No run is active.', actions: [] });
    return;
  }
  const chosen = active.length === 1 ? active : await pickRuns(active);
  for (const { run } of chosen) run.cancel();
  await Promise.all(chosen.map(({ run }) => run.result));
}

async function pickRuns(active: readonly KnownRun[]): Promise<readonly KnownRun[]> {
  const all = { label: `Stop all ${countOf(active.length, 'run')}`, runs: active };
  const single = active.map((known) => ({ label: taskActivity(known.type, known.files), runs: [known] }));
  const picked = await vscode.window.showQuickPick([all, ...single], {
    placeHolder: 'Which run should be stopped?',
  });
  return picked?.runs ?? [];
}
