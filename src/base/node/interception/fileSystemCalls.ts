import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { interceptFunctions, type OutwardCall } from './outwardCall';

const writing =
  /^(l?f?ch(mod|own)|l?f?utimes|(f?write|append)|mk(dir|dtemp)|rm|unlink|rename|copyFile|cp|f?truncate|(sym)?link|fsync|fdatasync|createWriteStream|open(Sync)?$)/;
/** Not functions that touch anything, but classes and conversions. */
const harmless = /^([A-Z_]|default$|promises$)/;
/** They go on with what another call has opened. */
const onDescriptor = /^(close|f[a-z]+|read|readv|write|writev)(Sync)?$/;
const writingFlags =
  fs.constants.O_WRONLY |
  fs.constants.O_RDWR |
  fs.constants.O_CREAT |
  fs.constants.O_TRUNC |
  fs.constants.O_APPEND;

export interface FileSystemCall extends OutwardCall {
  readonly isWriting: boolean;
  /** What it touches, as far as that is known; empty for links, and where a pattern or an open file stands instead. */
  readonly paths: readonly string[];
  /** The number of an open file that it goes on with. */
  readonly descriptor: number | undefined;
}

/** Puts `handle` in front of every function of `fs` and `fs.promises`. */
export function interceptFileSystem(handle: (call: FileSystemCall) => unknown): void {
  const owners = [
    { owner: fs, prefix: 'fs.', isAsync: false },
    { owner: fs.promises, prefix: 'fs.promises.', isAsync: true },
  ];
  for (const options of owners) {
    const names = Object.keys(options.owner).filter((name) => !harmless.test(name));
    interceptFunctions({ ...options, names }, (call) => {
      const name = call.name.slice(options.prefix.length);
      const [first] = call.args;
      return handle({
        ...call,
        paths: pathsOf(name, call.args),
        isWriting: writing.test(name) && !(name.startsWith('open') && isOpenedToRead(call.args[1])),
        descriptor: typeof first === 'number' && onDescriptor.test(name) ? first : undefined,
      });
    });
  }
}

const withTwoPaths = /^(rename|copyFile|cp)(Sync)?$/;
/** A link leads out of whatever folder it is in. */
const withoutPaths = /^(glob|symlink|link)(Sync)?$/;

function pathsOf(name: string, args: readonly unknown[]): readonly string[] {
  if (withoutPaths.test(name)) return [];
  const paths = args.slice(0, withTwoPaths.test(name) ? 2 : 1).map(pathOf);
  return paths.includes(undefined) ? [] : (paths as string[]);
}

function pathOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString();
  return value instanceof URL && value.protocol === 'file:' ? fileURLToPath(value) : undefined;
}

/** The flags may be left out, with a callback in their place. */
function isOpenedToRead(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & writingFlags) === 0;
  return typeof flags !== 'string' || /^(r|rs|sr)$/.test(flags);
}
