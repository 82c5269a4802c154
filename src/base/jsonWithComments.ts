const string = '("(?:\\\\.|[^"\\\\])*")';
const commentPattern = new RegExp(`${string}|/\\*[^]*?\\*/|//[^\\n]*`, 'g');
const trailingCommaPattern = new RegExp(`${string}|,(?=\\s*[}\\]])`, 'g');

/** Makes JSON of the JSON that tsconfig files are written in: comments and trailing commas go, strings stay. */
export function stripJsonComments(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(commentPattern, (_, kept?: string) => kept ?? ' ')
    .replace(trailingCommaPattern, (_, kept?: string) => kept ?? '');
}
