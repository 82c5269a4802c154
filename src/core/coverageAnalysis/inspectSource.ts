import { GenerationError, WorkspaceError } from '../errors';
import { relatedTestFiles } from '../generation/relatedTestFiles';
import type { Workbench } from '../generation/workbench';
import type { InspectResult } from '../testing/languageAdapter';
import type { TestFrameworkId, TestProject } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';
import { type UnitRange, unitRanges } from './unitRanges';

/** What is known of a source file before its tests are run. */
export interface InspectedSource {
  readonly path: WorkspacePath;
  readonly text: string;
  readonly project: TestProject;
  readonly units: readonly UnitRange[];
  /** Existing test files that import it, or are named after it. */
  readonly relatedTests: readonly WorkspacePath[];
  /** False for a file of types: there is nothing in it that a test could execute. */
  readonly isExecutable: boolean;
}

/**
 * Reads a source file and its surroundings; executes nothing. Files that export nothing are as good as any: other files and
 * their tests can still load them.
 * @throws WorkspaceError `workspace-file-missing`, `workspace-file-unsupported`, `workspace-no-package`
 * @throws GenerationError `source-syntax-error`
 * @throws TestRunnerError `test-runner-unknown`
 */
export async function inspectSource(
  path: WorkspacePath,
  framework: TestFrameworkId | undefined,
  { workspace, languageFor, detectProject }: Pick<Workbench, 'workspace' | 'languageFor' | 'detectProject'>,
): Promise<InspectedSource> {
  const language = await languageFor(path);
  if (!language) {
    throw new WorkspaceError(
      'workspace-file-unsupported',
      `${path} is not a JavaScript or TypeScript source file.`,
    );
  }
  const text = await workspace.readText(path);
  if (text === undefined) throw new WorkspaceError('workspace-file-missing', `${path} does not exist.`);
  const project = await detectProject(path, framework);
  if (project.testFiles.includes(path)) {
    throw new WorkspaceError('workspace-file-unsupported', `${path} is itself a test file.`, {
      hint: 'Choose the source file it tests.',
    });
  }
  const inspected = await language.inspect(path, text, (sibling) => workspace.readText(sibling));
  if (inspected.status === 'syntax-error') {
    throw new GenerationError('source-syntax-error', `${path} line ${inspected.line}: ${inspected.message}`, {
      hint: 'Correct the syntax, then start again.',
    });
  }
  return {
    path,
    text,
    project,
    units: unitRanges(inspected.model, text),
    relatedTests: await relatedTestFiles(path, project.testFiles, workspace),
    isExecutable: hasCode(inspected, text),
  };
}

/** In doubt true: an enum, which is executed when the file is loaded, has no counter of its own. */
function hasCode(
  { model, instrumented }: Extract<InspectResult, { status: 'inspected' }>,
  text: string,
): boolean {
  return instrumented.points.length > 0 || model.units.length > 0 || /\benum\b/.test(text);
}
