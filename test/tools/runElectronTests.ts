import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { bundleHostTests, type HostTestReport } from './hostTestBundle';
import { cacheDirectory, repositoryRoot } from './repositoryPaths';
import { makeSampleWorkspaceCopy } from './sampleWorkspace';
import { makeTemporaryDirectory, removeDirectory } from './temporaryDirectory';

const testTimeoutMs = 60_000;

/** `npm run test:electron [-- --version 1.101.0] [-- --grep X]`: the host tests in a desktop VS Code that is downloaded first. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { version: { type: 'string', default: 'stable' }, grep: { type: 'string' } },
  });
  const vscodeExecutablePath = await download(values.version);
  const bundle = await bundleHostTests({
    ...(values.grep === undefined ? {} : { grep: values.grep }),
    lineMarker: '',
    color: process.stdout.isTTY === true,
    testTimeoutMs,
  });
  const workspace = makeSampleWorkspaceCopy('electron-tests');
  const data = await makeTemporaryDirectory('electron');
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: repositoryRoot,
      extensionTestsPath: bundle.entry,
      launchArgs: [
        workspace,
        '--disable-extensions',
        '--disable-workspace-trust',
        `--user-data-dir=${path.join(data, 'user')}`,
        `--extensions-dir=${path.join(data, 'extensions')}`,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    }).catch((error: unknown) => {
      process.exitCode = 1;
      console.error(`VS Code ended badly: ${error instanceof Error ? error.message : error}`);
    });
    const text = await readFile(bundle.reportPath, 'utf8').catch(() => undefined);
    if (text === undefined) throw new Error('VS Code ended before the tests were through.');
    const report = JSON.parse(text) as HostTestReport;
    console.log(`${report.passed} passed, ${report.failed} failed`);
    if (report.failed > 0) process.exitCode = 1;
  } finally {
    for (const directory of [workspace, data, path.dirname(bundle.entry)]) await removeDirectory(directory);
  }
}

async function download(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: path.join(cacheDirectory, 'vscode-test') });
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new Error(
      `VS Code ${version} cannot be downloaded from update.code.visualstudio.com (${reason}); ` +
        'without that download, `npm test` runs the same tests in the VS Code server from npm.',
    );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
