import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import type { CommandContext } from '../commandContext';
import type { KnownRun } from '../runs/runRegistry';
import { taskActivity } from '../text/taskText';

/** The active run, or those the user picks when there are several; says so when there is none. */
export async function pickActiveRuns(
  context: CommandContext,
  { all, question }: { readonly all: (count: number) => string; readonly question: string },
): Promise<readonly KnownRun[]> {
  const { active } = context.registry;
  if (active.length === 0)
    context.present({ severity: 'info', message: t('No run is active.'), actions: [] });
  if (active.length < 2) return active;
  const together = { label: all(active.length), runs: active };
  const single = active.map((known) => ({ label: taskActivity(known.type, known.files), runs: [known] }));
  const picked = await vscode.window.showQuickPick([together, ...single], { placeHolder: question });
  return picked?.runs ?? [];
}
