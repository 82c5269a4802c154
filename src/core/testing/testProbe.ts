/**
 * Contract between emitted tests under judgement, the runner adapters and the coverage probe (`coverageProbe.ts`, preloaded
 * into the runner's processes): while candidates are judged, each test body runs inside
 * `process[probeKey](mark, body, globalThis)`, which attributes to `mark` what the body executes and touches. Tests that are
 * kept are written without it.
 */
export const probeKey = '__agenticQeProbe';

/** What stands at `process[probeKey]`. */
export interface TestProbe {
  /**
   * Runs the body and gives back what it returns, or throws what it throws.
   * @param realmGlobal the `globalThis` of the test file: Jest and Vitest's vm pools have one for each
   */
  (mark: string, body: () => unknown, realmGlobal?: object): unknown;
  /**
   * The state that instrumented sources read their active mutant from. On the function, because Jest copies the objects on
   * `process` for each test file, but not its functions.
   */
  readonly mutants: MutantState;
}

/** The names are those that Stryker's instrumenter writes into the source. */
export interface MutantState {
  /** Id of the mutant that is switched on. */
  activeMutant?: string | undefined;
  /** While a body runs: `perTest` of it is filled with how often each mutant was reached, by `currentTestId`. */
  currentTestId?: string | undefined;
  mutantCoverage?:
    | { static: Record<string, number>; perTest: Record<string, Record<string, number>> }
    | undefined;
  /** Executions of the active mutant so far and the number at which it throws; undefined: no limit. */
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}
