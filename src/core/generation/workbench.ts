import type { ChangeHistory } from '../coverageAnalysis/changeHistory';
import type { MutantInstrumenter } from '../mutation/mutant';
import type { LanguageAdapter } from '../testing/languageAdapter';
import type { Sandbox } from '../testing/sandbox';
import type { TestFrameworkId, TestProject } from '../testing/testProject';
import type { DebugCommand, TestRunner, TestRunRequest } from '../testing/testRunner';
import type { TypeChecker } from '../testing/typeChecker';
import type { Workspace, WorkspacePath } from '../testing/workspace';

/** Everything a run needs of one workspace folder; made by the composition, so that core never sees a concrete class. */
export interface Workbench {
  readonly workspace: Workspace;
  readonly sandbox: Sandbox;
  readonly typeChecker: TypeChecker;
  readonly mutants: MutantInstrumenter;
  readonly history: ChangeHistory;
  /** @returns undefined for files in a language the fleet does not know. */
  languageFor(path: WorkspacePath): Promise<LanguageAdapter | undefined>;
  /**
   * @throws WorkspaceError `workspace-no-package` when no package.json is found above the file.
   * @throws TestRunnerError `test-runner-unknown` when no framework is recognised.
   */
  detectProject(path: WorkspacePath, framework?: TestFrameworkId): Promise<TestProject>;
  runnerFor(framework: TestFrameworkId): TestRunner;
  /** How the project's runner is started on files for a debugger; tests have no time limit there. @throws TestRunnerError */
  debugCommand(request: Pick<TestRunRequest, 'project' | 'files'>): Promise<DebugCommand>;
}

/** Opens the folder at an absolute path. */
export type OpenWorkbench = (workspaceRoot: string) => Promise<Workbench>;
