import path from 'node:path';

/** An absolute path the way the compiler names files: with forward slashes on every platform. */
export function compilerPath(file: string): string {
  return path.sep === '/' ? file : file.replaceAll(path.sep, '/');
}
