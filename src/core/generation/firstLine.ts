const mostCharacters = 300;

/**
 * The first line of a message; with what was expected and found, where the first line does not say it
 * (`Expected values to be strictly equal:`, `expect(received).toBe(expected)`).
 */
export function firstLine(text: string): string {
  const lines = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first = '', second] = lines;
  const comparison = /\(received\b/.test(first) ? comparedIn(lines) : [];
  const line = first.endsWith(':') && second !== undefined ? `${first} ${second}` : first;
  return [line, ...comparison].join(' ').slice(0, mostCharacters);
}

/** `Expected: 301`, `Received: 300`, each perhaps with its value in the next line. */
function comparedIn(lines: readonly string[]): readonly string[] {
  return [/^Expected\b.*?:/, /^Received\b.*?:/].flatMap((label) => {
    const at = lines.findIndex((line) => label.test(line));
    const line = lines[at];
    if (line === undefined) return [];
    const value = line.endsWith(':') ? (lines[at + 1] ?? '') : line.slice(line.indexOf(':') + 1).trim();
    return [`${line.startsWith('Expected') ? 'Expected' : 'Received'}: ${value}.`];
  });
}
