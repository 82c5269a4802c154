/** The text as a single-quoted JavaScript string literal, on one line. */
export function quoteText(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/'/g, "\\'")
    .replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
  return `'${inner}'`;
}

/** The text of a literal made by `quoteText`; undefined for other code. */
export function unquoteText(code: string): string | undefined {
  if (!code.startsWith("'")) return undefined;
  const inner = code
    .slice(1, -1)
    .replace(/\\(.)/g, (pair, character: string) => (character === "'" ? "'" : pair))
    .replace(/(\\.)|"/g, (match, pair: string | undefined) => pair ?? `\\${match}`);
  return JSON.parse(`"${inner}"`) as string;
}
