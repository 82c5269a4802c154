import type { TargetFailure } from '../fleet/targetFailure';
import type { CoverageTotals } from '../testing/coverage';
import type { WorkspacePath } from '../testing/workspace';

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
  /** One line for a person: what is not executed. */
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

/**
 * What the existing tests execute of the targets, and what they leave out. Gaps: files that were not measured first, then
 * those with most uncovered branches.
 */
export interface CoverageAnalysis {
  readonly type: 'analyze-coverage';
  readonly runId: string;
  readonly files: readonly AnalyzedFile[];
  /** Over all files that were measured; unavailable when none was. */
  readonly total: CoverageTotals | { readonly unavailable: string };
  readonly gaps: readonly CoverageGap[];
  /** Undefined when no test file belongs to the targets, or none could be run. */
  readonly tests: TestTally | undefined;
  readonly failures: readonly TargetFailure[];
  readonly durationMs: number;
}
