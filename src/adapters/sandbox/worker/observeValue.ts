import { types } from 'node:util';
import type { ObservedValue } from '../../../core/synthesis/scenario';
import { callablesOf } from './describeExports';
import { describeFunction } from './describeFunction';
import { type ExpressOptions, expressValue, Inexpressible, toPropertyKey } from './expressValue';

const mostFields = 4;
const longestField = 80;

/** Describes a value by an expression for an equal one (`assert.deepStrictEqual`), where there is a short one. */
export function observeValue(value: unknown, options: ExpressOptions): ObservedValue {
  if (typeof value === 'function')
    return {
      kind: 'function',
      ...describeFunction(value),
      methods: callablesOf(value),
      ...fieldsOf(value, options),
    };
  try {
    if (isObject(value)) {
      const className = classNameOf(value, options.classNames);
      if (className !== undefined) {
        const instance = { kind: 'instance', className, code: expressPublicData(value, options) } as const;
        // What exported classes can do is known already.
        const methods = options.classNames.has(Object.getPrototypeOf(value)) ? [] : callablesOf(value);
        return methods.length === 0 ? instance : { ...instance, methods };
      }
    }
    return { kind: 'expressible', code: expressValue(value, options), isPrimitive: !isObject(value) };
  } catch (problem) {
    if (problem instanceof Inexpressible)
      return {
        kind: 'inexpressible',
        reason: problem.reason,
        methods: callablesOf(value),
        ...(isIterator(value) ? { isIterator: true } : fieldsOf(value, options)),
      };
    return { kind: 'inexpressible', reason: 'reading it throws', methods: [] };
  }
}

/** Generators, and what `keys()` of a Map gives. */
function isIterator(value: unknown): boolean {
  if (!isObject(value) || types.isProxy(value)) return false;
  const begin: unknown = Reflect.get(value, Symbol.iterator);
  const next: unknown = Reflect.get(value, 'next');
  return typeof begin === 'function' && typeof next === 'function' && begin.call(value) === value;
}

/** Properties of plain objects and of functions that can be asserted one by one. */
function fieldsOf(value: unknown, options: ExpressOptions): { fields?: readonly string[] } {
  const isPlain = typeof value === 'function' || (isObject(value) && !Array.isArray(value));
  if (!isPlain || types.isProxy(value)) return {};
  const fields = Object.keys(value as object)
    .filter((key) => /^[A-Za-z$][\w$]*$/.test(key) && isShort(value as object, key, options))
    .slice(0, mostFields);
  return fields.length === 0 ? {} : { fields };
}

function isShort(owner: object, key: string, options: ExpressOptions): boolean {
  try {
    return expressValue(Reflect.get(owner, key), options).length <= longestField;
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The name of the user's class that the value is an instance of; undefined for everything else. */
function classNameOf(value: object, known: ReadonlyMap<object, string>): string | undefined {
  if (
    types.isProxy(value) ||
    types.isNativeError(value) ||
    Array.isArray(value) ||
    ArrayBuffer.isView(value)
  ) {
    return undefined;
  }
  if (types.isMap(value) || types.isSet(value) || types.isDate(value) || types.isRegExp(value))
    return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!isObject(prototype) || prototype === Object.prototype) return undefined;
  const exported = known.get(prototype);
  if (exported !== undefined) return exported;
  const owner: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof owner !== 'function' || owner.prototype !== prototype) return undefined;
  const name: unknown = Object.getOwnPropertyDescriptor(owner, 'name')?.value;
  if (typeof name !== 'string' || name === '') return undefined;
  const isBuiltin = /\{\s*\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(owner));
  return isBuiltin || Reflect.get(globalThis, name) === owner ? undefined : name;
}

function expressPublicData(instance: object, options: ExpressOptions): string {
  const keys = Object.keys(instance);
  // Assertions compare all that it has; what is nobody's business keeps them from it.
  if (keys.some((key) => key.startsWith('_'))) return '{}';
  const entries = keys.map(
    (key) => `${toPropertyKey(key)}: ${expressValue(Reflect.get(instance, key), options)}`,
  );
  const code = entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  if (code.length > options.maxCodeLength)
    throw new Inexpressible(`is longer than ${options.maxCodeLength} characters`);
  return code;
}
