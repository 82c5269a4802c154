import fs from 'node:fs';
import path from 'node:path';
import { tsconfigFor } from './tsconfig';

const tsExtensions = ['.ts', '.tsx', '.mts', '.cts'];
const jsExtensions = ['.js', '.jsx', '.mjs', '.cjs'];
/** What a specifier with this extension may mean in TypeScript sources. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/**
 * Resolves what bundlers and TypeScript resolve and Node does not: extensionless and `.js`-for-`.ts` specifiers, folders with
 * an index, `paths` and `baseUrl`, packages that only offer an `import` entry. Undefined: let Node decide.
 */
export function resolveSpecifier(specifier: string, importer: string): string | undefined {
  // Vite's queries (`./icon.svg?url`) name the same file.
  const [bare = ''] = specifier.split('?', 1);
  if (/^\.{1,2}(\/|$)/.test(bare) || path.isAbsolute(bare)) {
    return resolveFile(path.resolve(path.dirname(importer), bare), importer);
  }
  return resolveMapped(bare, importer);
}

function resolveMapped(specifier: string, importer: string): string | undefined {
  const { paths, baseUrl } = tsconfigFor(importer);
  const byLength = [...paths].sort((a, b) => prefixLength(b.pattern) - prefixLength(a.pattern));
  for (const { pattern, targets } of byLength) {
    const star = matchPattern(pattern, specifier);
    if (star === undefined) continue;
    for (const target of targets) {
      const found = resolveFile(
        target.replace('*', () => star),
        importer,
      );
      if (found !== undefined) return found;
    }
    break;
  }
  return baseUrl === undefined ? undefined : resolveFile(path.join(baseUrl, specifier), importer);
}

function prefixLength(pattern: string): number {
  const star = pattern.indexOf('*');
  return star < 0 ? Number.POSITIVE_INFINITY : star;
}

/** @returns what the `*` stands for (empty for a pattern without one), or undefined when it does not match. */
function matchPattern(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === specifier ? '' : undefined;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const isMatch =
    specifier.length >= head.length + tail.length && specifier.startsWith(head) && specifier.endsWith(tail);
  return isMatch ? specifier.slice(head.length, specifier.length - tail.length) : undefined;
}

function resolveFile(base: string, importer: string): string | undefined {
  if (isFile(base)) return fs.realpathSync(base);
  const extension = path.extname(base);
  const stem = base.slice(0, base.length - extension.length);
  const sources = (sourcesOf[extension] ?? []).map((source) => stem + source);
  const extensions = tsExtensions.includes(path.extname(importer))
    ? [...tsExtensions, ...jsExtensions, '.json']
    : [...jsExtensions, ...tsExtensions, '.json'];
  const candidates = [
    ...sources,
    ...extensions.map((added) => base + added),
    ...extensions.map((added) => path.join(base, `index${added}`)),
  ];
  const isPackage = isFile(path.join(base, 'package.json'));
  const found = isPackage ? undefined : candidates.find(isFile);
  return found === undefined ? undefined : fs.realpathSync(found);
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** The entry that a package offers to `import` only, for packages that Node refuses to `require`. */
export function resolveImportOnly(specifier: string, importer: string): string | undefined {
  const match = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier);
  const [, name, rest = ''] = match ?? [];
  if (name === undefined) return undefined;
  for (let folder = path.dirname(importer); ; folder = path.dirname(folder)) {
    const packageFolder = path.join(folder, 'node_modules', name);
    const manifest = path.join(packageFolder, 'package.json');
    if (isFile(manifest)) {
      const { exports: offered } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { exports?: unknown };
      const target = pickEntry(offered, `.${rest}`);
      return target === undefined ? undefined : fs.realpathSync(path.join(packageFolder, target));
    }
    if (folder === path.dirname(folder)) return undefined;
  }
}

function pickEntry(offered: unknown, subpath: string): string | undefined {
  if (typeof offered !== 'object' || offered === null || Array.isArray(offered)) {
    return subpath === '.' ? pickCondition(offered, '') : undefined;
  }
  const entries = Object.entries(offered);
  if (!entries.some(([key]) => key.startsWith('.'))) {
    return subpath === '.' ? pickCondition(offered, '') : undefined;
  }
  for (const [pattern, target] of entries) {
    const star = matchPattern(pattern, subpath);
    if (star !== undefined) return pickCondition(target, star);
  }
  return undefined;
}

function pickCondition(target: unknown, star: string): string | undefined {
  if (typeof target === 'string') return target.replaceAll('*', star);
  if (Array.isArray(target)) return target.map((entry) => pickCondition(entry, star)).find(Boolean);
  if (typeof target !== 'object' || target === null) return undefined;
  for (const [condition, nested] of Object.entries(target)) {
    if (!['node', 'import', 'module-sync', 'default'].includes(condition)) continue;
    const found = pickCondition(nested, star);
    if (found !== undefined) return found;
  }
  return undefined;
}
