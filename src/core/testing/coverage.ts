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

/** One way that a branch can go (`if` has two). */
export interface BranchPath extends SourceSpan {
  /** As istanbul names them: `if`, `cond-expr`, `switch`, `binary-expr`, `default-arg`; `branch` where that is not known. */
  readonly type: string;
  /** Place of the whole branch, the same for all of its paths. */
  readonly whole: SourceSpan;
}

/** A function with its body. */
export interface FunctionSpan extends SourceSpan {
  /** `(anonymous_3)` for one without a name. */
  readonly name: string;
  readonly declaration: SourceSpan;
}

/**
 * What was executed of one source file. The denominators come from the file's syntax tree, so they are the same for every
 * run of the same text; hits are counts by index.
 */
export interface FileCoverage {
  readonly file: WorkspacePath;
  readonly statements: readonly SourceSpan[];
  readonly statementHits: readonly number[];
  /** One entry per path of a branch; paths of the same branch agree in `type` and `whole`. */
  readonly branches: readonly BranchPath[];
  readonly branchHits: readonly number[];
  readonly functions: readonly FunctionSpan[];
  readonly functionHits: readonly number[];
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
    a.branches.length !== b.branches.length ||
    a.functions.length !== b.functions.length
  ) {
    throw new RangeError(`Coverage of ${a.file} and ${b.file} does not describe the same source text`);
  }
  return {
    ...a,
    statementHits: addHits(a.statementHits, b.statementHits),
    branchHits: addHits(a.branchHits, b.branchHits),
    functionHits: addHits(a.functionHits, b.functionHits),
  };
}

function addHits(a: readonly number[], b: readonly number[]): readonly number[] {
  return a.map((hit, index) => hit + (b[index] ?? 0));
}
