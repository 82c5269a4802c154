import path from 'node:path';

/** Path of the file relative to the folder, with forward slashes; undefined when it is not inside. Both are absolute. */
export function relativePathInside(folder: string, file: string): string | undefined {
  const relative = path.relative(folder, file);
  // A name may begin with two dots.
  const isOutside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
  return isOutside ? undefined : relative.split(path.sep).join('/');
}
