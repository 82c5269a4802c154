import type { Mutant } from './mutant';

/** Which test notices which mutant of one source file, as measured in the workspace's own runner. */
export interface KillMap {
  /** Those that count: not muted; and not unreliable, unless a test is known to notice them. */
  readonly mutants: readonly Mutant[];
  /** How many there are in the source, when only some of them were tried; absent: all were. */
  readonly sampledFrom?: number;
  /** By mark of the test. A test that is absent was not measured. */
  readonly byTest: ReadonlyMap<string, TestKills>;
  /** Killed by existing tests. */
  readonly killedBefore: ReadonlySet<string>;
  /**
   * Existing tests that could not be taken apart, each with its reason. What they kill is not known; so a mutant on a line that
   * existing tests execute does not count for a new test while there are any.
   */
  readonly unmeasuredTests: readonly { readonly title: string; readonly reason: string }[];
  /** Marks of tests that passed and failed when they were run a second time in the same process. */
  readonly unrepeatable: ReadonlySet<string>;
}

/** Ids of mutants; those of which the test cannot tell for sure are in neither set. */
export interface TestKills {
  readonly reached: ReadonlySet<string>;
  readonly killed: ReadonlySet<string>;
}

export type MeasureKillsResult =
  | ({ readonly status: 'measured' } & KillMap)
  | { readonly status: 'unavailable'; readonly reason: string };

/** Share of mutants that tests notice; those that no test reaches count as survived. */
export interface MutationScore {
  readonly killed: number;
  readonly mutants: number;
}
