import { StringDecoder } from 'node:string_decoder';
import { AbortError, onAbort, throwIfAborted } from '../../../base/abort';
import { killProcessTree, spawnProcess } from '../../../base/node/processTree';

const tailSizeChars = 4000;

export interface RunnerProcessOptions {
  /** Absolute path of Node. */
  readonly command: string;
  readonly arguments: readonly string[];
  /** Absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly onOutput: (text: string) => void;
  /** Aborted: it counts as timed out. */
  readonly giveUp?: AbortSignal;
}

export type RunnerProcessEnd =
  | { readonly status: 'timed-out' }
  /** `outputTail`: the last 4000 characters that it printed. */
  | { readonly status: 'exited'; readonly exitCode: number | null; readonly outputTail: string };

/** Runs a test runner to its end. After a timeout or an abort nothing of its process tree is left. @throws AbortError */
export async function runRunnerProcess(
  options: RunnerProcessOptions,
  signal: AbortSignal,
): Promise<RunnerProcessEnd> {
  throwIfAborted(signal);
  const child = spawnProcess(options.command, options.arguments, {
    cwd: options.folder,
    environment: options.environment,
  });
  let outputTail = '';
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new StringDecoder('utf8');
    stream?.on('data', (chunk: Buffer) => {
      const text = decoder.write(chunk);
      outputTail = (outputTail + text).slice(-tailSizeChars);
      options.onOutput(text);
    });
  }

  let stoppedBy: 'timeout' | 'abort' | undefined;
  let killed: Promise<void> | undefined;
  const stop = (reason: 'timeout' | 'abort'): void => {
    stoppedBy ??= reason;
    if (child.pid !== undefined) killed ??= killProcessTree(child.pid);
  };
  const timer = setTimeout(() => stop('timeout'), options.timeoutMs);
  const abortListener = onAbort(signal, () => stop('abort'));
  const giveUpListener = options.giveUp && onAbort(options.giveUp, () => stop('timeout'));
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      // Not 'exit': output may still be in the pipes.
      child.once('close', (code) => resolve(code));
    });
    await killed;
    if (stoppedBy === 'abort') throw new AbortError();
    return stoppedBy === 'timeout' ? { status: 'timed-out' } : { status: 'exited', exitCode, outputTail };
  } finally {
    clearTimeout(timer);
    abortListener.dispose();
    giveUpListener?.dispose();
  }
}
