import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { cacheDirectory, repositoryRoot } from './repositoryPaths';

const sampleSource = path.join(repositoryRoot, 'test', 'fixtures', 'sample-workspace');

/** Absolute path of the sample workspace that people open; it may hold what they did there. */
export const sampleWorkspaceDirectory = path.join(cacheDirectory, 'sample-workspace');

/**
 * Returns the sample workspace under `.cache`: as it is, or copied there now when there is none yet or `fresh` is set. It
 * lies inside the repository, so that its imports find the test runners installed there.
 */
export function prepareSampleWorkspace(options: { readonly fresh?: boolean } = {}): string {
  const isThere = statSync(sampleWorkspaceDirectory, { throwIfNoEntry: false })?.isDirectory() === true;
  if (options.fresh === true || !isThere) copySampleWorkspace(sampleWorkspaceDirectory);
  return sampleWorkspaceDirectory;
}

/** Returns a new copy of the sample for one test, under `.cache/workspaces`; the caller removes it (`removeDirectory`). */
export function makeSampleWorkspaceCopy(purpose: string): string {
  const directory = path.join(cacheDirectory, 'workspaces', `${purpose}-${process.pid}`);
  copySampleWorkspace(directory);
  return directory;
}

function copySampleWorkspace(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  mkdirSync(path.dirname(directory), { recursive: true });
  cpSync(sampleSource, directory, {
    recursive: true,
    filter: (source) => path.basename(source) !== 'node_modules',
  });
}
