import { GenerationError, WorkspaceError } from '../errors';
import type { ModuleModel } from '../synthesis/moduleModel';
import type { InstrumentedSource, LanguageAdapter } from '../testing/languageAdapter';
import type { TestFrameworkId, TestProject } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';
import { relatedTestFiles } from './relatedTestFiles';
import type { Workbench } from './workbench';

/** A source file that was read with its surroundings. */
export interface SourceFile {
  readonly source: string;
  readonly project: TestProject;
  readonly language: LanguageAdapter;
  readonly model: ModuleModel;
  readonly instrumented: InstrumentedSource;
  /** Existing test files that import it, or are named after it. */
  readonly relatedTests: readonly WorkspacePath[];
}

export interface ReadSourceFileOptions {
  /** Undefined: found out from the project. */
  readonly framework: TestFrameworkId | undefined;
  /** What to do once the syntax is right, e.g. `generate again`. */
  readonly nextStep: string;
}

/**
 * Reads a source file that tests can be about; executes nothing.
 * @throws WorkspaceError `workspace-file-missing`, `workspace-file-unsupported`, `workspace-no-package`
 * @throws GenerationError `source-syntax-error`
 * @throws TestRunnerError `test-runner-unknown`
 */
export async function readSourceFile(
  path: WorkspacePath,
  { framework, nextStep }: ReadSourceFileOptions,
  { workspace, languageFor, detectProject }: Pick<Workbench, 'workspace' | 'languageFor' | 'detectProject'>,
): Promise<SourceFile> {
  const language = await languageFor(path);
  if (!language) {
    throw new WorkspaceError(
      'workspace-file-unsupported',
      `${path} is not a JavaScript or TypeScript source file.`,
    );
  }
  const source = await workspace.readText(path);
  if (source === undefined) throw new WorkspaceError('workspace-file-missing', `${path} does not exist.`);
  const project = await detectProject(path, framework);
  if (project.testFiles.includes(path)) {
    throw new WorkspaceError('workspace-file-unsupported', `${path} is itself a test file.`, {
      hint: 'Choose the source file it tests.',
    });
  }
  const inspected = await language.inspect(path, source, (sibling) => workspace.readText(sibling));
  if (inspected.status === 'syntax-error') {
    throw new GenerationError('source-syntax-error', `${path} line ${inspected.line}: ${inspected.message}`, {
      hint: `Correct the syntax, then ${nextStep}.`,
    });
  }
  const { model, instrumented } = inspected;
  const relatedTests = await relatedTestFiles(path, project.testFiles, workspace);
  return { source, project, language, model, instrumented, relatedTests };
}
