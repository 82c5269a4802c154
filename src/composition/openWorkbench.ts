import path from 'node:path';
import { createGitHistory } from '../adapters/git/gitHistory';
import {
  createTypeChecker,
  type TypeCheckerOptions,
} from '../adapters/languages/typescript/typeCheck/createTypeChecker';
import { createMutantInstrumenter } from '../adapters/mutation/strykerMutantInstrumenter';
import { createProcessSandbox } from '../adapters/sandbox/processSandbox';
import { resolveNodeExecutable } from '../adapters/sandbox/resolveNodeExecutable';
import { detectTestProject } from '../adapters/testRunners/detectTestProject';
import { createNodeWorkspace } from '../adapters/workspace/nodeWorkspace';
import type { Logger } from '../base/logger';
import type { FleetConfig } from '../core/config/fleetConfig';
import type { Workbench } from '../core/generation/workbench';
import type { LanguageAdapter } from '../core/testing/languageAdapter';
import type { TypeChecker } from '../core/testing/typeChecker';
import { createTestRunners } from './createTestRunners';

export interface OpenWorkbenchOptions {
  readonly distFolder: string;
  readonly config: () => FleetConfig;
  readonly logger: Logger;
}

const sourcePattern = /\.[cm]?[jt]sx?$/;

/** Opens a workspace folder with the adapters of this platform, under the settings of the moment. */
export async function openWorkbench(
  workspaceRoot: string,
  { distFolder, config, logger }: OpenWorkbenchOptions,
): Promise<Workbench> {
  const { nodePath, testFramework } = config();
  const workspace = createNodeWorkspace(workspaceRoot);
  const explicitPath = nodePath === '' ? {} : { explicitPath: nodePath };
  const node = await resolveNodeExecutable(
    { ...explicitPath, cwd: workspaceRoot },
    new AbortController().signal,
  );
  const runners = createTestRunners({ workspace, distFolder, nodePath: node.path });
  return {
    workspace,
    sandbox: createProcessSandbox({
      workerPath: path.join(distFolder, 'sandboxWorker.js'),
      workspaceRoot,
      nodePath: node.path,
      logger,
    }),
    languageFor: async (file) => {
      if (!sourcePattern.test(file)) return undefined;
      const language = await loadTypeScript();
      return language.handles(file) ? language : undefined;
    },
    detectProject: (file, framework) =>
      detectTestProject(workspace, file, framework ?? (testFramework === 'auto' ? undefined : testFramework)),
    runnerFor: (framework) => runners[framework],
    debugCommand: (request) => runners[request.project.framework].debugCommand(request),
    typeChecker: typeCheckerOf({
      workspaceRoot,
      workerPath: path.join(distFolder, 'typeCheckWorker.js'),
    }),
    mutants: createMutantInstrumenter({ workerPath: path.join(distFolder, 'mutationWorker.js') }),
    history: createGitHistory(workspace),
  };
}

const typeCheckers = new Map<string, TypeChecker>();

/** One for all runs of a workspace: its compiler holds hundreds of megabytes, and rests for a minute before it ends. */
function typeCheckerOf(options: TypeCheckerOptions): TypeChecker {
  const checker = typeCheckers.get(options.workspaceRoot) ?? createTypeChecker(options);
  typeCheckers.set(options.workspaceRoot, checker);
  return checker;
}

let typeScript: Promise<LanguageAdapter> | undefined;

/** The compiler is megabytes: it is loaded with the first source file, once for all workspaces. */
function loadTypeScript(): Promise<LanguageAdapter> {
  typeScript ??= import('../adapters/languages/typescript/typeScriptLanguageAdapter').then((module) =>
    module.createTypeScriptLanguageAdapter(),
  );
  return typeScript;
}
