import type { TestStyle } from '../../generation/candidate';
import type { ObservedError, ObservedValue } from '../scenario';
import { quoted, withoutLiterals } from './expressionText';

/** An expression under assertion. */
export interface AssertedExpression {
  readonly code: string;
  /** It gives a promise. */
  readonly awaits: boolean;
}

/** The statements, without semicolons, that assert what an expression does. */
export interface AssertionDialect {
  /** `head` and `tail` stand around the expression, so that long ones can be laid out or named first. */
  value(
    actual: AssertedExpression,
    expected: Exclude<ObservedValue, { kind: 'function' | 'inexpressible' }>,
  ): string;
  /** @param errorClass name of the class when the test can mention it. */
  failure(
    actual: AssertedExpression,
    error: ObservedError,
    errorClass: string | undefined,
  ): readonly string[];
}

const globalErrors = new Set([
  'RangeError',
  'TypeError',
  'SyntaxError',
  'URIError',
  'EvalError',
  'ReferenceError',
  'AggregateError',
]);

/** True for error classes every test can name without an import. */
export function isGlobalError(name: string): boolean {
  return globalErrors.has(name);
}

/** `expect(…).toBe(…)`: Vitest and Jest. */
export const expectDialect: AssertionDialect = {
  value({ code, awaits }, expected) {
    const actual = `expect(${awaits ? `await ${code}` : code})`;
    if (expected.kind === 'instance') return `${actual}.toEqual(${expected.code})`;
    if (!expected.isPrimitive)
      return `${actual}.${hasUndefined(expected.code) ? 'toStrictEqual' : 'toEqual'}(${expected.code})`;
    if (expected.code === 'undefined') return `${actual}.toBeUndefined()`;
    if (expected.code === 'null') return `${actual}.toBeNull()`;
    if (expected.code === 'NaN') return `${actual}.toBeNaN()`;
    const rounded = roundedFraction(expected.code);
    return rounded === undefined
      ? `${actual}.toBe(${expected.code})`
      : `${actual}.toBeCloseTo(${rounded}, 10)`;
  },
  failure({ code, awaits }, { name, message, code: systemCode }, errorClass) {
    const text = quoted(message);
    if (awaits && systemCode !== undefined)
      return [`await expect(${code}).rejects.toMatchObject({ code: ${text} })`];
    if (awaits) {
      const rejection = (expected: string): string => `await expect(promise).rejects.toThrow(${expected})`;
      if (errorClass !== undefined)
        return [
          `const promise = ${code}`,
          rejection(errorClass),
          ...(message === '' ? [] : [rejection(text)]),
        ];
      return [
        `await expect(${code}).rejects.${name === 'string' ? `toBe(${text})` : `toThrow(${message === '' ? '' : text})`}`,
      ];
    }
    const act = `() => ${code}`;
    if (errorClass === undefined) return [`expect(${act}).toThrow(${message === '' ? '' : text})`];
    if (message === '') return [`expect(${act}).toThrow(${errorClass})`];
    return [`const act = ${act}`, `expect(act).toThrow(${errorClass})`, `expect(act).toThrow(${text})`];
  },
};

/** `assert.equal(…)` of node:assert/strict: Mocha and node:test. */
export const assertDialect: AssertionDialect = {
  value({ code, awaits }, expected) {
    const actual = awaits ? `await ${code}` : code;
    if (expected.kind === 'instance')
      return `assert.deepEqual({ ...${awaits ? `(${actual})` : actual} }, ${expected.code})`;
    return `assert.${expected.isPrimitive ? 'equal' : 'deepEqual'}(${actual}, ${expected.code})`;
  },
  failure({ code, awaits }, { name, message, code: systemCode }) {
    const text = quoted(message);
    const expected =
      systemCode !== undefined
        ? `{ code: ${text} }`
        : name === 'string'
          ? `(error) => error === ${text}`
          : name === 'Error'
            ? `{ message: ${text} }`
            : `{ name: ${quoted(name)}, message: ${text} }`;
    return [
      awaits ? `await assert.rejects(${code}, ${expected})` : `assert.throws(() => ${code}, ${expected})`,
    ];
  },
};

function hasUndefined(code: string): boolean {
  return /\bundefined\b/.test(withoutLiterals(code));
}

/** The number with ten digits after the point, when it has more than that. */
function roundedFraction(code: string): string | undefined {
  const digits = /^-?\d+\.(\d+)$/.exec(code)?.[1];
  return digits !== undefined && digits.length > 10 ? String(Number(Number(code).toFixed(10))) : undefined;
}

/** The dialect that the project's framework speaks. */
export function dialectOf({ framework }: Pick<TestStyle, 'framework'>): AssertionDialect {
  return framework === 'vitest' || framework === 'jest' ? expectDialect : assertDialect;
}
