import { GenerationError, WorkspaceError } from '../errors';
import type { ModuleModel } from '../synthesis/moduleModel';
import type { InstrumentedSource, LanguageAdapter } from '../testing/languageAdapter';
import type { TestFrameworkId, TestProject } from '../testing/testProject';
import type { GenerationTarget } from './generateTestsRequest';
import { relatedTestFiles } from './relatedTestFiles';
import type { Workbench } from './workbench';

/** What is known of a target before anything is executed. */
export interface InspectedTarget {
  readonly target: GenerationTarget;
  readonly source: string;
  readonly project: TestProject;
  readonly language: LanguageAdapter;
  readonly model: ModuleModel;
  readonly instrumented: InstrumentedSource;
  /** Existing test files that import the target, or are named after it. */
  readonly relatedTests: readonly string[];
}

/**
 * Stage 1: reads the file and its surroundings. Executes nothing.
 * @throws WorkspaceError `workspace-file-missing`, `workspace-file-unsupported`, `workspace-no-package`
 * @throws GenerationError `source-syntax-error`, `source-nothing-exported`
 */
export async function inspectTarget(
  target: GenerationTarget,
  framework: TestFrameworkId | undefined,
  workbench: Workbench,
): Promise<InspectedTarget> {
  const { workspace } = workbench;
  const { path } = target;
  const language = await workbench.languageFor(path);
  if (!language) {
    throw new WorkspaceError(
      'workspace-file-unsupported',
      `${path} is not a JavaScript or TypeScript source file.`,
    );
  }
  const source = await workspace.readText(path);
  if (source === undefined) throw new WorkspaceError('workspace-file-missing', `${path} does not exist.`);
  const project = await workbench.detectProject(path, framework);
  if (project.testFiles.includes(path)) {
    throw new WorkspaceError('workspace-file-unsupported', `${path} is itself a test file.`, {
      hint: 'Choose the source file it tests.',
    });
  }
  const inspected = await language.inspect(path, source, (sibling) => workspace.readText(sibling));
  if (inspected.status === 'syntax-error') {
    throw new GenerationError('source-syntax-error', `${path} line ${inspected.line}: ${inspected.message}`, {
      hint: 'Correct the syntax, then generate again.',
    });
  }
  if (inspected.model.units.length === 0) {
    throw new GenerationError('source-nothing-exported', `${path} exports no function or class.`, {
      hint: 'Only what a test can import can be tested.',
    });
  }
  const relatedTests = await relatedTestFiles(path, project.testFiles, workspace);
  return { target, source, project, language, ...inspected, relatedTests };
}
