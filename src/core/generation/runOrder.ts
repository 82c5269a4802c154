import type { CoverageAnalysis } from '../coverageAnalysis/coverageAnalysis';
import type { CoverageTotals, FileCoverage } from '../testing/coverage';
import { coverageTotals, percentage } from '../testing/coverage';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';

/** Plans that are worked on together: of one project, so that its runner is started once for all of them. */
export type PlanGroup = readonly TestPlan[];

/**
 * Plans by project, in the order given; one at a time when the run may end before all of them are done, so that those which come
 * first are done by then.
 */
export function groupPlans(plans: readonly TestPlan[], isOneAtATime: boolean): readonly PlanGroup[] {
  if (isOneAtATime) return plans.map((plan) => [plan]);
  const groups = new Map<string, TestPlan[]>();
  for (const plan of plans) {
    const { root, framework } = plan.project;
    const key = `${framework} ${root}`;
    groups.set(key, [...(groups.get(key) ?? []), plan]);
  }
  return [...groups.values()];
}

/**
 * Statement coverage of all targets together against the goal of the run. What is not known counts as not executed, so that a goal which
 * is reached is reached for certain.
 */
export class GoalWatch {
  private readonly totals = new Map<WorkspacePath, CoverageTotals>();
  private readonly unknown = new Set<WorkspacePath>();

  constructor(
    analysis: CoverageAnalysis,
    /** In percent. */
    private readonly goalPercent: number,
  ) {
    for (const { sourceFile, coverage } of analysis.files) {
      if ('unavailable' in coverage) this.unknown.add(sourceFile);
      else this.totals.set(sourceFile, coverage);
    }
  }

  /** A file whose coverage is not known, because no test loads it, say: how many statements it has is. */
  noteSize(sourceFile: WorkspacePath, statements: number): void {
    if (!this.unknown.delete(sourceFile)) return;
    const nothing = { coveredStatements: 0, branches: 0, coveredBranches: 0 };
    this.totals.set(sourceFile, { ...nothing, statements });
  }

  note(sourceFile: WorkspacePath, coverage: FileCoverage): void {
    this.unknown.delete(sourceFile);
    this.totals.set(sourceFile, coverageTotals([coverage]));
  }

  /** False while neither the coverage nor the size of a target is known. */
  get isReached(): boolean {
    if (this.unknown.size > 0) return false;
    const totals = [...this.totals.values()];
    const sum = (count: (one: CoverageTotals) => number): number =>
      totals.reduce((total, one) => total + count(one), 0);
    const covered = sum(({ coveredStatements }) => coveredStatements);
    return (
      percentage(
        covered,
        sum(({ statements }) => statements),
      ) +
        1e-9 >=
      this.goalPercent
    );
  }
}
