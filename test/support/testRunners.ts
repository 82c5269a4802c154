import { join } from 'node:path';
import { readProbeCoverage } from '../../src/adapters/coverage/readProbeCoverage';
import { jestLauncher } from '../../src/adapters/testRunners/jest/jestLauncher';
import { createMochaLauncher } from '../../src/adapters/testRunners/mocha/mochaLauncher';
import { createNodeTestLauncher } from '../../src/adapters/testRunners/nodeTest/nodeTestLauncher';
import { ProcessTestRunner } from '../../src/adapters/testRunners/processTestRunner';
import { vitestLauncher } from '../../src/adapters/testRunners/vitest/vitestLauncher';
import type { TestFrameworkId } from '../../src/core/testing/testProject';
import type { TestRunner } from '../../src/core/testing/testRunner';
import type { Workspace } from '../../src/core/testing/workspace';
import { buildScripts } from './builtScripts';

/** The runners as the composition wires them, around scripts built for the occasion. */
export interface TestRunnerSetup {
  /** Where the scripts are; a folder with a space in its name. */
  readonly folder: string;
  runner(framework: TestFrameworkId, workspace: Workspace): TestRunner;
  remove(): Promise<void>;
}

/** Builds the probe and the reporters; the caller removes them. */
export async function setUpTestRunners(): Promise<TestRunnerSetup> {
  const { folder, remove } = await buildScripts(['coverageProbe', 'mochaReporter', 'nodeTestReporter']);
  const launchers = {
    vitest: vitestLauncher,
    jest: jestLauncher,
    mocha: createMochaLauncher(join(folder, 'mochaReporter.js')),
    'node-test': createNodeTestLauncher(join(folder, 'nodeTestReporter.js')),
  };
  return {
    folder,
    remove,
    runner: (framework, workspace) =>
      new ProcessTestRunner(launchers[framework], {
        workspace,
        nodePath: process.execPath,
        probePath: join(folder, 'coverageProbe.js'),
        readCoverage: readProbeCoverage,
      }),
  };
}
