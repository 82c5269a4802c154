import parseLcov from 'parse-lcov';
import type { BranchPath, FileCoverage, SourceSpan } from '../../core/testing/coverage';

type LcovRecord = ReturnType<typeof parseLcov>[number];

/** The files that an lcov text speaks of; empty when it is none. */
export function readLcov(text: string): readonly LcovRecord[] {
  return parseLcov(text).filter(({ file }) => file !== '');
}

/** Each line with code counts as one statement, because lcov knows no others. @param file its path in the workspace */
export function fromLcov(
  { lines, branches, functions }: LcovRecord,
  file: string,
  lineLength: (line: number) => number,
): FileCoverage {
  const spanOf = (line: number): SourceSpan => ({
    start: { line, column: 0 },
    end: { line, column: lineLength(line) },
  });
  return {
    file,
    statements: lines.details.map(({ line }) => spanOf(line)),
    statementHits: lines.details.map(({ hit }) => hit),
    branches: branches.details.map(({ line }): BranchPath => {
      const whole = spanOf(line);
      return { ...whole, type: 'branch', whole };
    }),
    branchHits: branches.details.map(({ taken }) => taken),
    functions: functions.details.map(({ line, name }) => {
      const span = spanOf(line ?? 1);
      return { ...span, name, declaration: span };
    }),
    functionHits: functions.details.map(({ hit }) => hit ?? 0),
  };
}

/** The last line that is spoken of. */
export function lastLineOf({ statements }: FileCoverage): number {
  return Math.max(0, ...statements.map(({ end }) => end.line));
}
