import type { FileCoverage } from '../testing/coverage';
import type { TestCandidate } from './candidate';

/** What a test adds to those chosen before it. */
export interface Contribution {
  readonly statements: number;
  readonly lines: number;
  readonly branches: number;
}

export interface Selectable {
  readonly candidate: TestCandidate;
  readonly coverage: FileCoverage;
}

/**
 * What each chosen test adds, by candidate id. Tests are taken in the order in which their source wrote them, each if it hits
 * a statement or branch that is not yet covered; a source puts first what reads best.
 */
export function selectTests(
  tests: readonly Selectable[],
  covered: FileCoverage | undefined,
): ReadonlyMap<string, Contribution> {
  const statements = new Set(hitIndexes(covered?.statementHits ?? []));
  const branches = new Set(hitIndexes(covered?.branchHits ?? []));
  const chosen = new Map<string, Contribution>();
  for (const { candidate, coverage } of tests) {
    const newStatements = hitIndexes(coverage.statementHits).filter((index) => !statements.has(index));
    const newBranches = hitIndexes(coverage.branchHits).filter((index) => !branches.has(index));
    if (newStatements.length + newBranches.length === 0) continue;
    const lines = new Set(newStatements.map((index) => coverage.statements[index]?.start.line));
    chosen.set(candidate.id, {
      statements: newStatements.length,
      lines: lines.size,
      branches: newBranches.length,
    });
    for (const index of newStatements) statements.add(index);
    for (const index of newBranches) branches.add(index);
  }
  return chosen;
}

function hitIndexes(hits: readonly number[]): number[] {
  return hits.flatMap((hit, index) => (hit > 0 ? [index] : []));
}
