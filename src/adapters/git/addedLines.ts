import type { LineRange } from '../../core/synthesis/moduleModel';

/** From `git diff --unified=0`: the lines of each file that are new or different, as the file is now. */
export function addedLines(diff: string): ReadonlyMap<string, readonly LineRange[]> {
  const byFile = new Map<string, LineRange[]>();
  let file: string | undefined;
  let isHeader = false;
  let added = 0;
  for (const line of diff.split('\n')) {
    if (line.startsWith('diff --git ')) isHeader = true;
    else if (isHeader && line.startsWith('+++ ')) file = nameOf(line.slice(4));
    else if (line.startsWith('@@ ') && (isHeader || added === 0)) {
      isHeader = false;
      const [, start = '0', count = '1'] = /\+(\d+)(?:,(\d+))?/.exec(line) ?? [];
      added = Number(count) + removedIn(line);
      if (file !== undefined && Number(count) > 0) {
        const range = { startLine: Number(start), endLine: Number(start) + Number(count) - 1 };
        byFile.set(file, [...(byFile.get(file) ?? []), range]);
      }
    } else if (!isHeader && /^[-+]/.test(line)) added -= 1;
  }
  return byFile;
}

function removedIn(hunk: string): number {
  const [, count = '1'] = /^@@ -\d+(?:,(\d+))?/.exec(hunk) ?? [];
  return Number(count);
}

/** `b/src/cart.ts`, in quotation marks when there is something in it to escape; undefined for a file that is gone. */
function nameOf(text: string): string | undefined {
  // git puts a tab behind a name with blanks in it.
  const name = text.replace(/\t$/, '').replace(/\r$/, '');
  if (name === '/dev/null') return undefined;
  const plain = name.startsWith('"') ? unquoted(name) : name;
  return plain.replace(/^b\//, '');
}

function unquoted(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(["\\tnr])/g, (_, escaped: string) => ({ t: '\t', n: '\n', r: '\r' })[escaped] ?? escaped);
}
