import { WorkspaceError } from '../errors';
import { type FileCoverage, mergeFileCoverage, type SourceSpan } from '../testing/coverage';
import { isWithin } from '../testing/sourceSpans';
import type { Workspace, WorkspacePath } from '../testing/workspace';
import type { CoverageFile, CoverageFiles } from './coverageFiles';

/** What coverage files say together. */
export interface ReportedCoverage {
  readonly sources: readonly Pick<CoverageFile, 'path' | 'format'>[];
  readonly byFile: ReadonlyMap<WorkspacePath, FileCoverage>;
}

/**
 * Reads coverage files, of several packages or of several parts of a suite, and adds up what they say of the same file.
 * @throws WorkspaceError as `CoverageFiles.read` does, and when two of them do not speak of the same text of a file
 */
export async function readReportedCoverage(
  paths: readonly WorkspacePath[],
  coverageFiles: CoverageFiles,
  workspace: Workspace,
): Promise<ReportedCoverage> {
  const sources: Pick<CoverageFile, 'path' | 'format'>[] = [];
  const byFile = new Map<WorkspacePath, FileCoverage>();
  for (const path of new Set(paths)) {
    const { format, files } = await coverageFiles.read(path, workspace);
    sources.push({ path, format });
    for (const coverage of files) {
      const known = byFile.get(coverage.file);
      byFile.set(coverage.file, known ? merge(known, coverage, path) : coverage);
    }
  }
  return { sources, byFile };
}

function merge(a: FileCoverage, b: FileCoverage, path: WorkspacePath): FileCoverage {
  const isSameShape =
    arePlacesEqual(a.statements, b.statements) &&
    arePlacesEqual(a.branches, b.branches) &&
    arePlacesEqual(a.functions, b.functions);
  if (isSameShape) return mergeFileCoverage(a, b);
  throw new WorkspaceError(
    'workspace-file-unsupported',
    `What ${path} says of ${a.file} cannot be added to what is said of it elsewhere: the statements or branches are not the same.`,
    { hint: 'Take coverage files of one format, made by one tool from the same sources.' },
  );
}

function arePlacesEqual(a: readonly SourceSpan[], b: readonly SourceSpan[]): boolean {
  return (
    a.length === b.length &&
    a.every((span, index) => {
      const other = b[index];
      return other !== undefined && isWithin(span, other) && isWithin(other, span);
    })
  );
}
