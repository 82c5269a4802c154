import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './npmCommand';
import { stageExtension } from './stageExtension';
import { makeTemporaryDirectory, removeDirectory } from './temporaryDirectory';

const packTimeoutMs = 60_000;

/**
 * Makes a package for npm of the files that the .vsix holds, so that the commands work by `npx` too. Everything is bundled: the
 * package depends on nothing. @param output absolute path of the .tgz
 */
export async function packNpm(extensionDirectory: string, output: string): Promise<void> {
  const folder = await makeTemporaryDirectory('pack');
  try {
    const staged = await stageExtension(extensionDirectory, folder);
    const manifestPath = path.join(staged, 'package.json');
    const manifest = JSON.parse(await readFile(manifestPath, 'utf8')) as Record<string, unknown>;
    const { dependencies: _, devDependencies: __, scripts: ___, private: ____, ...shipped } = manifest;
    await writeFile(manifestPath, `${JSON.stringify(shipped, undefined, 2)}\n`);
    await runNpm(
      ['pack', '--ignore-scripts', '--pack-destination', folder, '--loglevel=error'],
      staged,
      packTimeoutMs,
    );
    await copyFile(path.join(folder, `${String(shipped.name)}-${String(shipped.version)}.tgz`), output);
  } finally {
    await removeDirectory(folder);
  }
}
