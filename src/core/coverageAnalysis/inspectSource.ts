import { readSourceFile, type SourceFile } from '../generation/sourceFile';
import type { Workbench } from '../generation/workbench';
import type { TestFrameworkId, TestProject } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';
import { type UnitRange, unitRanges } from './unitRanges';

type SourceReader = Pick<Workbench, 'workspace' | 'languageFor' | 'detectProject'>;

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
  workbench: SourceReader,
): Promise<InspectedSource> {
  const file = await readSourceFile(path, { framework, nextStep: 'start again' }, workbench);
  const { source: text, project, model, relatedTests } = file;
  return { path, text, project, units: unitRanges(model, text), relatedTests, isExecutable: hasCode(file) };
}

/** The same for a file whose tests will not be run: it needs no package and no test framework. */
export function withoutTests({ workspace, languageFor }: SourceReader): SourceReader {
  const noProject: TestProject = {
    root: '.',
    framework: 'node-test',
    frameworkReason: 'no test is run',
    hasGlobals: false,
    testFiles: [],
    choosesTestPlaces: false,
    isModulePackage: false,
  };
  return { workspace, languageFor, detectProject: async () => noProject };
}

/** In doubt true: an enum, which is executed when the file is loaded, has no counter of its own. */
function hasCode({ model, instrumented, source }: SourceFile): boolean {
  return instrumented.points.length > 0 || model.units.length > 0 || /\benum\b/.test(source);
}
