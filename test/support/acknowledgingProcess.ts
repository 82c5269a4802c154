import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { utimes } from 'node:fs/promises';

const tsxPath = require.resolve('tsx/cjs');

/** A process that writes something durable again and again and prints a line whenever it was told that it is. */
export interface AcknowledgingProcess {
  readonly child: ChildProcess;
  /** The lines so far. */
  readonly acknowledged: string[];
  /** Resolves when there are at least `count` lines. @throws when the process ends before */
  waitFor(count: number): Promise<void>;
  /** Resolves with the exit code when the process has ended and its output was read to the end. */
  readonly ended: Promise<number | null>;
}

/** Starts a TypeScript file of this repository, or what `bundleScript` made of one. */
export function startAcknowledgingProcess(
  scriptPath: string,
  ...options: readonly (string | number)[]
): AcknowledgingProcess {
  const compiler = scriptPath.endsWith('.ts') ? ['--require', tsxPath] : [];
  const child = spawn(process.execPath, [...compiler, scriptPath, ...options.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdout } = child;
  assert.ok(stdout);
  const acknowledged: string[] = [];
  let rest = '';
  stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    acknowledged.push(...lines);
    child.emit('acknowledged');
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const waitFor = async (count: number): Promise<void> => {
    while (acknowledged.length < count) {
      const outcome = await Promise.race([
        once(child, 'acknowledged').then(() => 'more'),
        ended.then(() => 'ended'),
      ]);
      assert.equal(outcome, 'more', `the process ended after ${acknowledged.length} of ${count} rows`);
    }
  };
  return { child, acknowledged, waitFor, ended };
}

/** As after half a minute: the lock of a killed compaction is stale and does not keep the next ones out. */
export async function expireLock(lockPath: string): Promise<void> {
  const longAgo = new Date(Date.now() - 120_000);
  await utimes(lockPath, longAgo, longAgo).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
