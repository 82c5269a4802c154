/** Letters of one piece of a name, and marks in a row, that vocabularies have as one token, on average. */
const lettersPerToken = 9;
const marksPerToken = 2.2;
const digitsPerToken = 3;
/** Line breaks often share a token with what follows. */
const tokensPerLineBreak = 0.6;

const run = /[\p{L}_$]+|\p{N}+|\n+|[^\p{L}\p{N}_$\s]+/gu;
const namePiece = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[_$]+/g;
const ascii = /^[ -~]+$/;

/**
 * How many tokens a language model reads in the text, without its vocabulary: names are cut at their humps, blanks belong to
 * what follows. Against o200k (GPT) it gave −7 % to +26 % for single files of English and code, +8 % over 1.5 million tokens;
 * text without words, such as base64, can have 1.4 times as many. Never falls when lines are added.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(run)) tokens += tokensIn(piece);
  return Math.ceil(tokens);
}

function tokensIn(piece: string): number {
  if (piece.startsWith('\n')) return tokensPerLineBreak;
  if (/^\p{N}/u.test(piece)) return Math.ceil(piece.length / digitsPerToken);
  if (!/^[\p{L}_$]/u.test(piece)) return Math.ceil(piece.length / marksPerToken);
  if (!ascii.test(piece)) return Math.ceil(piece.length / 2);
  let tokens = 0;
  for (const [part] of piece.matchAll(namePiece)) tokens += Math.ceil(part.length / lettersPerToken);
  return tokens;
}
