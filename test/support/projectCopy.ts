import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { repositoryRoot } from '../tools/repositoryPaths';

/** A copy of a fixture project, inside the repository so that the frameworks installed there resolve. */
export interface ProjectCopy {
  readonly folder: string;
  write(path: string, text: string): Promise<void>;
  /** Every file and its text, by path. */
  snapshot(): Promise<Readonly<Record<string, string>>>;
  remove(): Promise<void>;
}

/** Copies `test/fixtures/projects/<name>` to a folder of its own, which the caller removes. */
export async function copyProject(name: string): Promise<ProjectCopy> {
  const parent = join(repositoryRoot, '.cache', 'test-projects');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, `${name}-`));
  await cp(join(repositoryRoot, 'test', 'fixtures', 'projects', name), folder, { recursive: true });
  return {
    folder,
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    snapshot: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      const texts = await Promise.all(
        files.sort().map(async (file) => [file, await readFile(file, 'utf8')] as const),
      );
      return Object.fromEntries(texts);
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
