import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { FrameworkLauncher } from '../shared/frameworkLauncher';
import { findPackageFolder } from '../shared/frameworkPackage';
import { readOwnReport } from '../shared/ownReport';
import { readNodeOptions } from './nodeOptions';

const manifestSchema = z.object({ scripts: z.record(z.string(), z.string()).catch({}).default({}) });

/**
 * Node's own runner, with the loaders that the project's test script names.
 * @param reporterPath absolute path of the built `nodeTestReporter`
 */
export function createNodeTestLauncher(reporterPath: string): FrameworkLauncher {
  return {
    framework: 'node-test',
    displayName: 'node --test',
    packageName: undefined,
    debugOptions: [],
    prepare: async ({ projectFolder, files, reportFile }) => {
      const options = await findOptions(projectFolder, files);
      return {
        arguments: [
          ...options,
          '--test',
          '--test-reporter=spec',
          '--test-reporter-destination=stdout',
          `--test-reporter=${pathToFileURL(reporterPath).href}`,
          `--test-reporter-destination=${reportFile}`,
          ...files,
        ],
        commandLine: ['node', ...options, '--test'].join(' '),
      };
    },
    readReport: ({ reportFile }) => readOwnReport(reportFile),
  };
}

async function findOptions(projectFolder: string, files: readonly string[]): Promise<readonly string[]> {
  const { scripts } = manifestSchema.parse(
    JSON.parse((await readFile(join(projectFolder, 'package.json'), 'utf8')).replace(/^\uFEFF/, '')),
  );
  const ordered = Object.entries(scripts).sort(([a], [b]) => Number(b === 'test') - Number(a === 'test'));
  const script = ordered.map(([, command]) => command).find((command) => /\s--test(?:\s|$)/.test(command));
  const options = readNodeOptions(script ?? '');
  if (options.length > 0) return options;
  const isTypeScript = files.some((file) => /\.[cm]?tsx?$/.test(file));
  return isTypeScript && findPackageFolder(projectFolder, 'tsx') ? ['--import', 'tsx'] : [];
}
