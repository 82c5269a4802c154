import { spawnSync } from 'node:child_process';
import { spawnProcess } from '../../../src/base/node/processTree';
import { childEnvironment } from '../../tools/childEnvironment';
import { exitOnSignal } from '../../tools/exitOnSignal';

/** Starts a program in a network of its own, which has nothing in it. */
const isolator: string = 'unshare';

export interface ChildRun {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  readonly isTimedOut: boolean;
}

export interface ChildRunOptions {
  readonly cwd: string;
  readonly timeLimitMs: number;
  /** Beside what this process was started with. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Without any network, where the system can do that. */
  readonly isOffline?: boolean;
}

/** Runs a Node program to its end, or to the time limit, at which its whole process tree is killed. */
export async function runChild(args: readonly string[], options: ChildRunOptions): Promise<ChildRun> {
  exitOnSignal();
  const startedAt = performance.now();
  const deadline = AbortSignal.timeout(options.timeLimitMs);
  const isOffline = options.isOffline === true && canGoOffline();
  const node = ['--require', require.resolve('../../tools/exitWithParent.cjs'), ...args];
  const child = spawnProcess(
    isOffline ? isolator : process.execPath,
    isOffline ? ['-rn', process.execPath, ...node] : node,
    {
      cwd: options.cwd,
      environment: childEnvironment(options.environment),
      stdio: ['pipe', 'pipe', 'pipe'],
      signal: deadline,
    },
  );
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  return { exitCode, ...texts, seconds, isTimedOut: deadline.aborted };
}

let isOfflinePossible: boolean | undefined;

/** Linux alone has network namespaces, and not every container allows them. */
function canGoOffline(): boolean {
  if (isOfflinePossible === undefined) {
    isOfflinePossible = spawnSync(isolator, ['-rn', 'true']).status === 0;
    if (!isOfflinePossible) console.error('The network cannot be taken away here (unshare -rn): it stays.');
  }
  return isOfflinePossible;
}
