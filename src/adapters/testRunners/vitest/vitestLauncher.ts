import type { FrameworkLauncher } from '../shared/frameworkLauncher';
import { readJestReport } from '../shared/jestReport';

/** Vitest, in the pool and with the plugins of the project's configuration. */
export const vitestLauncher: FrameworkLauncher = {
  framework: 'vitest',
  displayName: 'Vitest',
  packageName: 'vitest',
  prepare: async ({ installed, files, reportFile, isCoverageMeasured }) => ({
    arguments: [
      installed?.executable ?? '',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      '--coverage.enabled=false',
      '--no-cache',
      '--bail=0',
      // A test that passes on the second try is not stable.
      '--retry=0',
      // Tests that run at the same time cannot be told apart by what they execute.
      ...(isCoverageMeasured ? ['--sequence.concurrent=false'] : []),
      ...files,
    ],
    commandLine: 'npx vitest run',
  }),
  readReport: ({ reportFile }) => readJestReport(reportFile),
};
