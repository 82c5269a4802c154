import type { ObservedError, ObservedValue } from '../scenario';
import { splitTopLevel } from './expressionText';

/** Longest text of a value that stands in a title as it is. */
export const longestValue = 44;
const longestMessage = 70;

/** What a value is called in a title: itself when it is short, else what kind of thing it is. */
export function valueText(value: ObservedValue): string {
  if (value.kind === 'instance') return instanceText(value.className, value.code);
  if (value.kind !== 'expressible') return 'a value';
  const { code } = value;
  const words = inWords(code);
  if (words !== code) return words;
  if (/^-?\d+\.\d{7,}(?:e[+-]?\d+)?$/.test(code)) return shortNumber(code);
  const text = code.replace(/\s+/g, ' ');
  if (text.length <= longestValue) return text;
  if (text.startsWith('[')) return listText(splitTopLevel(text.slice(1, -1)).length);
  if (text.startsWith('{')) return `an object with ${keysText(text)}`;
  if (/^['"`]/.test(text)) return 'a long text';
  const className = /^new (\w+)/.exec(text)?.[1];
  return className ? `a ${className}` : 'the value';
}

/** `an empty string` for `''`; other codes stay as they are. */
export function inWords(code: string): string {
  if (code === '[]') return 'an empty array';
  if (code === "''" || code === '""') return 'an empty string';
  if (/^(['"])\s+\1$/.test(code)) return 'a blank string';
  return code === '{}' ? 'an empty object' : code;
}

/** `RangeError`, with the message when that is wanted: `RangeError "low is above high"`. */
export function errorText({ name, message }: ObservedError, hasMessage: boolean): string {
  const text = message.replace(/\s+/g, ' ').trim();
  const isLong = text.length > longestMessage || text === '';
  const quote = isLong || !hasMessage ? '' : text.includes('"') ? `(${text})` : `"${text}"`;
  if (name === 'Error' || name === 'string') return quote || 'an error';
  return [name, quote].filter((part) => part !== '').join(' ');
}

/** `a Complex with re 3 and im 0`, `a Delta`. */
function instanceText(className: string, code: string): string {
  const named = `${/^[AEIOU]/.test(className) ? 'an' : 'a'} ${className}`;
  const entries = splitTopLevel(code.slice(1, -1)).map((entry) => /^([\w$]+): (.*)$/s.exec(entry));
  const parts = entries.flatMap((entry) =>
    entry ? [`${entry[1]} ${inWords(shortNumber(entry[2] ?? ''))}`] : [],
  );
  const isTold = parts.length === entries.length && parts.length > 0 && parts.length <= 3;
  const text = joined(parts);
  return isTold && text.length <= longestValue + 6 ? `${named} with ${text}` : named;
}

/** With four digits where there are many: `about 0.3333`, `about 1.148e+24`. */
function shortNumber(code: string): string {
  if (/^-?\d+\.\d{5,}$/.test(code) && Math.abs(Number(code)) >= 0.001)
    return `about ${Number(Number(code).toFixed(4))}`;
  return /^-?\d\.\d{4,}(?:e[+-]?\d+)?$|^-?0\.\d{5,}$/.test(code)
    ? `about ${Number(Number(code).toPrecision(4))}`
    : code;
}

function keysText(code: string): string {
  const keys = splitTopLevel(code.slice(1, -1)).map((entry) => entry.split(':')[0]?.trim() ?? '');
  return keys.length <= 4 ? joined(keys) : `${keys.length} properties`;
}

function listText(length: number): string {
  return `an array of ${length}`;
}

/** `a, b and c`. */
export function joined(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : (parts[0] ?? '');
}
