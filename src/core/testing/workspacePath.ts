import type { WorkspacePath } from './workspace';

/** `src/a/b.ts` → `src/a`; a file at the root → `.`. */
export function folderOf(path: WorkspacePath): WorkspacePath {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

/** `src/a/b.ts` → `b.ts`. */
export function fileNameOf(path: WorkspacePath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `b.test.ts` → `.ts`; no dot → ``. */
export function extensionOf(path: WorkspacePath): string {
  const name = fileNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot);
}

/** Joins and normalises; `joinPath('src', '../lib/a')` → `lib/a`. Parts that climb above the root are an error. */
export function joinPath(...parts: readonly string[]): WorkspacePath {
  const segments: string[] = [];
  for (const segment of parts.flatMap((part) => part.split('/'))) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined)
      throw new RangeError(`${parts.join('/')} leads outside the workspace`);
  }
  return segments.join('/') || '.';
}

/** Is `path` the folder itself or inside it? */
export function isInside(path: WorkspacePath, folder: WorkspacePath): boolean {
  return folder === '.' || path === folder || path.startsWith(`${folder}/`);
}

/** The specifier that leads from one folder to a file, always starting with `.`: (`test`, `src/a`) → `../src/a`. */
export function relativeSpecifier(fromFolder: WorkspacePath, to: WorkspacePath): string {
  const from = fromFolder === '.' ? [] : fromFolder.split('/');
  const target = to.split('/');
  let shared = 0;
  while (shared < from.length && shared < target.length - 1 && from[shared] === target[shared]) shared++;
  const climb = from.slice(shared).map(() => '..');
  const path = [...climb, ...target.slice(shared)].join('/');
  return climb.length === 0 ? `./${path}` : path;
}
