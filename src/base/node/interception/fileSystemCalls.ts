import fs from 'node:fs';
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
        isWriting: writing.test(name) && !(name.startsWith('open') && isOpenedToRead(call.args[1])),
        descriptor: typeof first === 'number' && onDescriptor.test(name) ? first : undefined,
      });
    });
  }
}

/** The flags may be left out, with a callback in their place. */
function isOpenedToRead(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & writingFlags) === 0;
  return typeof flags !== 'string' || /^(r|rs|sr)$/.test(flags);
}
