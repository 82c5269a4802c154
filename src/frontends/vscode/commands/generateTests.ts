import type { RunResult } from '../../../core/fleet/fleetRun';
import type { CommandContext } from '../commandContext';
import { chooseTargets, folderFileLimit, saveTargets } from './chooseTargets';
import { assertCanRun, startRuns } from './startRuns';

/**
 * Generates tests for the files and folders that were chosen, or for the active editor's file. Resolves to the results when
 * all runs have ended. @throws AppError before anything was started
 */
export async function generateTests(
  context: CommandContext,
  clicked?: unknown,
  selected?: unknown,
): Promise<readonly RunResult[]> {
  assertCanRun(context);
  const { targets, cutFolders } = await chooseTargets(clicked, selected);
  await saveTargets(targets);
  for (const folder of cutFolders) {
    const message = `${folder} has more than ${folderFileLimit} source files: the first ${folderFileLimit} are taken.`;
    context.log.info(message);
    context.present({ severity: 'info', message, actions: [] });
  }
  return await startRuns(context, targets);
}
