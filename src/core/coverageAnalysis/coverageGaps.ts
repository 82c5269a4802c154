import type { FileCoverage, SourceSpan } from '../testing/coverage';
import { comparePositions, isHit, isWithin } from '../testing/sourceSpans';
import type { WorkspacePath } from '../testing/workspace';
import { explainGap } from './analysisText';
import type { CoverageGap, UncoveredLines } from './coverageAnalysis';
import { moduleUnit, type UnitRange, unitAt } from './unitRanges';

/** A gap before it is known how much it matters. */
export type FoundGap = Omit<CoverageGap, 'complexity' | 'churn' | 'risk'>;

/** Statements and paths of branches of one file, by index. */
export interface CoverageSelection {
  readonly statements: ReadonlySet<number>;
  readonly branches: ReadonlySet<number>;
}

interface UncoveredParts {
  readonly statements: SourceSpan[];
  /** Where each path of a branch is to be found. */
  readonly branches: (readonly SourceSpan[])[];
}

/**
 * What a measured file leaves out, by unit.
 * @param selection only these statements and branches; default: all
 */
export function coverageGaps(
  coverage: FileCoverage,
  units: readonly UnitRange[],
  selection: CoverageSelection = everything(coverage),
): readonly FoundGap[] {
  const byUnit = new Map<string, UncoveredParts>();
  const at = ({ start }: SourceSpan): UncoveredParts => {
    const unit = unitAt(start.line, units);
    const parts = byUnit.get(unit) ?? { statements: [], branches: [] };
    byUnit.set(unit, parts);
    return parts;
  };
  coverage.statements.forEach((statement, index) => {
    if (selection.statements.has(index) && !isHit(coverage.statementHits, index))
      at(statement).statements.push(statement);
  });
  coverage.branches.forEach((branch, index) => {
    if (selection.branches.has(index) && !isHit(coverage.branchHits, index))
      at(branch).branches.push(placesOfBranch(coverage, index, selection));
  });
  return [...byUnit].map(([unit, { statements, branches }]) => {
    const lines = mergeLines([...statements, ...branches.flat()]);
    return {
      sourceFile: coverage.file,
      unit,
      uncoveredStatements: statements.length,
      uncoveredBranches: branches.length,
      lines,
      explanation: explainGap({ unit, statements: statements.length, branches: branches.length, lines }),
    };
  });
}

/**
 * The one gap of a file of which nothing is known but that no test executes it.
 * @param lines default: all
 */
export function unmeasuredGap(
  sourceFile: WorkspacePath,
  source: string,
  { reason, lines = wholeText(source) }: { reason: string; lines?: readonly UncoveredLines[] | undefined },
): FoundGap {
  return {
    sourceFile,
    unit: moduleUnit,
    uncoveredStatements: undefined,
    uncoveredBranches: undefined,
    lines,
    explanation: reason,
  };
}

/** Riskiest first; equal ones by uncovered branches, then statements (not known: most), then place. */
export function rankGaps(gaps: readonly CoverageGap[]): readonly CoverageGap[] {
  const most = (count: number | undefined): number => count ?? Number.POSITIVE_INFINITY;
  const riskOf = ({ risk }: CoverageGap): number =>
    risk.provenance === 'unavailable' ? Number.POSITIVE_INFINITY : risk.value;
  const descending = (a: number, b: number): number => (a === b ? 0 : b - a);
  return gaps.toSorted(
    (a, b) =>
      descending(riskOf(a), riskOf(b)) ||
      descending(most(a.uncoveredBranches), most(b.uncoveredBranches)) ||
      descending(most(a.uncoveredStatements), most(b.uncoveredStatements)) ||
      (a.sourceFile === b.sourceFile ? 0 : a.sourceFile < b.sourceFile ? -1 : 1) ||
      (a.lines[0]?.startLine ?? 0) - (b.lines[0]?.startLine ?? 0),
  );
}

function everything({ statements, branches }: FileCoverage): CoverageSelection {
  return { statements: new Set(statements.keys()), branches: new Set(branches.keys()) };
}

function wholeText(source: string): readonly UncoveredLines[] {
  const lineCount = source.split('\n').length;
  return [{ startLine: 1, endLine: source.endsWith('\n') ? Math.max(1, lineCount - 1) : lineCount }];
}

/**
 * Lines that a branch without hits adds to those of the statements. In istanbul's format both paths of an `if` without `else` have
 * the place of the whole `if`, and so has the first path of any other, although lines of it may well be executed.
 */
function placesOfBranch(
  coverage: FileCoverage,
  index: number,
  selection: CoverageSelection,
): readonly SourceSpan[] {
  const { statements, statementHits, branches } = coverage;
  const branch = branches[index];
  const previous = branches[index - 1];
  if (!branch) return [];
  const firstLine = { start: branch.start, end: branch.start };
  const isMissingElse = previous !== undefined && isWithin(previous, branch) && isWithin(branch, previous);
  if (isMissingElse) return [firstLine];
  const inside = [...statements.keys()].filter((at) => isWithin(statements[at] ?? branch, branch));
  if (inside.some((at) => !isHit(statementHits, at) && selection.statements.has(at))) return [];
  return inside.length > 0 ? [firstLine] : [branch];
}

/** Neighbouring and overlapping lines become one range. */
function mergeLines(spans: readonly SourceSpan[]): readonly UncoveredLines[] {
  const ranges: { startLine: number; endLine: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => comparePositions(a.start, b.start))) {
    const last = ranges.at(-1);
    if (last && start.line <= last.endLine + 1) last.endLine = Math.max(last.endLine, end.line);
    else ranges.push({ startLine: start.line, endLine: end.line });
  }
  return ranges;
}
