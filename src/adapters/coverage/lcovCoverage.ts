import type { BranchPath, FileCoverage, SourceSpan } from '../../core/testing/coverage';
import type { LcovRecord } from './lcovText';

/** Each line with code counts as one statement, because lcov knows no others. @param file its path in the workspace */
export function fromLcov(
  { hitsByLine, branches, functions }: LcovRecord,
  file: string,
  lineLength: (line: number) => number,
): FileCoverage {
  const spanOf = (line: number): SourceSpan => ({
    start: { line, column: 0 },
    end: { line, column: lineLength(line) },
  });
  return {
    file,
    statements: [...hitsByLine.keys()].map(spanOf),
    statementHits: [...hitsByLine.values()],
    branches: branches.map(({ line }): BranchPath => {
      const whole = spanOf(line);
      return { ...whole, type: 'branch', whole };
    }),
    branchHits: branches.map(({ hits }) => hits),
    functions: functions.map(({ line, name }) => ({ ...spanOf(line), name, declaration: spanOf(line) })),
    functionHits: functions.map(({ hits }) => hits),
  };
}
