import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import { WorkspaceError } from '../../../core/errors';
import type { RunResult } from '../../../core/fleet/fleetRun';
import type { RunSummary } from '../../../core/generation/runSummary';
import type { LineRange } from '../../../core/synthesis/moduleModel';
import type { CommandContext } from '../commandContext';
import { saveTargets, toTarget } from './chooseTargets';
import { assertCanRun, startGeneration } from './startRuns';

/**
 * Generates tests for lines of a file, as lenses, hovers and light bulbs name them. Resolves to the result when the run has ended.
 * @throws AppError before anything was started
 */
export async function generateTestsForLines(
  context: CommandContext,
  file: unknown,
  lines: unknown,
): Promise<readonly RunResult<RunSummary>[]> {
  assertCanRun(context, 'generate-tests');
  // In a link of a hover it is what is left of a Uri after JSON.
  const uri = file instanceof vscode.Uri ? file : vscode.Uri.from(file as vscode.Uri);
  if (!isLineRange(lines)) throw new WorkspaceError('workspace-file-missing', t('No lines are named.'));
  const chosen = toTarget(uri);
  await saveTargets([chosen]);
  return await startGeneration(context, [{ ...chosen, target: { ...chosen.target, lines } }]);
}

function isLineRange(value: unknown): value is LineRange {
  const { startLine, endLine } = (value ?? {}) as Partial<LineRange>;
  return Number.isInteger(startLine) && Number.isInteger(endLine);
}
