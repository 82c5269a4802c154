const longest = 60;

/** A piece of code as a sentence can hold it: on one line, and not too long. */
export function shortened(code: string | undefined): string {
  const line = (code ?? '').replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
