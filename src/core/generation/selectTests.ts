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

export interface Selection {
  readonly chosen: ReadonlyMap<string, Contribution>;
}

/**
 * Greedy set cover over statements and branches, starting from what is covered already: the test that adds most comes
 * first, ties go to the one that was written first. A test that adds nothing is not chosen.
 */
export function selectTests(tests: readonly Selectable[], covered: FileCoverage | undefined): Selection {
  const statements = new Set(hitIndexes(covered?.statementHits ?? []));
  const branches = new Set(hitIndexes(covered?.branchHits ?? []));
  const chosen = new Map<string, Contribution>();
  let remaining = tests.map((test) => ({
    test,
    statements: hitIndexes(test.coverage.statementHits),
    branches: hitIndexes(test.coverage.branchHits),
  }));
  while (remaining.length > 0) {
    remaining = remaining
      .map((item) => ({
        test: item.test,
        statements: item.statements.filter((index) => !statements.has(index)),
        branches: item.branches.filter((index) => !branches.has(index)),
      }))
      .filter((item) => item.statements.length + item.branches.length > 0);
    const best = remaining.reduce<(typeof remaining)[number] | undefined>((winner, item) => {
      const gain = item.statements.length + item.branches.length;
      return !winner || gain > winner.statements.length + winner.branches.length ? item : winner;
    }, undefined);
    if (!best) break;
    const lines = new Set(best.statements.map((index) => best.test.coverage.statements[index]?.start.line));
    chosen.set(best.test.candidate.id, {
      statements: best.statements.length,
      lines: lines.size,
      branches: best.branches.length,
    });
    for (const index of best.statements) statements.add(index);
    for (const index of best.branches) branches.add(index);
  }
  return { chosen };
}

function hitIndexes(hits: readonly number[]): number[] {
  return hits.flatMap((hit, index) => (hit > 0 ? [index] : []));
}
