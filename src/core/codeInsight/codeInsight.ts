import type { LineRange } from '../synthesis/moduleModel';
import type { CoverageTotals, SourceSpan } from '../testing/coverage';
import type { WorkspacePath } from '../testing/workspace';

/** A function or method as the editor shows it. */
export interface UnitInsight {
  /** `applyDiscount`, `Cart.add`. */
  readonly name: string;
  readonly range: LineRange;
  /** McCabe's number; undefined when it cannot be counted. */
  readonly complexity: number | undefined;
  /** Undefined: not measured, or of another text. */
  readonly coverage: CoverageTotals | undefined;
}

/** A statement, or a way that a branch can go, that no test executes. */
export interface UncoveredPlace {
  readonly kind: 'statement' | 'branch';
  readonly span: SourceSpan;
  /** As `UnitInsight` has it; `(module)` for what is in none. */
  readonly unit: string;
  /** `if`, `cond-expr`, …; for a statement: empty. */
  readonly branchType: string;
}

export interface FileInsight {
  readonly units: readonly UnitInsight[];
  /** `outdated`: it was measured of another text, and what it said is left out. */
  readonly coverage: 'measured' | 'outdated' | 'unmeasured';
  readonly uncovered: readonly UncoveredPlace[];
}

/** What is known of the code of a file without running anything. */
export interface CodeInsight {
  /** @param text as it stands in the editor; undefined for a file that is no source, or has a syntax error */
  read(workspaceRoot: string, path: WorkspacePath, text: string): Promise<FileInsight | undefined>;
}
