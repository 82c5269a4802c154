import * as vscode from 'vscode';
import type { GeneratedTestsResult } from '../../../core/generatedTests/generatedTests';
import type { FileCoverage } from '../../../core/testing/coverage';
import { coverageDetails } from './coverageDetails';

/** Coverage of one source file, with what is needed when the editor asks for the details. */
export class GeneratedFileCoverage extends vscode.FileCoverage {
  /** @param byTest what single tests execute of the file */
  constructor(
    uri: vscode.Uri,
    private readonly total: FileCoverage,
    private readonly byTest: ReadonlyMap<vscode.TestItem, FileCoverage>,
  ) {
    super(
      uri,
      countOf(total.statementHits),
      countOf(total.branchHits),
      countOf(total.functionHits),
      byTest.size > 0 ? [...byTest.keys()] : undefined,
    );
  }

  details(): vscode.FileCoverageDetail[] {
    return coverageDetails(this.total);
  }

  detailsFor(item: vscode.TestItem): vscode.FileCoverageDetail[] {
    const own = [...this.byTest].find(([test]) => test.id === item.id)?.[1];
    return own ? coverageDetails(own) : [];
  }
}

/** What a run has measured, one entry for each source file. @param itemOf the item of a receipt's test */
export function coverageOf(
  { coverage, byTest }: GeneratedTestsResult,
  workspaceRoot: string,
  itemOf: (receipt: GeneratedTestsResult['byTest'][number]['receipt']) => vscode.TestItem | undefined,
): readonly GeneratedFileCoverage[] {
  return coverage.map((total) => {
    const own = new Map<vscode.TestItem, FileCoverage>();
    for (const { receipt, coverage: files } of byTest) {
      const item = itemOf(receipt);
      const part = files.find(({ file }) => file === total.file);
      if (item && part) own.set(item, part);
    }
    return new GeneratedFileCoverage(
      vscode.Uri.joinPath(vscode.Uri.file(workspaceRoot), total.file),
      total,
      own,
    );
  });
}

function countOf(hits: readonly number[]): vscode.TestCoverageCount {
  return new vscode.TestCoverageCount(hits.filter((hit) => hit > 0).length, hits.length);
}
