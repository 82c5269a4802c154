import type { RunResult } from '../../../core/fleet/fleetRun';
import type { GateReport } from '../../../core/quality/gateReport';
import type { CommandContext } from '../commandContext';
import { assertCanRun, prepareTargets, startRuns } from './startRuns';

/**
 * Judges the files and folders that were chosen, or the active editor's file, by the policy of the settings. Resolves to the
 * results when all runs have ended. @throws AppError before anything was started
 */
export async function runQualityGate(
  context: CommandContext,
  clicked?: unknown,
  selected?: unknown,
): Promise<readonly RunResult<GateReport>[]> {
  assertCanRun(context, 'quality-gate');
  const targets = await prepareTargets(context, clicked, selected);
  return await startRuns(context, targets, (folder) => ({ type: 'quality-gate', ...folder }));
}
