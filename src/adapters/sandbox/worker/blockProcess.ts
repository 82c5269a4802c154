import fs from 'node:fs';
import {
  interceptExit,
  interceptMachineFacts,
  interceptProcess,
} from '../../../base/node/interception/processCalls';
import type { Callable } from '../../../base/node/interception/replaceFunction';
import { exitNoticePrefix } from '../exitNotice';
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
  interceptProcess(({ name, refuse }) => refuse(guard.block('process', name)));
  interceptExit(({ name, args, refuse }) => {
    if (!guard.isLoading) return refuse(guard.block('process', name));
    const where = options.findCaller();
    const call = `${name}(${args.join(', ')})`;
    writeNow(2, `\n${exitNoticePrefix}ended itself by ${call}${where ? ` at ${where}` : ''}\n`);
    return realExit(Number(args[0]) || 0);
  });
  guardEnvironment(guard);
  interceptMachineFacts(({ proceed }) => {
    guard.note('environment');
    return proceed();
  });
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
