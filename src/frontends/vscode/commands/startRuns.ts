import { t } from '../../../base/localize';
import { WorkspaceError } from '../../../core/errors';
import type { RunResult } from '../../../core/fleet/fleetRun';
import type { SummaryOf, TaskRequest, TaskType } from '../../../core/fleet/task';
import type { GenerateTestsRequest } from '../../../core/generation/generateTestsRequest';
import type { RunSummary } from '../../../core/generation/runSummary';
import type { CommandContext } from '../commandContext';
import { runWithProgress } from '../runs/runWithProgress';
import { untrustedSentence } from '../text/taskText';
import {
  type ChosenTarget,
  chooseTargets,
  type FolderTargets,
  folderFileLimit,
  groupByFolder,
  saveTargets,
} from './chooseTargets';

/** @throws WorkspaceError `workspace-untrusted`, ConfigError: the run is refused before files are saved or anything starts */
export function assertCanRun(context: CommandContext, type: TaskType): void {
  if (!context.isTrusted()) throw new WorkspaceError('workspace-untrusted', untrustedSentence(type));
  context.config();
}

/** Chooses targets as `chooseTargets` does, saves them, and says when a folder has too many files. @throws AppError */
export async function prepareTargets(
  context: CommandContext,
  clicked: unknown,
  selected: unknown,
): Promise<readonly ChosenTarget[]> {
  const { targets, cutFolders } = await chooseTargets(clicked, selected);
  await saveTargets(targets);
  for (const folder of cutFolders) {
    const message = t(
      '{0} has more than {1} source files: the first {2} are taken.',
      folder,
      folderFileLimit,
      folderFileLimit,
    );
    context.log.info(message);
    context.present({ severity: 'info', message, actions: [] });
  }
  return targets;
}

/**
 * Starts one run per folder of the window, shows the panel, and resolves to the
 * results when all have ended.
 */
export async function startRuns<R extends TaskRequest>(
  context: CommandContext,
  targets: readonly ChosenTarget[],
  toRequest: (folder: FolderTargets) => R,
): Promise<readonly RunResult<SummaryOf<R>>[]> {
  await context.keys.load();
  const runs = groupByFolder(targets).map((folder) => runWithProgress(context, toRequest(folder)));
  context.showPanel({ preserveFocus: true });
  return await Promise.all(runs);
}

/** Starts generation for the targets, which writes or proposes as the settings say. @throws ConfigError */
export async function startGeneration(
  context: CommandContext,
  targets: readonly ChosenTarget[],
  scope: Pick<GenerateTestsRequest, 'scope' | 'goalPercent'> = {},
): Promise<readonly RunResult<RunSummary>[]> {
  const { writeMode } = context.config().generation;
  return await startRuns(context, targets, (folder) => ({
    type: 'generate-tests',
    ...folder,
    ...scope,
    writeMode,
  }));
}
