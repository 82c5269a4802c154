const fence =
  /^[ \t]*(?:```|~~~)[ \t]*(?:js|javascript|jsx|ts|typescript|node|mjs|cjs)?[ \t]*\r?\n([\s\S]*?)^[ \t]*(?:```|~~~)/gim;
const exampleTag = /@example\b([\s\S]*?)(?=^\s*@\w|(?![\s\S]))/gm;
const indented = /^(?: {4}|\t).+(?:\r?\n(?: {4}|\t).*)*/gm;
/** A bare call in the running text or in a comment: `plural('cat')`. */
const inlineCode = /`([^`\n]{3,120}\([^`\n]*\))`/g;

/** The text of each block comment, without its stars, in order. */
export function commentsOf(text: string): readonly string[] {
  const comments = text.match(/\/\*[\s\S]*?\*\//g) ?? [];
  return comments.map((comment) => comment.replace(/^\/\*+|\*\/$/g, '').replace(/^\s*\* ?/gm, ''));
}

/** Pieces of code in a documentation: fenced and indented blocks, `@example` tags, calls in the running text. */
export function snippetsIn(text: string): readonly string[] {
  const bodies = (pattern: RegExp): readonly string[] =>
    [...text.matchAll(pattern)].map(([, body = '']) => body.replace(/^\s*<caption>.*<\/caption>/m, ''));
  return [...bodies(fence), ...bodies(exampleTag), ...(text.match(indented) ?? []), ...bodies(inlineCode)];
}
