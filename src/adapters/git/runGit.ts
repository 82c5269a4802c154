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

/** Nothing that a repository or its settings name is to be executed: no monitors, pagers, or programs for differences. */
const settings = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];

/** Runs git without a shell, a terminal or a pager. @throws AbortError */
export async function runGit(args: readonly string[], { folder, signal }: RunGitOptions): Promise<GitAnswer> {
  throwIfAborted(signal);
  const child = spawnProcess('git', ['--no-pager', '--literal-pathspecs', ...settings, ...args], {
    cwd: folder,
    environment: gitEnvironment(process.env),
    signal,
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
  const [line = ''] = Buffer.concat(errors).toString('utf8').trim().split('\n');
  return { isOk: false, problem: line.replace(/^fatal: /, '') || `git ended with exit code ${end}.` };
}

function gitEnvironment(inherited: NodeJS.ProcessEnv): Record<string, string> {
  const environment: Record<string, string> = {};
  // GIT_DIR and its like would lead to another repository; what a program inherits from a hook, for one.
  for (const [name, value] of Object.entries(inherited))
    if (value !== undefined && !/^GIT_(?!CONFIG_GLOBAL$|CONFIG_SYSTEM$|CONFIG_NOSYSTEM$)/.test(name))
      environment[name] = value;
  return { ...environment, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
}
