import type { FrameworkLauncher } from '../shared/frameworkLauncher';
import { readJestReport } from '../shared/jestReport';

/** Vitest, in the pool and with the plugins of the project's configuration. */
export const vitestLauncher: FrameworkLauncher = {
  framework: 'vitest',
  displayName: 'Vitest',
  packageName: 'vitest',
  debugOptions: ['--testTimeout=0', '--hookTimeout=0', '--no-file-parallelism'],
  prepare: async ({ installed, script, files, reportFile, temporaryFolder, isOneByOne }) => ({
    arguments: [
      ...script.nodeOptions,
      installed?.executable ?? '',
      'run',
      ...script.options,
      '--reporter=default',
      '--reporter=json',
      // In the short form: it also takes the place of what the configuration says, whatever its form.
      `--outputFile=${reportFile}`,
      '--coverage.enabled=false',
      '--no-cache',
      '--bail=0',
      // A test that passes on the second try is not stable.
      '--retry=0',
      ...(isOneByOne ? ['--sequence.concurrent=false'] : []),
      ...files,
    ],
    // Vitest makes a folder there for each run, and leaves it behind when it is killed.
    environment: { TMPDIR: temporaryFolder, TEMP: temporaryFolder, TMP: temporaryFolder },
    commandLine: ['vitest', 'run', ...script.options].join(' '),
  }),
  readReport: ({ reportFile }) => readJestReport(reportFile),
};
