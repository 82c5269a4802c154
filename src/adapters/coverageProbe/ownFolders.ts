import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FileSystemCall } from '../../base/node/interception/fileSystemCalls';

// From before they are replaced.
const { existsSync, realpathSync, rmSync } = fs;
const making = /\.mkdtemp(Sync)?$/;
const opening = /^fs\.open(Sync)?$/;
/** What `mkdtemp` puts behind the prefix. */
const suffixLength = 6;

/** Folders that tests, their hooks or the code under test have made for themselves in the system's folder for temporary files. */
export class OwnFolders {
  private readonly root = realPathOf(os.tmpdir());
  private readonly prefixes = new Set<string>();
  private readonly made = new Set<string>();
  private readonly descriptors = new Set<number>();

  /** Is it a call that makes such a folder? */
  isMaking({ name, paths }: FileSystemCall): boolean {
    const [prefix] = paths;
    return making.test(name) && prefix !== undefined && realPathOf(path.dirname(prefix)) === this.root;
  }

  /** Lets the call happen; what is in the folder is the test's own from then on. `onMade` gets its path. */
  make(call: FileSystemCall, onMade: (folder: string) => void): unknown {
    this.prefixes.add(path.basename(call.paths[0] ?? ''));
    return withResult(call, (folder) => {
      if (typeof folder !== 'string') return;
      this.made.add(folder);
      onMade(folder);
    });
  }

  /** Lets a call happen that stays inside; a file that it opens may be written to by its number. */
  proceed(call: FileSystemCall): unknown {
    if (!opening.test(call.name)) return call.proceed();
    return withResult(call, (descriptor) => {
      if (typeof descriptor === 'number') this.descriptors.add(descriptor);
    });
  }

  isOwnDescriptor(descriptor: number): boolean {
    return this.descriptors.has(descriptor);
  }

  /** For numbers that are closed: others get them next. */
  forget(descriptor: number): void {
    this.descriptors.delete(descriptor);
  }

  /** True for calls that stay inside of such folders. */
  holds({ paths }: FileSystemCall): boolean {
    if (this.prefixes.size === 0 || paths.length === 0) return false;
    return paths.every((one) => {
      const [folder = '', ...rest] = path.relative(this.root, realPathOf(one)).split(path.sep);
      if (folder === '..' || path.isAbsolute(folder)) return false;
      return [...this.prefixes].some(
        (prefix) =>
          folder.startsWith(prefix) && folder.length === prefix.length + suffixLength && !rest.includes('..'),
      );
    });
  }

  isLeft(folder: string): boolean {
    return existsSync(folder);
  }

  /** Removes what tests left behind that did not come to their end. */
  removeAll(): void {
    for (const folder of this.made) rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets a call happen and tells what it gives: at once, by promise, or by callback. */
function withResult({ args, proceed }: FileSystemCall, onResult: (result: unknown) => void): unknown {
  const callback = args.at(-1);
  if (typeof callback === 'function') {
    const telling = (error: unknown, result: unknown): unknown => {
      onResult(result);
      return Reflect.apply(callback, undefined, [error, result]);
    };
    return proceed([...args.slice(0, -1), telling]);
  }
  const result = proceed();
  if (result instanceof Promise) void result.then(onResult, () => {});
  else onResult(result);
  return result;
}

/** Where a path leads, links on the way included; its end need not exist. */
function realPathOf(file: string): string {
  const absolute = path.resolve(file);
  const parent = path.dirname(absolute);
  try {
    return realpathSync(absolute);
  } catch {
    return parent === absolute ? absolute : path.join(realPathOf(parent), path.basename(absolute));
  }
}
