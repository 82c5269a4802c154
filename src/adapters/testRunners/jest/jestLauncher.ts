import type { FrameworkLauncher } from '../shared/frameworkLauncher';
import { readJestReport } from '../shared/jestReport';

/** Jest, with the transformers and environment of the project's configuration. */
export const jestLauncher: FrameworkLauncher = {
  framework: 'jest',
  displayName: 'Jest',
  packageName: 'jest',
  debugOptions: ['--runInBand', '--testTimeout=2147483647'],
  prepare: async ({ installed, script, files, reportFile, isCoverageMeasured, isOneByOne }) => ({
    arguments: [
      ...script.nodeOptions,
      installed?.executable ?? '',
      ...script.options,
      '--runTestsByPath',
      ...files,
      '--ci',
      '--json',
      `--outputFile=${reportFile}`,
      // The project's own reporters may write files.
      '--reporters=default',
      '--coverage=false',
      '--watchman=false',
      '--bail=0',
      // Workers are killed at the end, and with them what the probe has not written yet.
      ...(isCoverageMeasured ? ['--runInBand'] : []),
      ...(isOneByOne ? ['--maxConcurrency=1'] : []),
    ],
    commandLine: ['jest', ...script.options, '--runTestsByPath'].join(' '),
  }),
  readReport: ({ reportFile }) => readJestReport(reportFile),
};
