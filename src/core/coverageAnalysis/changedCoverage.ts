import type { LineRange } from '../synthesis/moduleModel';
import { type CoverageTotals, coverageTotals, type FileCoverage, type SourceSpan } from '../testing/coverage';
import { isHit, isWithin } from '../testing/sourceSpans';
import type { CoverageSelection } from './coverageGaps';

/** Lines without code of their own: empty, comments, closing brackets. */
const bareLine = /^\s*(?:$|\/\/|\/\*|\*|[\])};,]+\s*$)/;

/**
 * What of a file stands on changed lines. A statement does when it starts on one, or is the innermost one around it that no
 * function separates from it; a branch does when it or one of its paths starts there. Lines without code count for nothing.
 */
export function selectChanged(
  coverage: FileCoverage,
  text: string,
  changed: readonly LineRange[],
): CoverageSelection {
  const lines = codeLines(text, changed);
  const { statements, branches } = coverage;
  const selected = new Set<number>();
  for (const line of lines) {
    const starting = indicesOf(statements, ({ start }) => start.line === line);
    const around = starting.length > 0 ? undefined : innermostAt(line, coverage);
    for (const index of around === undefined ? starting : [around]) selected.add(index);
  }
  return {
    statements: selected,
    branches: new Set(
      indicesOf(branches, ({ start, whole }) => lines.has(start.line) || lines.has(whole.start.line)),
    ),
  };
}

/** Is there anything but comments, brackets and empty lines among the lines? */
export function hasChangedCode(text: string, changed: readonly LineRange[]): boolean {
  return codeLines(text, changed).size > 0;
}

/** Counts the selected statements and branches only. */
export function totalsOf(
  coverage: FileCoverage,
  { statements, branches }: CoverageSelection,
): CoverageTotals {
  const { statementHits, branchHits } = coverage;
  return {
    coveredStatements: [...statements].filter((index) => isHit(statementHits, index)).length,
    statements: statements.size,
    coveredBranches: [...branches].filter((index) => isHit(branchHits, index)).length,
    branches: branches.size,
  };
}

/** The sum of totals. */
export function addTotals(totals: readonly CoverageTotals[]): CoverageTotals {
  return totals.reduce(
    (sum, item) => ({
      coveredStatements: sum.coveredStatements + item.coveredStatements,
      statements: sum.statements + item.statements,
      coveredBranches: sum.coveredBranches + item.coveredBranches,
      branches: sum.branches + item.branches,
    }),
    coverageTotals([]),
  );
}

function codeLines(text: string, changed: readonly LineRange[]): ReadonlySet<number> {
  const lines = text.split('\n');
  const found = new Set<number>();
  for (const { startLine, endLine } of changed) {
    for (let line = startLine; line <= Math.min(endLine, lines.length); line++)
      if (!bareLine.test(lines[line - 1] ?? '')) found.add(line);
  }
  return found;
}

/** A statement that holds a function holds its lines too, but they are not its own. */
function innermostAt(line: number, { statements, functions }: FileCoverage): number | undefined {
  const isAround = ({ start, end }: SourceSpan): boolean => start.line <= line && line <= end.line;
  const around = indicesOf(statements, isAround);
  const innermost = around.find((at) => around.every((other) => isWithinAt(statements, at, other)));
  if (innermost === undefined) return undefined;
  const statement = statements[innermost];
  const isSeparated = functions.some((span) => statement && isAround(span) && isWithin(span, statement));
  return isSeparated ? undefined : innermost;
}

function isWithinAt(spans: readonly SourceSpan[], inner: number, outer: number): boolean {
  const [a, b] = [spans[inner], spans[outer]];
  return a !== undefined && b !== undefined && isWithin(a, b);
}

function indicesOf<T>(items: readonly T[], isWanted: (item: T) => boolean): readonly number[] {
  return items.flatMap((item, index) => (isWanted(item) ? [index] : []));
}
