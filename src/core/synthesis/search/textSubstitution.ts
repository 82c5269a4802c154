import type { SearchClue } from '../trial';
import { quoted, unquoted } from '../writing/expressionText';

/** What code takes out of a text and compares is short. */
const longestPart = 20;
const lastCharacter = 0xffff;

/**
 * Texts with what is wanted in the place of what was compared, or beside it: code that reads a text compares its characters, words
 * and character codes one by one. None for a literal that is no text or does not contain what was compared.
 *
 * @param literal source of the text
 */
export function textsWithin(literal: string, { value, wanted }: SearchClue): readonly string[] {
  const text = unquoted(literal);
  if (text === undefined) return [];
  const part = unquoted(value) ?? characterOf(value);
  if (!part || part === text || part.length > longestPart || !text.includes(part)) return [];
  const isCode = unquoted(value) === undefined;
  const others = wanted.flatMap((code) => (isCode ? characterOf(code) : unquoted(code)) ?? []);
  const places = [...new Set([text.indexOf(part), text.lastIndexOf(part)])];
  const made = others.flatMap((other) =>
    places.flatMap((place) => {
      const [before, after] = [text.slice(0, place), text.slice(place + part.length)];
      return [
        `${before}${other}${after}`,
        `${before}${part}${other}${after}`,
        `${before}${other}${part}${after}`,
      ];
    }),
  );
  return [...new Set(made)].map((each) => quoted(each));
}

function characterOf(code: string): string | undefined {
  const number = Number(code);
  const isCode = /^\d+$/.test(code) && number > 0 && number <= lastCharacter;
  return isCode ? String.fromCharCode(number) : undefined;
}
