import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A real repository, on which nothing of the machine's own settings of git has an influence. */
export interface GitRepository {
  readonly folder: string;
  /** @returns what it prints, without blanks around it */
  git(...args: readonly string[]): string;
  write(file: string, text: string | Uint8Array): Promise<void>;
  /** Commits everything that is there. @param daysAgo when; default: now. @returns its hash */
  commit(daysAgo?: number): string;
}

/** Makes an empty repository whose branch is called `main`. @param folder is made when it is not there */
export async function createGitRepository(folder: string): Promise<GitRepository> {
  await mkdir(folder, { recursive: true });
  const repository = openGitRepository(folder);
  repository.git('init', '--quiet', '--initial-branch', 'main');
  return repository;
}

export function openGitRepository(folder: string): GitRepository {
  const run = (args: readonly string[], environment: Readonly<Record<string, string>>): string =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...environment },
    }).trim();
  return {
    folder,
    git: (...args) => run(args, {}),
    write: async (file, text) => {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    },
    commit: (daysAgo = 0) => {
      run(['add', '--all'], {});
      const date = `${Math.floor(Date.now() / 1000) - daysAgo * 24 * 60 * 60} +0000`;
      run(['commit', '--quiet', '--allow-empty', '--message', 'a commit'], {
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
      });
      return run(['rev-parse', 'HEAD'], {});
    },
  };
}
