import type { WorkspacePath } from '../testing/workspace';

/** A pattern may stand for this many without braces; more would be slow to try. */
export const maxAlternatives = 64;

/**
 * Does the path match? `*` and `?` stay within one name, `**` spans folders, `{a,b}` is either. A pattern without `/` is held
 * against the last name alone (`*.tsx`), `folder/` is everything below it. Case counts. Takes time in proportion to
 * pattern × path, whatever they are.
 */
export function isPathMatch(pattern: string, path: WorkspacePath): boolean {
  const names = path.split('/');
  return expandBraces(pattern).some((plain) => {
    const parts = toParts(plain);
    return matchWild(parts, names, {
      isAny: (part) => part === '**',
      isFit: (part, name) => isNameMatch(part, name),
    });
  });
}

/** For how many patterns without braces the pattern stands. */
export function countAlternatives(pattern: string): number {
  const braces = splitAtBraces(pattern);
  if (!braces) return 1;
  const inner = braces.options.reduce((sum, option) => sum + countAlternatives(option), 0);
  return inner * countAlternatives(braces.after);
}

function toParts(pattern: string): readonly string[] {
  const trimmed = pattern.replace(/^\.?\//, '');
  if (!trimmed.includes('/')) return ['**', trimmed];
  return trimmed.endsWith('/') ? [...trimmed.slice(0, -1).split('/'), '**'] : trimmed.split('/');
}

function isNameMatch(pattern: string, name: string): boolean {
  return matchWild([...pattern], [...name], {
    isAny: (letter) => letter === '*',
    isFit: (letter, actual) => letter === '?' || letter === actual,
  });
}

interface Wildcards {
  /** Stands for any number of items. */
  readonly isAny: (part: string) => boolean;
  readonly isFit: (part: string, item: string) => boolean;
}

/** Goes back to the last wildcard only: an earlier one can take no more than it already could. */
function matchWild(parts: readonly string[], items: readonly string[], { isAny, isFit }: Wildcards): boolean {
  let [part, item, lastAny, resumeAt] = [0, 0, -1, 0];
  while (item < items.length) {
    const current = parts[part];
    if (current !== undefined && isAny(current)) {
      lastAny = part++;
      resumeAt = item;
    } else if (current !== undefined && isFit(current, items[item] ?? '')) {
      part++;
      item++;
    } else if (lastAny >= 0) {
      part = lastAny + 1;
      item = ++resumeAt;
    } else {
      return false;
    }
  }
  return parts.slice(part).every(isAny);
}

function expandBraces(pattern: string): readonly string[] {
  const braces = splitAtBraces(pattern);
  if (!braces) return [pattern];
  const ends = expandBraces(braces.after);
  return braces.options.flatMap((option) =>
    expandBraces(option).flatMap((middle) => ends.map((end) => braces.before + middle + end)),
  );
}

/** The first braces that are closed, their options at the commas of their own level. */
function splitAtBraces(
  pattern: string,
): { readonly before: string; readonly options: readonly string[]; readonly after: string } | undefined {
  const start = pattern.indexOf('{');
  if (start < 0) return undefined;
  const options: string[] = [];
  let [depth, from] = [0, start + 1];
  for (let index = start; index < pattern.length; index++) {
    const letter = pattern[index];
    if (letter === '{') depth++;
    if (letter === '}') depth--;
    if ((letter === ',' && depth === 1) || (letter === '}' && depth === 0)) {
      options.push(pattern.slice(from, index));
      from = index + 1;
    }
    if (letter === '}' && depth === 0) {
      return { before: pattern.slice(0, start), options, after: pattern.slice(from) };
    }
  }
  return undefined;
}
