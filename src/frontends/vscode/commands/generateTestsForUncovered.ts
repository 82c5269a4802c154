import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import type { RunResult } from '../../../core/fleet/fleetRun';
import type { RunSummary } from '../../../core/generation/runSummary';
import type { CommandContext } from '../commandContext';
import { goalProblem, parseGoal } from '../text/goalText';
import { assertCanRun, prepareTargets, startGeneration } from './startRuns';

/**
 * Closes the gaps of the files and folders that were chosen, riskiest first, until the goal, the budget or the time of a run is
 * reached; asks for the goal. Resolves to the results when all runs have ended, to none when the user leaves the question.
 * @throws AppError before anything was started
 */
export async function generateTestsForUncovered(
  context: CommandContext,
  clicked?: unknown,
  selected?: unknown,
): Promise<readonly RunResult<RunSummary>[]> {
  assertCanRun(context, 'generate-tests');
  const targets = await prepareTargets(context, clicked, selected);
  const goal = await vscode.window.showInputBox({
    title: t('Generate Tests for Uncovered Code'),
    prompt: t('Statement coverage at which to stop, in percent'),
    value: String(context.config().qualityGate.statementCoverage),
    validateInput: goalProblem,
  });
  if (goal === undefined) return [];
  const goalPercent = parseGoal(goal);
  return await startGeneration(context, targets, {
    scope: 'uncovered',
    ...(goalPercent !== undefined && { goalPercent }),
  });
}
