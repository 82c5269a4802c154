import type { FileCoverage } from '../testing/coverage';
import type { TestCandidate } from './candidate';

/** What a test adds to those chosen before it. */
export interface Contribution {
  readonly statements: number;
  readonly lines: number;
  readonly branches: number;
  /** Mutants that it notices; undefined when that was not measured. */
  readonly kills: number | undefined;
}

export interface Selectable {
  readonly candidate: TestCandidate;
  /** Undefined: it does not execute the source, or that was not measured. */
  readonly coverage: FileCoverage | undefined;
  /** Ids of the mutants that it notices and that count; undefined: not measured. */
  readonly kills: ReadonlySet<string> | undefined;
}

/** What there is without the tests that are to be chosen. */
export interface AlreadyTested {
  readonly coverage: FileCoverage | undefined;
  readonly kills: ReadonlySet<string>;
}

/**
 * What each chosen test adds, by candidate id. Tests are taken in the order in which their source wrote them (a source puts first
 * what reads best), each if it hits a statement or branch that is not yet covered, or notices a mutant that none does; then those
 * that others have made superfluous are left out, the last one first.
 */
export function selectTests(
  tests: readonly Selectable[],
  already: AlreadyTested,
): ReadonlyMap<string, Contribution> {
  const adds = contributionsOf(tests, already);
  const chosen = tests.filter(({ candidate: { id } }) => isSomething(adds.get(id)));
  return contributionsOf(withoutSuperfluous(chosen, already), already);
}

/** Without each test whose every achievement is also that of another one that stays. */
function withoutSuperfluous(
  chosen: readonly Selectable[],
  { coverage, kills }: AlreadyTested,
): readonly Selectable[] {
  const achievers = new Map<string, number>();
  const change = (test: Selectable, by: number): void => {
    for (const item of achievementsOf(test)) achievers.set(item, (achievers.get(item) ?? 0) + by);
  };
  for (const test of chosen) change(test, 1);
  const already = new Set(achievementsOf({ coverage, kills }));
  const superfluous = new Set<Selectable>();
  for (const test of chosen.toReversed()) {
    const isAlone = achievementsOf(test).some((item) => !already.has(item) && achievers.get(item) === 1);
    if (isAlone) continue;
    superfluous.add(test);
    change(test, -1);
  }
  return chosen.filter((test) => !superfluous.has(test));
}

/** Statements, branches and mutants, each by a name of its own. */
function achievementsOf({ coverage, kills }: Pick<Selectable, 'coverage' | 'kills'>): readonly string[] {
  return [
    ...hitIndexes(coverage?.statementHits).map((index) => `statement ${index}`),
    ...hitIndexes(coverage?.branchHits).map((index) => `branch ${index}`),
    ...[...(kills ?? [])].map((id) => `mutant ${id}`),
  ];
}

/** What one more test adds to what is known to be tested, which then includes it. */
class Tested {
  private readonly statements: Set<number>;
  private readonly branches: Set<number>;
  private readonly kills: Set<string>;

  constructor({ coverage, kills }: AlreadyTested) {
    this.statements = new Set(hitIndexes(coverage?.statementHits));
    this.branches = new Set(hitIndexes(coverage?.branchHits));
    this.kills = new Set(kills);
  }

  add({ coverage, kills }: Selectable): Contribution {
    const statements = takeNew(hitIndexes(coverage?.statementHits), this.statements);
    const branches = takeNew(hitIndexes(coverage?.branchHits), this.branches);
    const newKills = kills && takeNew([...kills], this.kills);
    const lines = new Set(statements.map((index) => coverage?.statements[index]?.start.line));
    return {
      statements: statements.length,
      lines: lines.size,
      branches: branches.length,
      kills: newKills?.length,
    };
  }
}

function contributionsOf(
  tests: readonly Selectable[],
  already: AlreadyTested,
): ReadonlyMap<string, Contribution> {
  const tested = new Tested(already);
  return new Map(tests.map((test) => [test.candidate.id, tested.add(test)]));
}

function isSomething(contribution: Contribution | undefined): boolean {
  if (!contribution) return false;
  const { statements, branches, kills = 0 } = contribution;
  return statements + branches + kills > 0;
}

function takeNew<T>(items: readonly T[], known: Set<T>): readonly T[] {
  const added = items.filter((item) => !known.has(item));
  for (const item of added) known.add(item);
  return added;
}

function hitIndexes(hits: readonly number[] = []): readonly number[] {
  return hits.flatMap((hit, index) => (hit > 0 ? [index] : []));
}
