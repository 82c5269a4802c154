import type { ReadAssertion } from '../../testing/languageAdapter';

/** By the last word of an assertion's name. */
const withExpected = new Set([
  ...['toEqual', 'toStrictEqual', 'toBeCloseTo', 'deepEqual', 'deepStrictEqual', 'eql', 'eqls', 'closeTo'],
]);
/** They compare by identity: of an object that is written in the test they are never true. */
const byIdentity = new Set(['toBe', 'equal', 'equals', 'eq', 'strictEqual']);
const withoutExpected: Readonly<Record<string, string>> = {
  toBeNull: 'null',
  toBeUndefined: 'undefined',
  toBeNaN: 'NaN',
  null: 'null',
  undefined: 'undefined',
  NaN: 'NaN',
  true: 'true',
  false: 'false',
  isTrue: 'true',
  isFalse: 'false',
  isNull: 'null',
  isUndefined: 'undefined',
};
const ofExceptions = new Set([
  'toThrow',
  'toThrowError',
  'throws',
  'throw',
  'Throw',
  'rejects',
  'rejectedWith',
]);

/** The value that it demands; undefined when it demands something else, such as not to be something. */
export function demandedValue({ name, expected }: ReadAssertion): string | undefined {
  const words = name.split('.');
  const last = words.at(-1) ?? '';
  if (words.includes('not') || words.includes('rejects')) return undefined;
  if (expected === undefined) return withoutExpected[last];
  if (withExpected.has(last) || (words.includes('deep') && byIdentity.has(last))) return expected;
  return byIdentity.has(last) && !/^(?:[[{]|new\b|\/)/.test(expected.trim()) ? expected : undefined;
}

/** Does it demand that something is thrown? */
export function demandsException({ name }: ReadAssertion): boolean {
  const words = name.split('.');
  return !words.includes('not') && (words.includes('rejects') || ofExceptions.has(words.at(-1) ?? ''));
}
