import { types } from 'node:util';
import type { SearchClue } from '../../../core/synthesis/trial';
import { toStringLiteral } from './expressValue';

type ValueClue = Omit<SearchClue, 'site'>;

/** Which way a comparison went, and how it could go the other way. */
export interface Compared {
  readonly way: boolean;
  readonly clues: readonly ValueClue[];
}

const longestText = 120;
const mostKeys = 40;
/** Up to here numbers just above and below are different ones. */
const largestCounted = 2 ** 52;

/** Undefined where nothing is to be learnt. Throws whatever the values do when they are looked at. */
export function compareValues(operator: string, left: unknown, right: unknown): Compared | undefined {
  switch (operator) {
    case '===':
    case '!==':
      return { way: left === right, clues: bothOf(left, right) };
    case '==':
    case '!=':
      // biome-ignore lint/suspicious/noDoubleEquals: what the code under observation asks
      return { way: left == right, clues: bothOf(left, right) };
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compareOrder(operator, left, right);
    case 'in':
      return compareKey(right, left);
    case 'property':
    case 'has':
    case 'get':
    case 'hasOwnProperty':
      return compareKey(left, right);
    default:
      return compareByMethod(operator, left, right);
  }
}

/** The same for what is only asked whether it is truthy. */
export function judgeTruth(value: unknown): Compared {
  const code = codeOf(value);
  const way = Boolean(value);
  if (code === undefined || typeof value === 'boolean') return { way, clues: [] };
  const isText = typeof value === 'string';
  const wanted = way ? (isText ? "''" : '0') : isText ? "'a'" : '1';
  return { way, clues: [{ value: code, wanted: [wanted] }] };
}

function bothOf(left: unknown, right: unknown): readonly ValueClue[] {
  const [a, b] = [codeOf(left), codeOf(right)];
  if (a === undefined || b === undefined) return [];
  const apart = typeof left === 'number' && typeof right === 'number' ? Math.abs(left - right) : Number.NaN;
  const distance = Number.isFinite(apart) ? { distance: apart } : {};
  return [
    { value: a, wanted: nearTo(right, b), ...distance },
    { value: b, wanted: nearTo(left, a), ...distance },
  ];
}

function compareOrder(operator: string, left: unknown, right: unknown): Compared | undefined {
  if (typeof left === 'object' || typeof right === 'object') return undefined;
  const [a, b] = [left as number, right as number];
  const way = operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
  return { way, clues: bothOf(left, right) };
}

/** What is there is wanted where something else was looked for, and the other way round. */
function compareKey(owner: unknown, key: unknown): Compared | undefined {
  const code = codeOf(key);
  if (
    code === undefined ||
    typeof owner !== 'object' ||
    owner === null ||
    Array.isArray(owner) ||
    types.isProxy(owner)
  )
    return undefined;
  const isCollection = owner instanceof Map || owner instanceof Set;
  const way = isCollection ? owner.has(key) : (key as string) in owner;
  const keys = way ? ['nowhere'] : isCollection ? [...owner.keys()] : Object.keys(owner);
  return { way, clues: [{ value: code, wanted: codesOf(keys) }] };
}

function compareByMethod(method: string, left: unknown, right: unknown): Compared | undefined {
  const [where, what] = left instanceof RegExp ? [right, left] : [left, right];
  if (typeof where === 'string' && what instanceof RegExp) return comparePattern(where, what);
  if (typeof where === 'string' && typeof what === 'string') return compareText(method, where, what);
  if (!Array.isArray(where)) return undefined;
  const code = codeOf(what);
  const clues = code === undefined ? [] : [{ value: code, wanted: codesOf(where) }];
  return { way: where.includes(what), clues };
}

function comparePattern(text: string, { source, flags }: RegExp): Compared {
  const way = new RegExp(source, flags.replace(/[gy]/g, '')).test(text);
  const code = codeOf(text);
  return { way, clues: code === undefined ? [] : [{ value: code, wanted: [], pattern: source }] };
}

function compareText(method: string, text: string, part: string): Compared {
  const way =
    method === 'startsWith'
      ? text.startsWith(part)
      : method === 'endsWith'
        ? text.endsWith(part)
        : text.includes(part);
  const code = codeOf(text);
  if (code === undefined) return { way, clues: [] };
  const wanted = way
    ? [text.replace(part, '')]
    : method === 'endsWith'
      ? [text + part, part]
      : [part + text, part, text + part];
  return { way, clues: [{ value: code, wanted: codesOf(wanted) }] };
}

/** Where equal numbers are wanted different, or different ones ordered: those just above and below too. */
function nearTo(value: unknown, code: string): readonly string[] {
  return typeof value === 'number' && Math.abs(value) < largestCounted
    ? [code, String(value - 1), String(value + 1)]
    : [code];
}

function codesOf(values: readonly unknown[]): readonly string[] {
  return values.slice(0, mostKeys).flatMap((value) => codeOf(value) ?? []);
}

/** An expression for a primitive value that is not too long. */
function codeOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.length <= longestText ? toStringLiteral(value) : undefined;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'boolean':
    case 'undefined':
      return String(value);
    default:
      return value === null ? 'null' : undefined;
  }
}
