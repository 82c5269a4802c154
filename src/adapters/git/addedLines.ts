import type { LineRange } from '../../core/synthesis/moduleModel';

/** From `git diff --unified=0`: the lines of each file that are new or different, as the file is now. */
export function addedLines(diff: string): ReadonlyMap<string, readonly LineRange[]> {
  const byFile = new Map<string, LineRange[]>();
  let file: string | undefined;
  /** Lines of the hunk that are still to come: they may look like anything. */
  let left = 0;
  for (const line of diff.split('\n')) {
    if (left > 0) {
      // `\ No newline at end of file` belongs to the line before.
      if (!line.startsWith('\\')) left--;
      continue;
    }
    if (line.startsWith('diff --git ')) file = undefined;
    else if (line.startsWith('+++ ')) file = nameOf(line.slice(4));
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (!hunk) continue;
    const [, removed = '1', start = '0', added = '1'] = hunk;
    left = Number(removed) + Number(added);
    if (file === undefined || Number(added) === 0) continue;
    const range = { startLine: Number(start), endLine: Number(start) + Number(added) - 1 };
    byFile.set(file, [...(byFile.get(file) ?? []), range]);
  }
  return byFile;
}

/** `b/src/cart.ts`, in quotation marks when there is something in it to escape; undefined for a file that is gone. */
function nameOf(text: string): string | undefined {
  // git puts a tab behind a name with blanks in it.
  const name = text.replace(/\t$/, '');
  if (name === '/dev/null') return undefined;
  const plain = name.startsWith('"') ? unquoted(name) : name;
  return plain.replace(/^b\//, '');
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
};

/** As in C. With `core.quotePath=false` only characters of ASCII are escaped. */
function unquoted(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, letter: string) =>
      octal === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(octal, 8)),
    );
}
