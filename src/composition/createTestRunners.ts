import { join } from 'node:path';
import type { readProbeCoverage } from '../adapters/coverage/readProbeCoverage';
import { jestLauncher } from '../adapters/testRunners/jest/jestLauncher';
import { createMochaLauncher } from '../adapters/testRunners/mocha/mochaLauncher';
import { createNodeTestLauncher } from '../adapters/testRunners/nodeTest/nodeTestLauncher';
import { ProcessTestRunner } from '../adapters/testRunners/processTestRunner';
import { vitestLauncher } from '../adapters/testRunners/vitest/vitestLauncher';
import type { TestFrameworkId } from '../core/testing/testProject';
import type { Workspace } from '../core/testing/workspace';

export interface CreateTestRunnersOptions {
  readonly workspace: Workspace;
  /** Absolute folder with the built `coverageProbe.js`, `mochaReporter.js` and `nodeTestReporter.js`. */
  readonly distFolder: string;
  /** Absolute path of the Node executable that runs the tests. */
  readonly nodePath: string;
}

/** One runner per framework, all with coverage by the same probe. */
export function createTestRunners(
  options: CreateTestRunnersOptions,
): Readonly<Record<TestFrameworkId, ProcessTestRunner>> {
  const { workspace, distFolder, nodePath } = options;
  const common = {
    workspace,
    nodePath,
    probePath: join(distFolder, 'coverageProbe.js'),
    readCoverage: loadAndReadCoverage,
  };
  return {
    vitest: new ProcessTestRunner(vitestLauncher, common),
    jest: new ProcessTestRunner(jestLauncher, common),
    mocha: new ProcessTestRunner(createMochaLauncher(join(distFolder, 'mochaReporter.js')), common),
    'node-test': new ProcessTestRunner(
      createNodeTestLauncher(join(distFolder, 'nodeTestReporter.js')),
      common,
    ),
  };
}

/** The converter brings a JavaScript parser along: it is loaded when coverage is first measured. */
async function loadAndReadCoverage(
  ...parameters: Parameters<typeof readProbeCoverage>
): ReturnType<typeof readProbeCoverage> {
  const coverage = await import('../adapters/coverage/readProbeCoverage');
  return await coverage.readProbeCoverage(...parameters);
}
