import type { AnalysisDependencies, AnalysisRun } from '../coverageAnalysis/analyzeCoverage';
import { analyzeCoverage } from '../coverageAnalysis/analyzeCoverage';
import { changedTargets } from '../coverageAnalysis/changedTargets';
import { gapTargets } from '../coverageAnalysis/gapTargets';
import type { LineRange } from '../synthesis/moduleModel';
import type { WorkspacePath } from '../testing/workspace';
import type { GenerateTestsRequest, GenerationTarget } from './generateTestsRequest';
import { GoalWatch } from './runOrder';

export interface ChosenTargets {
  /** In the order in which they are to be worked on. */
  readonly targets: readonly GenerationTarget[];
  /** Lines that a file's tests have to be about, of files that differ from a base; undefined: all. */
  readonly changedLines: ReadonlyMap<WorkspacePath, readonly LineRange[]> | undefined;
  /** Undefined: the run has no goal. */
  readonly goal: GoalWatch | undefined;
}

/**
 * What of a request is to be worked on: all of it; or what is uncovered, riskiest first; or what has changed. For a goal the coverage
 * of all targets is measured first.
 * @throws WorkspaceError `git-unavailable`, `git-base-unknown`; whatever `analyzeCoverage` throws
 */
export async function chooseTargets(
  request: GenerateTestsRequest,
  analysis: { readonly dependencies: AnalysisDependencies; readonly run: Omit<AnalysisRun, 'request'> },
): Promise<ChosenTargets> {
  const { targets, scope, goalPercent, changedSince } = request;
  const isMeasured = scope === 'uncovered' || goalPercent !== undefined;
  const found = isMeasured
    ? await analyzeCoverage(analysis.dependencies, { ...analysis.run, request: withoutTask(request) })
    : undefined;
  const goal = found && goalPercent !== undefined ? new GoalWatch(found, goalPercent) : undefined;
  if (found && scope === 'uncovered') return { targets: gapTargets(found), changedLines: undefined, goal };
  if (changedSince === undefined) return { targets, changedLines: undefined, goal };
  const { history } = analysis.dependencies.workbench;
  const changed = await history.changedLines(changedSince, analysis.run.signal);
  const { byFile } = changed;
  const named = targets.length > 0 ? targets : await changedTargets(changed, analysis.dependencies.workbench);
  return { targets: named.filter(({ path }) => byFile.has(path)), changedLines: byFile, goal };
}

function withoutTask({ targets, framework, changedSince }: GenerateTestsRequest): AnalysisRun['request'] {
  return {
    targets,
    ...(framework !== undefined && { framework }),
    ...(changedSince !== undefined && { changedSince }),
  };
}
