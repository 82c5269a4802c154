import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import { WorkspaceError } from '../../../core/errors';
import type { RunResult } from '../../../core/fleet/fleetRun';
import type { RunSummary } from '../../../core/generation/runSummary';
import type { CommandContext } from '../commandContext';
import { linesOfSelection } from '../lineRanges';
import { saveTargets, toTarget } from './chooseTargets';
import { assertCanRun, startGeneration } from './startRuns';

/**
 * Generates tests for what is selected in the active editor, or for the function at the cursor. Resolves to the result when
 * the run has ended. @throws AppError before anything was started
 */
export async function generateTestsForSelection(
  context: CommandContext,
): Promise<readonly RunResult<RunSummary>[]> {
  assertCanRun(context, 'generate-tests');
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    throw new WorkspaceError('workspace-file-missing', t('No file is open to select something in.'), {
      hint: t('Open a JavaScript or TypeScript file and place the cursor in a function.'),
    });
  }
  const chosen = toTarget(editor.document.uri);
  await saveTargets([chosen]);
  // Only now: saving may format the file and move the lines.
  const lines = linesOfSelection(editor.selection);
  const target = { ...chosen.target, lines };
  return await startGeneration(context, [{ ...chosen, target }]);
}
