import path from 'node:path';
import { AbortError, throwIfAborted } from '../../base/abort';
import { spawnProcess } from '../../base/node/processTree';

export type GitAnswer =
  | { readonly isOk: true; readonly output: string }
  /** In a sentence. */
  | { readonly isOk: false; readonly problem: string };

export interface RunGitOptions {
  /** Absolute. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** A git that waits for a lock or a network has to end at some time. */
const timeoutMs = 60_000;

/**
 * Nothing that a repository or its settings name is to be executed (monitors, programs for differences), and none of the
 * settings of a person is to change what is printed.
 */
const settings = [
  'core.fsmonitor=false',
  'core.quotePath=false',
  'diff.autoRefreshIndex=false',
  'diff.relative=false',
  'log.follow=false',
  'log.showRoot=true',
  'safe.bareRepository=explicit',
].flatMap((setting) => ['-c', setting]);

/** What leads git to another repository is not passed on, these are: where a person keeps the settings of git. */
const kept = /^GIT_(?:CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|CEILING_DIRECTORIES|EXEC_PATH)$/;

/** Runs git in a folder, without a shell, a terminal or a pager. @throws AbortError */
export async function runGit(args: readonly string[], { folder, signal }: RunGitOptions): Promise<GitAnswer> {
  throwIfAborted(signal);
  const timeout = AbortSignal.timeout(timeoutMs);
  const child = spawnProcess('git', ['-C', folder, '--no-pager', ...settings, ...args], {
    // Windows looks for programs in the current folder first: that must not be one of the user's projects.
    cwd: path.dirname(process.execPath),
    environment: gitEnvironment(process.env),
    signal: AbortSignal.any([signal, timeout]),
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  const end = await new Promise<number | null | 'not-started'>((resolve) => {
    child.once('error', () => resolve('not-started'));
    child.once('close', (code) => resolve(code));
  });
  if (signal.aborted) throw new AbortError();
  if (end === 0) return { isOk: true, output: Buffer.concat(output).toString('utf8') };
  if (end === 'not-started') return { isOk: false, problem: 'git cannot be started.' };
  if (timeout.aborted) return { isOk: false, problem: `git did not end within ${timeoutMs / 1000} s.` };
  return { isOk: false, problem: problemIn(Buffer.concat(errors).toString('utf8')) };
}

/** `not a git repository (or any of the parent directories): .git.` */
function problemIn(errors: string): string {
  const lines = errors.trim().split('\n');
  const line = lines.find((each) => each.startsWith('fatal: ')) ?? lines.at(-1) ?? '';
  const problem = line.replace(/^fatal: /, '').trim();
  if (problem === '') return 'git ended without saying why.';
  return /[.!?]$/.test(problem) ? problem : `${problem}.`;
}

function gitEnvironment(inherited: NodeJS.ProcessEnv): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited))
    if (value !== undefined && (!/^GIT_/i.test(name) || kept.test(name))) environment[name] = value;
  return {
    ...environment,
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    // Sentences are read.
    LC_ALL: 'C',
  };
}
