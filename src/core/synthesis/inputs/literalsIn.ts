import { piecesOf } from '../writing/expressionText';

/** Numbers and words of the language; strings are told by their quotes. */
const numberPattern = /(?<![\w$.'"])-?\d[\w.]*(?!\w)/g;
const wordPattern = /\b(?:true|false|null|undefined|NaN|Infinity)\b/g;

export interface Literal {
  readonly start: number;
  readonly text: string;
}

/** Literals of an expression that stand for values; names of properties are none. */
export function literalsIn(code: string): readonly Literal[] {
  const literals: Literal[] = [];
  let start = 0;
  for (const { text, kind } of piecesOf(code)) {
    if (kind === 'string') {
      if (!/^\s*:/.test(code.slice(start + text.length))) literals.push({ start, text });
    } else if (kind === 'code') {
      for (const pattern of [numberPattern, wordPattern])
        for (const match of text.matchAll(pattern))
          literals.push({ start: start + match.index, text: match[0] });
    }
    start += text.length;
  }
  return literals;
}
