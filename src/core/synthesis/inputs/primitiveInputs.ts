import { quoted } from '../writing/expressionText';
import type { ConstantPool } from './constantPool';
import { everydayWord } from './everydayWords';
import { type InputExpression, inputOf } from './inputExpression';
import { matchingStrings, mismatchingStrings } from './patternStrings';
import { malformedStrings, plausibleNumbers, plausibleStrings } from './plausibleValues';

/** A name whose number is a size or a wait: large values would only make the code slow. */
const costlyName =
  /size|length|count|times|repeat|delay|timeout|interval|ms$|attempt|retries|capacity|limit|depth|parts|digits|width|^n$/i;

/** Strings of the unit itself come first in the pool; those of the rest of the file are many. */
const nearStrings = 30;
const nearNumbers = 12;

/** Asked for with almost every call that is tried. */
const knownNumbers = new WeakMap<ConstantPool, Map<string, readonly InputExpression[]>>();
const knownStrings = new WeakMap<ConstantPool, Map<string, readonly InputExpression[]>>();

/** Numbers worth trying for a name, the believable ones first. */
export function numberInputs(name: string, pool: ConstantPool): readonly InputExpression[] {
  return remembered(inputsOf(knownNumbers, pool), name, () => makeNumbers(name, pool));
}

/** Strings worth trying for a name, the believable ones first. */
export function stringInputs(
  name: string,
  pool: ConstantPool,
  produced: readonly string[],
): readonly InputExpression[] {
  return remembered(inputsOf(knownStrings, pool), `${produced.length} ${name}`, () =>
    makeStrings(name, pool, produced),
  );
}

function inputsOf<T>(known: WeakMap<ConstantPool, Map<string, T>>, pool: ConstantPool): Map<string, T> {
  const ofPool = known.get(pool) ?? new Map<string, T>();
  known.set(pool, ofPool);
  return ofPool;
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function makeNumbers(name: string, pool: ConstantPool): InputExpression[] {
  const [near, far] = [pool.numbers.slice(0, nearNumbers), pool.numbers.slice(nearNumbers)];
  const neighbours = near.flatMap((constant) => [constant - 1, constant + 1]);
  const addConstants = (constants: readonly number[]): void => {
    for (const value of constants)
      if (!costlyName.test(name) || Math.abs(value) <= 1000) add(value, Number.isInteger(value) ? 0.1 : 0.3);
  };
  const boundaries = [0, -1, 1, 2, 0.5, 10, 100, -5, 1.5, 7];
  const large = costlyName.test(name) ? [] : [1000, 1e6, 1e21];
  const values = new Map<string, InputExpression>();
  const add = (value: number, strain: number): void => {
    const code = numberCode(value);
    if (!values.has(code)) values.set(code, inputOf(code, strain, `is ${code}`));
  };
  for (const value of plausibleNumbers(name).values) add(value, 0);
  for (const value of boundaries.slice(0, 3)) add(value, value < 0 ? 0.4 : 0.2);
  addConstants(near);
  for (const value of boundaries.slice(3)) add(value, value < 0 ? 0.4 : 0.2);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    if (!costlyName.test(name) || Number.isNaN(value)) add(value, 1);
  }
  for (const value of large) add(value, 0.4);
  addConstants([...neighbours, ...far]);
  return [...values.values()];
}

function makeStrings(name: string, pool: ConstantPool, produced: readonly string[]): InputExpression[] {
  const values = new Map<string, InputExpression>();
  const add = (value: string, strain: number, state = `is ${quoted(value)}`): void => {
    const code = quoted(value);
    if (!values.has(code)) values.set(code, inputOf(code, strain, value.length > 30 ? undefined : state));
  };
  for (const value of plausibleStrings(name).values) add(value, 0);
  add('', 0.1, 'is empty');
  const matching = pool.patterns.map((pattern) => matchingStrings(pattern));
  const everyday = pool.patterns.map((pattern) => everydayWord(pattern));
  const [near, far] = [pool.strings.slice(0, nearStrings), pool.strings.slice(nearStrings)];
  for (const value of near) add(value, 0.1);
  for (const value of produced) add(value, 0.15);
  for (const value of everyday) if (value !== undefined) add(value, 0.1);
  for (const [value] of matching) if (value !== undefined) add(value, 0.3);
  for (const [index, pattern] of pool.patterns.entries()) {
    for (const value of matching[index] ?? []) add(value, 0.3);
    for (const value of mismatchingStrings(pattern)) add(value, 0.4);
  }
  for (const value of far) add(value, 0.2);
  for (const value of malformedStrings(name)) add(value, 0.1);
  add('a', 0.2);
  add(' ', 0.3, 'is blank');
  for (const value of [
    'Hello World',
    '42',
    'level',
    'a,b',
    'ABC',
    '0',
    '-7.5',
    'first line\nsecond line',
    'Crème brûlée',
  ])
    add(value, 0.2);
  for (const value of pool.strings.slice(0, 6)) {
    if (value === '' || value.length > 12) continue;
    for (const combined of [
      `a${value}b`,
      `${value}a`,
      ` ${value} `,
      value.toLowerCase(),
      value.toUpperCase(),
    ])
      add(combined, 0.4);
  }
  add('a'.repeat(40), 0.6);
  return [...values.values()];
}

/** `NaN`, `-5`, `1e+21`: a number as source text. */
export function numberCode(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1_000_000 && Math.abs(value) < 1e15) {
    return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
  }
  return Object.is(value, -0) ? '-0' : String(value);
}
