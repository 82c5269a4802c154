import type { Measurement } from './measurePackage';
import type { PublicPackage } from './publicPackages';
import type { Coverage } from './referee';

/** One package with all its seeds. */
export interface PackageSummary {
  readonly subject: PublicPackage;
  readonly floor: Coverage;
  readonly isFloorMeasured: boolean;
  readonly measurements: readonly Measurement[];
}

/** Figures of one measurement; what is not there is NaN. */
export interface Figures {
  readonly statements: number;
  readonly branches: number;
  readonly tests: number;
  /** Percent, the worse one of the referee's and the shuffled run. */
  readonly passRate: number;
  readonly flaky: number;
  /** Percent. */
  readonly mutation: number;
  /** Percent of the tests. */
  readonly engineErrorOnly: number;
  /** Median of the tests. */
  readonly lines: number;
  /** Percent of the tests. */
  readonly statingBehaviour: number;
  readonly longLiterals: number;
  readonly seconds: number;
}

export function figuresOf({ referee, shuffled, facts, mutation, seconds }: Measurement): Figures {
  const refereeFailures = referee.tests - referee.passed;
  const shuffledTests = shuffled.passed + shuffled.failed;
  return {
    statements: referee.statements,
    branches: referee.branches,
    tests: referee.tests,
    // A file that crashes takes its tests out of the referee's count: what the text holds is what should have passed.
    passRate: Math.min(
      percent(referee.passed, Math.max(referee.tests, facts.length)),
      percent(shuffled.passed, Math.max(shuffledTests, facts.length)),
    ),
    flaky: referee.flaky + Math.max(0, shuffled.failed - refereeFailures),
    mutation: mutation?.score ?? Number.NaN,
    engineErrorOnly: percent(facts.filter(({ isEngineErrorOnly }) => isEngineErrorOnly).length, facts.length),
    lines: medianOf(facts.map(({ lines }) => lines)),
    statingBehaviour: percent(facts.filter(({ statesBehaviour }) => statesBehaviour).length, facts.length),
    longLiterals: facts.reduce((total, { longLiterals }) => total + longLiterals, 0),
    seconds,
  };
}

/** NaN of nothing. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** NaN of nothing, so that no tests are not taken for good ones. */
function percent(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : (100 * part) / whole;
}
