import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { FrameworkLauncher } from '../shared/frameworkLauncher';
import type { FrameworkPackage } from '../shared/frameworkPackage';
import { readOwnReport } from '../shared/ownReport';
import { reportEnvironmentName } from '../shared/ownReportFormat';
import type { ScriptCommand } from '../shared/scriptCommand';

const manifestSchema = z.object({ mocha: z.record(z.string(), z.unknown()).optional() });

/**
 * Mocha, with the project's configuration but for the files that it names: Mocha adds those to the ones on the command line.
 * @param reporterPath absolute path of the built `mochaReporter`
 */
export function createMochaLauncher(reporterPath: string): FrameworkLauncher {
  return {
    framework: 'mocha',
    displayName: 'Mocha',
    packageName: 'mocha',
    debugOptions: ['--timeout', '0'],
    prepare: async ({ installed, script, projectFolder, temporaryFolder, files, reportFile }) => ({
      arguments: [
        ...script.nodeOptions,
        installed?.executable ?? '',
        ...script.options.filter((option) => !option.startsWith(configOption)),
        '--config',
        await writeConfig(temporaryFolder, installed, findConfig(script)),
        '--package',
        await writeManifest(temporaryFolder, projectFolder),
        '--reporter',
        reporterPath,
        '--retries',
        '0',
        '--no-bail',
        // Workers do not tell in which file they failed, and files that are slow to load are few here.
        '--no-parallel',
        ...files,
      ],
      commandLine: ['mocha', ...script.options].join(' '),
      environment: { [reportEnvironmentName]: reportFile },
    }),
    readReport: ({ reportFile }) => readOwnReport(reportFile),
  };
}

const configOption = '--config=';

/** The file that the project's npm script names. */
function findConfig({ options }: ScriptCommand): string | undefined {
  return options.find((option) => option.startsWith(configOption))?.slice(configOption.length);
}

/** A configuration that loads the one Mocha would find, whatever its format, and leaves out its files. */
async function writeConfig(
  folder: string,
  installed: FrameworkPackage | undefined,
  config: string | undefined,
): Promise<string> {
  const loaders = ['options.js', 'options.cjs'].map((name) =>
    join(installed?.folder ?? '', 'lib', 'cli', name),
  );
  const loader = loaders.find((path) => existsSync(path)) ?? loaders[0];
  const file = join(folder, 'mocharc.cjs');
  const lines = [
    `const { loadRc } = require(${JSON.stringify(loader)});`,
    `const { spec, _, ...options } = loadRc(${JSON.stringify({ config })}) || {};`,
    'module.exports = options;',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

async function writeManifest(folder: string, projectFolder: string): Promise<string> {
  const text = await readFile(join(projectFolder, 'package.json'), 'utf8');
  const { spec: _dropped, ...options } = manifestSchema.parse(JSON.parse(text)).mocha ?? {};
  const file = join(folder, 'package.json');
  await writeFile(file, JSON.stringify({ mocha: options }));
  return file;
}
