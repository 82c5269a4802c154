import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The git branch that the folder is on, as what a call is put on record with; empty outside of git and on no branch. */
export function branchOf(folder: string): { readonly gitBranch?: string } {
  const gitFolder = findGitFolder(folder);
  const head = gitFolder === undefined ? '' : readLine(path.join(gitFolder, 'HEAD'));
  const branch = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
  return branch === undefined ? {} : { gitBranch: branch };
}

/** Where the state of the working tree is kept: `.git`, or what a file of that name points to (worktrees, submodules). */
function findGitFolder(folder: string): string | undefined {
  for (let current = folder; ; current = path.dirname(current)) {
    const git = path.join(current, '.git');
    const stats = statSync(git, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return git;
    if (stats?.isFile()) {
      const target = /^gitdir: (.+)$/.exec(readLine(git))?.[1];
      return target === undefined ? undefined : path.resolve(current, target);
    }
    if (path.dirname(current) === current) return undefined;
  }
}

/** Empty when the file cannot be read: no call fails for want of its branch. */
function readLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0] ?? '';
  } catch {
    return '';
  }
}
