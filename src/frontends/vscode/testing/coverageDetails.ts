import * as vscode from 'vscode';
import type { FileCoverage, SourceSpan } from '../../../core/testing/coverage';

/** Statements with their branches, and functions, in the editor's terms. */
export function coverageDetails(coverage: FileCoverage): vscode.FileCoverageDetail[] {
  const { statements, statementHits, branches, branchHits, functions, functionHits } = coverage;
  const byStatement = new Map<number, vscode.BranchCoverage[]>();
  for (const [index, branch] of branches.entries()) {
    const owner = ownerOf(branch.whole, statements);
    if (owner === undefined) continue;
    const own = byStatement.get(owner) ?? [];
    byStatement.set(owner, own);
    own.push(new vscode.BranchCoverage(branchHits[index] ?? 0, toRange(branch), branch.type));
  }
  return [
    ...statements.map(
      (statement, index) =>
        new vscode.StatementCoverage(statementHits[index] ?? 0, toRange(statement), byStatement.get(index)),
    ),
    ...functions.map(
      ({ name, declaration }, index) =>
        new vscode.DeclarationCoverage(name, functionHits[index] ?? 0, toRange(declaration)),
    ),
  ];
}

/** The smallest statement that the branch lies in; for one outside of all, such as a default argument, the nearest one after it. */
function ownerOf(branch: SourceSpan, statements: readonly SourceSpan[]): number | undefined {
  const sizeOf = ({ start, end }: SourceSpan): number =>
    (end.line - start.line) * 10_000 + end.column - start.column;
  const around = statements
    .map((statement, index) => ({ statement, index }))
    .filter(({ statement }) => isBefore(statement.start, branch.start) && isBefore(branch.end, statement.end))
    .sort((a, b) => sizeOf(a.statement) - sizeOf(b.statement));
  const after = statements.findIndex(({ start }) => isBefore(branch.end, start));
  return around[0]?.index ?? (after >= 0 ? after : undefined);
}

function isBefore(a: SourceSpan['start'], b: SourceSpan['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column);
}

function toRange({ start, end }: SourceSpan): vscode.Range {
  return new vscode.Range(start.line - 1, start.column, end.line - 1, end.column);
}
