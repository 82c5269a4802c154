import childProcess from 'node:child_process';
import cluster from 'node:cluster';
import fs from 'node:fs';
import os from 'node:os';
import workerThreads from 'node:worker_threads';
import { exitNoticePrefix } from '../exitNotice';
import { type Callable, replaceFunction } from './replaceFunction';
import type { WorldGuard } from './worldGuard';

// `process.exit` would come back to our own replacement of `reallyExit`.
const realExit = (Reflect.get(process, 'reallyExit') as (code: number) => never).bind(process);
const writeNow = fs.writeSync.bind(fs);

/** Ends this process for the product's own reasons, past every block. */
export function exitWorker(code: number): never {
  return realExit(code);
}

/** Ends this process after a failure of the worker itself; the parent reports the error and where it was thrown. */
export function crashWorker(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [first, ...frames] = text.split('\n');
  writeNow(2, `\n${exitNoticePrefix}failed by itself: ${first}${frames.slice(0, 2).join('')}\n`);
  return realExit(70);
}

export interface BlockProcessOptions {
  /** @returns `src/a.ts:3` for the nearest frame of the user's code on the stack, or undefined. */
  readonly findCaller: () => string | undefined;
}

/**
 * Blocks starting processes and threads, leaving the process and changing its environment. While the module loads, an exit
 * goes through, with a word to the parent about who called it; notes what tells machines apart.
 */
export function blockProcess(guard: WorldGuard, options: BlockProcessOptions): void {
  const block = (owner: object, label: string, names: readonly string[]): void => {
    for (const name of names) {
      replaceFunction(owner, name, () => {
        throw guard.block('process', `${label}.${name}`);
      });
    }
  };
  block(childProcess, 'child_process', [
    'spawn',
    'spawnSync',
    'exec',
    'execSync',
    'execFile',
    'execFileSync',
    'fork',
  ]);
  block(childProcess.ChildProcess.prototype, 'ChildProcess', ['spawn']);
  block(workerThreads, 'worker_threads', ['Worker']);
  block(cluster, 'cluster', ['fork', 'setupPrimary', 'setupMaster']);
  block(process, 'process', ['kill', 'chdir', 'dlopen', 'setuid', 'setgid', 'seteuid', 'setegid']);
  for (const name of ['exit', 'abort', 'reallyExit']) {
    replaceFunction(process, name, (_, args) => {
      if (!guard.isLoading) throw guard.block('process', `process.${name}`);
      const where = options.findCaller();
      writeNow(
        2,
        `\n${exitNoticePrefix}ended itself by process.${name}(${args.join(', ')})${where ? ` at ${where}` : ''}\n`,
      );
      return realExit(Number(args[0]) || 0);
    });
  }
  guardEnvironment(guard);
  for (const name of Object.keys(os)) {
    if (
      !/^(cpus|freemem|homedir|hostname|loadavg|machine|networkInterfaces|release|tmpdir|totalmem|uptime|userInfo|version)$/.test(
        name,
      )
    )
      continue;
    replaceFunction(os, name, (proceed) => {
      guard.note('environment');
      return proceed();
    });
  }
}

function guardEnvironment(guard: WorldGuard): void {
  const change =
    (apply: Callable): Callable =>
    (...args) => {
      if (!guard.isLoading) throw guard.block('environment', `Changing process.env.${String(args[1])}`);
      return apply(...args);
    };
  process.env = new Proxy(process.env, {
    // A plain set would go through defineProperty with a descriptor that process.env refuses.
    set: change((target, key, value) => Reflect.set(target as object, key as string, value)) as never,
    deleteProperty: change((target, key) => Reflect.deleteProperty(target as object, key as string)) as never,
    defineProperty: change((target, key, descriptor) =>
      Reflect.defineProperty(target as object, key as string, descriptor as PropertyDescriptor),
    ) as never,
  });
}
