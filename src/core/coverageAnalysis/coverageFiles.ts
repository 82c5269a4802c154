import type { FileCoverage } from '../testing/coverage';
import type { Workspace, WorkspacePath } from '../testing/workspace';

/** Formats in which coverage is exchanged with other tools. `istanbul`: JSON, as in `coverage-final.json`. */
export const coverageFormats = ['lcov', 'istanbul'] as const;
export type CoverageFormat = (typeof coverageFormats)[number];

/** What a coverage file says about files of the workspace. */
export interface CoverageFile {
  readonly path: WorkspacePath;
  /** lcov knows no statements: there each line with code counts as one. */
  readonly format: CoverageFormat;
  readonly files: readonly FileCoverage[];
}

/** Coverage in the formats of other tools. */
export interface CoverageFiles {
  /**
   * Reads a file that still holds: it is younger than every source it speaks of, and fits their text.
   * @throws WorkspaceError `workspace-file-missing` when the file is not there, or a source that it speaks of;
   * `workspace-file-changed` when a source was changed after it; `workspace-file-unsupported` when it is in no known format
   */
  read(path: WorkspacePath, workspace: Workspace): Promise<CoverageFile>;
  /** The text of a coverage file. */
  write(coverage: readonly FileCoverage[], format: CoverageFormat, workspace: Workspace): Promise<string>;
}
