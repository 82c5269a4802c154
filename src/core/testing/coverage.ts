import type { WorkspacePath } from './workspace';

/** A position in a source file; lines from 1, columns from 0, as in istanbul's format. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

export interface SourceSpan {
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

/**
 * What was executed of one source file. The denominators come from the file's syntax tree, so they are the same for every
 * run of the same text; hits are counts by index.
 */
export interface FileCoverage {
  readonly file: WorkspacePath;
  readonly statements: readonly SourceSpan[];
  readonly statementHits: readonly number[];
  /** One entry per path of a branch (`if` has two). */
  readonly branches: readonly SourceSpan[];
  readonly branchHits: readonly number[];
}

/** Share of statements and branches that were hit. */
export interface CoverageTotals {
  readonly coveredStatements: number;
  readonly statements: number;
  readonly coveredBranches: number;
  readonly branches: number;
}

export function coverageTotals(files: readonly FileCoverage[]): CoverageTotals {
  const countHits = (hits: readonly number[]): number => hits.filter((hit) => hit > 0).length;
  return {
    coveredStatements: files.reduce((sum, file) => sum + countHits(file.statementHits), 0),
    statements: files.reduce((sum, file) => sum + file.statements.length, 0),
    coveredBranches: files.reduce((sum, file) => sum + countHits(file.branchHits), 0),
    branches: files.reduce((sum, file) => sum + file.branches.length, 0),
  };
}

/** Percentage in [0, 100]; an empty denominator counts as fully covered, as istanbul has it. */
export function percentage(covered: number, total: number): number {
  return total === 0 ? 100 : (covered / total) * 100;
}

/** Adds the hits of `b` to those of `a`. @throws RangeError when they do not describe the same text of the same file. */
export function mergeFileCoverage(a: FileCoverage, b: FileCoverage): FileCoverage {
  if (
    a.file !== b.file ||
    a.statements.length !== b.statements.length ||
    a.branches.length !== b.branches.length
  ) {
    throw new RangeError(`Coverage of ${a.file} and ${b.file} does not describe the same source text`);
  }
  return {
    ...a,
    statementHits: a.statementHits.map((hit, index) => hit + (b.statementHits[index] ?? 0)),
    branchHits: a.branchHits.map((hit, index) => hit + (b.branchHits[index] ?? 0)),
  };
}
