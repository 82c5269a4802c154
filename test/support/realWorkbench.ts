import { createGitHistory } from '../../src/adapters/git/gitHistory';
import { createTypeScriptLanguageAdapter } from '../../src/adapters/languages/typescript/typeScriptLanguageAdapter';
import { detectTestProject } from '../../src/adapters/testRunners/detectTestProject';
import { createNodeWorkspace } from '../../src/adapters/workspace/nodeWorkspace';
import type { Workbench } from '../../src/core/generation/workbench';
import type { TestRunnerSetup } from './testRunners';

/** A workbench over a real folder and the real runners, as `openWorkbench` makes it but for the sandbox, which it has none of. */
export function realWorkbench(folder: string, runners: TestRunnerSetup): Workbench {
  const workspace = createNodeWorkspace(folder);
  const language = createTypeScriptLanguageAdapter();
  return {
    workspace,
    sandbox: {
      openModule: async () => {
        throw new Error('This workbench has no sandbox');
      },
    },
    languageFor: async (path) => (language.handles(path) ? language : undefined),
    detectProject: (path, framework) => detectTestProject(workspace, path, framework),
    runnerFor: (framework) => runners.runner(framework, workspace),
    debugCommand: async () => {
      throw new Error('This workbench has no debugger');
    },
    typeChecker: {
      check: async () => ({ status: 'unavailable', reason: 'This workbench has no compiler.' }),
    },
    mutants: { mutate: async () => ({ status: 'unavailable', reason: 'This workbench has no mutants.' }) },
    history: createGitHistory(workspace),
  };
}
