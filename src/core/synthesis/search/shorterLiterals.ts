import { splitLastCall } from '../../generation/triage/callText';
import { quoted, splitTopLevel, unquoted } from '../writing/expressionText';

/** Literals of more than so many characters are only shown where they are needed. */
const longestLiteral = 25;
const usualItems = 2;
const largestNumber = 1000;
const words = ['hello', 'a'];

export interface ShorterOptions {
  /** Properties are kept: types may ask for them. */
  readonly keepsProperties: boolean;
}

/** Expressions like this one with one thing less to read: fewer items, a short string of words, a small number. */
export function shorterLiterals(code: string, options: ShorterOptions): readonly string[] {
  const text = unquoted(code);
  if (text !== undefined && /^['"]/.test(code)) return shorterStrings(text).map((each) => quoted(each));
  if (/^-?\d[\d_.]*(?:e[+-]?\d+)?$/.test(code)) return smallerNumbers(Number(code.replaceAll('_', '')));
  if (code.startsWith('[') && code.endsWith(']')) return shorterLists(code, options);
  if (code.startsWith('{') && code.endsWith('}')) return smallerObjects(code, options);
  if (code.startsWith('new ')) return shorterConstructions(code, options);
  return [];
}

function shorterStrings(text: string): readonly string[] {
  const isLong = text.length > longestLiteral;
  if (!isLong && !isJumble(text)) return [];
  const [firstWord = ''] = text.split(/\s+/);
  const half = Math.ceil(text.length / 2);
  const parts = isLong
    ? [firstWord, text.slice(0, half), text.slice(half), text.slice(0, longestLiteral)]
    : [];
  return [...new Set([...words, ...parts])].filter((each) => each !== text && each.length < text.length + 3);
}

/** Letters, digits and signs in an order that nobody would write: `bnFRiRQtOE`, `x7Qz\\u0001`. */
export function isJumble(text: string): boolean {
  if (/[\p{Cc}\p{Co}\p{Cn}]/u.test(text.replace(/[\n\t]/g, ''))) return true;
  const letters = text.replace(/[^A-Za-z]/g, '');
  const turns = (text.match(/[a-z](?=[A-Z])/g) ?? []).length;
  const clusters = (text.match(/[bcdfghjklmnpqrstvwxz]{5,}/g) ?? []).length;
  return letters.length >= 5 && (turns >= 3 || clusters > 0);
}

function smallerNumbers(value: number): readonly string[] {
  const isPlain = Number.isInteger(value) ? Math.abs(value) <= largestNumber : String(value).length <= 5;
  if (isPlain || !Number.isFinite(value)) return [];
  const sign = value < 0 ? -1 : 1;
  const candidates = [2 * sign, 100 * sign, Math.trunc(value), Number(value.toFixed(1))];
  return [...new Set(candidates)].filter((each) => each !== value).map(String);
}

function shorterLists(code: string, options: ShorterOptions): readonly string[] {
  const items = splitTopLevel(code.slice(1, -1));
  const listOf = (some: readonly string[]): string => `[${some.join(', ')}]`;
  const without = items.length > usualItems ? items.map((_, index) => listOf(items.toSpliced(index, 1))) : [];
  const halves = items.length > 2 * usualItems ? [listOf(items.slice(0, Math.ceil(items.length / 2)))] : [];
  return [...halves, ...without, ...replacedParts(items, options).map(listOf)];
}

function smallerObjects(code: string, options: ShorterOptions): readonly string[] {
  const entries = splitTopLevel(code.slice(1, -1));
  const objectOf = (some: readonly string[]): string => (some.length === 0 ? '{}' : `{ ${some.join(', ')} }`);
  // An object without anything in it is not what a reader expects in place of one with something.
  const without =
    options.keepsProperties || entries.length <= 1
      ? []
      : entries.map((_, index) => objectOf(entries.toSpliced(index, 1)));
  const pairs = entries.map((entry) => /^((?:[\w$]+|'[^']*'|"[^"]*"):\s*)([\s\S]*)$/.exec(entry));
  if (pairs.includes(null)) return without;
  const replaced = pairs.flatMap((pair, index) =>
    shorterLiterals(pair?.[2] ?? '', options).map((value) =>
      objectOf(entries.with(index, `${pair?.[1]}${value}`)),
    ),
  );
  return [...without, ...replaced];
}

function shorterConstructions(code: string, options: ShorterOptions): readonly string[] {
  const call = splitLastCall(code);
  if (!call || call.callee === 'new Date') return [];
  return replacedParts(call.parameters, options).map(
    (parameters) => `${call.callee}(${parameters.join(', ')})`,
  );
}

/** The same parts but for one, which is shorter. */
function replacedParts(parts: readonly string[], options: ShorterOptions): readonly (readonly string[])[] {
  return parts.flatMap((part, index) =>
    shorterLiterals(part, options).map((shorter) => parts.with(index, shorter)),
  );
}
