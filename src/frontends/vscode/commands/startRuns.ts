import { WorkspaceError } from '../../../core/errors';
import type { RunResult } from '../../../core/fleet/fleetRun';
import type { CommandContext } from '../commandContext';
import { runWithProgress } from '../runs/runWithProgress';
import { type ChosenTarget, groupByFolder } from './chooseTargets';

/** @throws WorkspaceError `workspace-untrusted`, ConfigError: the run is refused before files are saved or anything starts */
export function assertCanRun(context: CommandContext): void {
  if (!context.isTrusted()) {
    throw new WorkspaceError(
      'workspace-untrusted',
      'Generating tests runs code of this workspace, and you have not trusted it.',
    );
  }
  context.config();
}

/**
 * Starts one run per folder of the window, shows the panel, and resolves to the
 * results when all have ended.
 */
export async function startRuns(
  context: CommandContext,
  targets: readonly ChosenTarget[],
): Promise<readonly RunResult[]> {
  const runs = groupByFolder(targets).map((request) => runWithProgress(context, request));
  context.showPanel({ preserveFocus: true });
  return await Promise.all(runs);
}
