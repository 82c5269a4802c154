import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RealProject } from './realProjects';
import { removeDirectory } from './temporaryDirectory';
import { installVerified } from './verifiedInstall';

/** Raise it when anything about the installation changes. */
const revision = 1;

/** Name → version and the integrity of the tarball that npm has to deliver. */
const packages = {
  cborg: [
    '6.1.5',
    'sha512-1aoxfkckZmul5tFUL0p1+VRiZrXUGMxk6JQVpVv42yD21K7fh86L5WlyYgzsNv4w6Nm9ysQI9c6yDemom24HUQ==',
  ],
  'css-in-js-utils': [
    '2.0.1',
    'sha512-PJF0SpJT+WdbVVt0AOYp9C8GnuruRlL/UFW7932nLWmFLQTaWEzTBQEx7/hn4BuV+WON75iAViSUJLiU3PKbpA==',
  ],
  msw: [
    '2.15.0',
    'sha512-2wQAmKkQKxRuXvYJxVhPGG0wZNBQyD06oJvxqw90XqLvptdqxdlHrFUfEteKkpaNORX3Xzc+HtEl/q0nfmN2wQ==',
  ],
  'process-warning': [
    '5.1.1',
    'sha512-oCkNVj4OKnKEcocVBcDfiIugN1/cE6rgfT3nCtzeqZPA8+rIxMaQ0xXzIkGP8Gj2qUaP1UR7uhJ1VD8lUCpzCg==',
  ],
  '@atproto/lex-data': [
    '0.0.15',
    'sha512-ZsbGiaM5S3CnGrcTMbDGON3bLZzCi/Mx9UvcMREKSRujnF68eHgMiXxJqvykP7+QpOX6tYCK93axZkuJVhtSEw==',
  ],
  '@atproto/lex-json': [
    '0.0.16',
    'sha512-IgLgQ0krshVlrIYZ+heTBDbCnM3LmAgWvsaYn5MxvKA3LcBot3PG3ptdO8VOweVZ+WgCLuo39cz9EbUmIbqdtg==',
  ],
} as const;

/** What their own suites need beside their dependencies: the frameworks, and what some tests import. */
const tools = {
  '@types/node': '20.19.43',
  chai: '6.2.2',
  'core-js': '3.47.0',
  'ipld-garbage': '5.0.0',
  jest: '30.5.2',
  mocha: '12.0.3',
  vitest: '4.1.4',
} as const;

/**
 * Resolves to a folder with the packages and the frameworks of their tests, in the system's temporary folder: inside of the
 * repository they would find what is installed there. npm is asked once; nothing of the packages is run.
 * @throws Error when npm fails or delivers something else than what was published
 */
export async function installRealPackages(): Promise<string> {
  return await installVerified({
    name: 'agentic-qe-real-packages',
    packages,
    tools,
    revision,
    description: `${Object.keys(packages).length} packages with their tests`,
  });
}

/** A copy of one project, on which tests are generated. */
export interface RealProjectCopy {
  readonly project: RealProject;
  readonly folder: string;
  /** Paths of the project's own test files, relative to the folder, with forward slashes. */
  readonly suite: readonly string[];
  removeSuite(): Promise<void>;
  restoreSuite(): Promise<void>;
  remove(): Promise<void>;
}

/** Copies a project out of the installation, to a folder from which the frameworks resolve. */
export async function copyRealProject(installation: string, project: RealProject): Promise<RealProjectCopy> {
  const parent = path.join(installation, 'copies');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, `${project.name}-`));
  for (const [name, place] of Object.entries(project.packages)) {
    await cp(path.join(installation, 'node_modules', name), path.join(folder, place), { recursive: true });
  }
  for (const [place, change] of Object.entries(project.assembled)) {
    const file = path.join(folder, place);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, typeof change === 'string' ? change : change((await textOf(file)) ?? ''));
  }
  for (const [place, target] of Object.entries(project.links ?? {})) {
    const link = path.join(folder, place);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.join(folder, target), link, 'junction');
  }
  const suite = (await filesIn(folder)).filter((file) => project.isSuiteFile(file));
  const texts = await Promise.all(suite.map((file) => readFile(path.join(folder, file))));
  return {
    project,
    folder,
    suite,
    removeSuite: async () => {
      for (const file of suite) await removeDirectory(path.join(folder, file));
    },
    restoreSuite: async () => {
      for (const [index, file] of suite.entries())
        await writeFile(path.join(folder, file), texts[index] ?? '');
    },
    remove: () => removeDirectory(folder),
  };
}

/** All files below the folder but those behind links, relative to it, with forward slashes, sorted. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

async function textOf(file: string): Promise<string | undefined> {
  return await readFile(file, 'utf8').catch(() => undefined);
}
