import type { Figure } from '../figure';
import type { TargetFailure } from '../fleet/targetFailure';
import type { CoverageTotals } from '../testing/coverage';
import type { WorkspacePath } from '../testing/workspace';
import type { CoverageFile, CoverageFormat } from './coverageFiles';

/** Lines of a source file that no test executes; lines from 1, both ends included. */
export interface UncoveredLines {
  readonly startLine: number;
  readonly endLine: number;
}

/** A function or method, or the rest of a class or file, with something no test executes. */
export interface CoverageGap {
  readonly sourceFile: WorkspacePath;
  /** `applyDiscount`, `ShoppingCart.add`, `ShoppingCart` for what is in none of its methods, or `(module)`. */
  readonly unit: string;
  /** Undefined for a file that was not measured: how much there is to execute is not known. */
  readonly uncoveredStatements: number | undefined;
  /** Counts the paths of branches: an `if` has two. Undefined as above. */
  readonly uncoveredBranches: number | undefined;
  /** Rising, apart from each other. */
  readonly lines: readonly UncoveredLines[];
  /** McCabe's number of the unit's hardest function, without the units inside of it. */
  readonly complexity: Figure;
  /** Commits of the last 180 days that touched the file. */
  readonly churn: Figure;
  /** Complexity × (1 + churn) × uncovered branches, see `gapRisk.ts`. Gaps are ranked by it. */
  readonly risk: Figure;
  /** One line for a person: what is not executed, and why it ranks where it does. */
  readonly explanation: string;
}

export interface AnalyzedFile {
  readonly sourceFile: WorkspacePath;
  /** Measured in the workspace's own runner, or why it is not known. */
  readonly coverage: CoverageTotals | { readonly unavailable: string };
}

/** How the tests that were run ended. */
export interface TestTally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Test files that could not be loaded. */
  readonly brokenFiles: number;
}

/** Statements and branches on lines that differ from a base branch. */
export interface ChangedCoverage {
  /** Commit at which the branches parted. */
  readonly baseCommit: string;
  /** Over the files that were measured; unavailable when lines differ and none of them was. Nothing to execute: all zero. */
  readonly total: CoverageTotals | { readonly unavailable: string };
  /** Targets with lines that differ, and no others. */
  readonly files: readonly AnalyzedFile[];
}

/** What the existing tests execute of the targets, and what they leave out. Gaps: riskiest first. */
export interface CoverageAnalysis {
  readonly type: 'analyze-coverage';
  readonly runId: string;
  readonly files: readonly AnalyzedFile[];
  /** Over all files that were measured; unavailable when none was. */
  readonly total: CoverageTotals | { readonly unavailable: string };
  /** Present when `changedSince` was given; the gaps are then those of changed lines. */
  readonly changed?: ChangedCoverage;
  readonly gaps: readonly CoverageGap[];
  /** Coverage files that the figures come from; absent: tests were run. */
  readonly sources?: readonly Pick<CoverageFile, 'path' | 'format'>[];
  /** Text of a coverage file, when one was asked for. */
  readonly report?: { readonly format: CoverageFormat; readonly text: string };
  /** Undefined when no test file belongs to the targets, or none could be run. */
  readonly tests: TestTally | undefined;
  readonly failures: readonly TargetFailure[];
  readonly durationMs: number;
}
