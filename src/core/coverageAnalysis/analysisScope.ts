import type { Workbench } from '../generation/workbench';
import type { WorkspacePath } from '../testing/workspace';
import type { AnalyzeCoverageRequest } from './analyzeCoverageRequest';
import { changedTargets } from './changedTargets';
import type { ChangedLines } from './changeHistory';

/** What an analysis is about. */
export interface AnalysisScope {
  /** None twice. */
  readonly targets: readonly WorkspacePath[];
  /** Absent: all lines count. */
  readonly changed: ChangedLines | undefined;
}

/**
 * The files that a request names, or all that differ from its base when it names none.
 * @throws WorkspaceError `git-unavailable`, `git-base-unknown`; AbortError
 */
export async function analysisScope(
  { targets, changedSince }: Pick<AnalyzeCoverageRequest, 'targets' | 'changedSince'>,
  workbench: Pick<Workbench, 'history' | 'languageFor' | 'detectProject'>,
  signal: AbortSignal,
): Promise<AnalysisScope> {
  const changed =
    changedSince === undefined ? undefined : await workbench.history.changedLines(changedSince, signal);
  const chosen = changed && targets.length === 0 ? await changedTargets(changed, workbench) : targets;
  return { targets: [...new Set(chosen.map(({ path }) => path))], changed };
}
