import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** More is a .vscodeignore that is missing or lets node_modules or .cache through. */
const plausibleFileCount = 1000;

/**
 * Copies an extension into a folder of installed extensions, exactly the files that its .vsix would hold (`vsce ls`), and
 * resolves to its new folder, `publisher.name-version`. The extension must have been built.
 * @throws Error when its package.json is not one of an extension, or the program that `main` names is not among those files.
 */
export async function stageExtension(
  extensionDirectory: string,
  extensionsDirectory: string,
): Promise<string> {
  const { listFiles, PackageManager } = await import('@vscode/vsce');
  const manifest = await readExtensionManifest(extensionDirectory);
  const files = await listFiles({ cwd: extensionDirectory, packageManager: PackageManager.None });
  if (files.length > plausibleFileCount) {
    throw new Error(
      `The .vsix of ${extensionDirectory} would hold ${files.length} files; mend its .vscodeignore.`,
    );
  }
  const main = path.posix.normalize(manifest.main);
  if (!files.includes(main) && !files.includes(`${main}.js`)) {
    throw new Error(`${extensionDirectory} is not built, or .vscodeignore leaves out its program ${main}.`);
  }
  const target = path.join(extensionsDirectory, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
  for (const file of files) {
    const copy = path.join(target, file);
    await mkdir(path.dirname(copy), { recursive: true });
    await cp(path.join(extensionDirectory, file), copy);
  }
  return target;
}

interface ExtensionManifest {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
  readonly main: string;
}

async function readExtensionManifest(extensionDirectory: string): Promise<ExtensionManifest> {
  const manifest = JSON.parse(
    await readFile(path.join(extensionDirectory, 'package.json'), 'utf8'),
  ) as ExtensionManifest;
  for (const field of ['publisher', 'name', 'version', 'main'] as const) {
    if (typeof manifest[field] !== 'string')
      throw new Error(`${extensionDirectory}/package.json has no ${field}.`);
  }
  return manifest;
}
