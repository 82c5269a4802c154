import { GenerationError } from '../errors';
import type { TestFrameworkId } from '../testing/testProject';
import type { GenerationTarget } from './generateTestsRequest';
import { readSourceFile, type SourceFile } from './sourceFile';
import type { Workbench } from './workbench';

/** What is known of a target before anything is executed. */
export interface InspectedTarget extends SourceFile {
  readonly target: GenerationTarget;
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
  const { path } = target;
  const file = await readSourceFile(path, { framework, nextStep: 'generate again' }, workbench);
  // What a module exports may only show when it is loaded; where nothing is executed there is nothing to wait for.
  if (file.model.units.length === 0 && file.instrumented.points.length === 0) {
    throw new GenerationError('source-nothing-exported', `${path} exports no function or class.`, {
      hint: 'Only what a test can import can be tested.',
    });
  }
  return { target, ...file };
}
