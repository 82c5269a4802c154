import type { Random } from '../../../base/random';
import type { InputExpression } from './inputExpression';
import { literalsIn } from './literalsIn';

const others: ReadonlyMap<string, string> = new Map([
  ['true', 'false'],
  ['false', 'true'],
  ['null', 'undefined'],
  ['undefined', 'null'],
  ['NaN', '0'],
]);

/** The input with one literal in it different; the same when there is none. */
export function nearlyEqual(input: InputExpression, random: Random): InputExpression {
  const literals = literalsIn(input.code);
  if (literals.length === 0) return input;
  const { start, text } = random.pick(literals);
  const { trait: _, ...plain } = input;
  const code = input.code.slice(0, start) + otherThan(text) + input.code.slice(start + text.length);
  return { ...plain, code };
}

function otherThan(literal: string): string {
  const other = others.get(literal);
  if (other !== undefined) return other;
  if (/^['"]/.test(literal)) return literal.length === 2 ? "'a'" : `${literal.slice(0, -1)}x${literal[0]}`;
  if (/^-?\d+n$/.test(literal)) return literal === '2n' ? '3n' : '2n';
  return literal === '2' ? '3' : '2';
}
