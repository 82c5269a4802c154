import type { RunResult } from '../../../core/fleet/fleetRun';
import type { RunSummary } from '../../../core/generation/runSummary';
import type { CommandContext } from '../commandContext';
import { assertCanRun, prepareTargets, startGeneration } from './startRuns';

/**
 * Generates tests for the files and folders that were chosen, or for the active editor's file. Resolves to the results when
 * all runs have ended. @throws AppError before anything was started
 */
export async function generateTests(
  context: CommandContext,
  clicked?: unknown,
  selected?: unknown,
): Promise<readonly RunResult<RunSummary>[]> {
  assertCanRun(context, 'generate-tests');
  const targets = await prepareTargets(context, clicked, selected);
  return await startGeneration(context, targets);
}
