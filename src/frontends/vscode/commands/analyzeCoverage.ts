import type { CoverageAnalysis } from '../../../core/coverageAnalysis/coverageAnalysis';
import type { RunResult } from '../../../core/fleet/fleetRun';
import type { CommandContext } from '../commandContext';
import { assertCanRun, prepareTargets, startRuns } from './startRuns';

/**
 * Says what the tests execute of the files and folders that were chosen, or of the active editor's file. Resolves to the
 * results when all runs have ended. @throws AppError before anything was started
 */
export async function analyzeCoverage(
  context: CommandContext,
  clicked?: unknown,
  selected?: unknown,
): Promise<readonly RunResult<CoverageAnalysis>[]> {
  assertCanRun(context, 'analyze-coverage');
  const targets = await prepareTargets(context, clicked, selected);
  return await startRuns(context, targets, (folder) => ({ type: 'analyze-coverage', ...folder }));
}
