import { types } from 'node:util';

export interface ExpressOptions {
  readonly maxDepth: number;
  readonly maxCodeLength: number;
  /** Was this error constructed by code? An error of the engine has a message that changes between versions. */
  readonly isAuthored: (error: object) => boolean;
  /** Names of the classes that the module exports, by their prototypes: old ones do not lead back to their constructor. */
  readonly classNames: ReadonlyMap<object, string>;
  /** Writes a text that names a temporary folder as tests can; undefined for any other text. */
  readonly expressPath?: (text: string) => string | undefined;
}

/** Thrown for a value that has no short expression; `reason` reads on after "the value". */
export class Inexpressible {
  constructor(readonly reason: string) {}
}

const errorClasses = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
const wellKnownSymbols = new Map(
  Object.getOwnPropertyNames(Symbol)
    .map((name) => [Reflect.get(Symbol, name) as unknown, `Symbol.${name}`] as const)
    .filter(([symbol]) => typeof symbol === 'symbol'),
);

/**
 * An expression that evaluates to a value equal to `value` by `assert.deepStrictEqual`, in one line and single quotes.
 * Throws `Inexpressible`, or whatever a getter of the value throws.
 */
export function expressValue(value: unknown, options: ExpressOptions): string {
  const code = new Expression(options).of(value);
  if (code.length > options.maxCodeLength)
    throw new Inexpressible(`is longer than ${options.maxCodeLength} characters`);
  return code;
}

/** `name` as the key of an object literal: `sku`, `'content-type'`, `['__proto__']`. */
export function toPropertyKey(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : toStringLiteral(name);
}

/** A string literal in single quotes; control characters, line separators and lone surrogates are escaped. */
export function toStringLiteral(text: string): string {
  let body = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === "'" || character === '\\') body += `\\${character}`;
    else if (character === '\n') body += '\\n';
    else if (character === '\r') body += '\\r';
    else if (character === '\t') body += '\\t';
    else if (isInvisible(code)) body += `\\u${code.toString(16).padStart(4, '0')}`;
    else body += character;
  }
  return `'${body}'`;
}

function isInvisible(code: number): boolean {
  const isControl = code < 0x20 || (code >= 0x7f && code <= 0xa0);
  const isFormat = code === 0xad || (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e);
  return isControl || isFormat || code === 0x2060 || code === 0xfeff || (code >= 0xd800 && code <= 0xdfff);
}

class Expression {
  private readonly ancestors: object[] = [];
  private spentCharacters = 0;

  constructor(private readonly options: ExpressOptions) {}

  of(value: unknown): string {
    switch (typeof value) {
      case 'string':
        if (value.length > this.options.maxCodeLength) throw this.tooLong();
        return this.spend(this.options.expressPath?.(value) ?? toStringLiteral(value));
      case 'number':
        return this.spend(Object.is(value, -0) ? '-0' : String(value));
      case 'bigint':
        return this.spend(`${value}n`);
      case 'boolean':
      case 'undefined':
        return this.spend(String(value));
      case 'symbol':
        return this.spend(symbolCode(value));
      case 'function':
        throw new Inexpressible('contains a function');
      default:
        return value === null ? this.spend('null') : this.nested(value as object);
    }
  }

  private nested(value: object): string {
    if (types.isProxy(value)) throw new Inexpressible('contains a Proxy');
    if (this.ancestors.includes(value)) throw new Inexpressible('is cyclic');
    if (this.ancestors.length >= this.options.maxDepth) {
      throw new Inexpressible(`is nested deeper than ${this.options.maxDepth} levels`);
    }
    this.ancestors.push(value);
    const code = this.object(value);
    this.ancestors.pop();
    return this.spend(code, 0);
  }

  private object(value: object): string {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (hasEnumerableSymbols(value)) {
      const isPlain = prototype === Object.prototype || prototype === null;
      throw isPlain ? new Inexpressible('has symbols for keys') : opaque(value);
    }
    if (types.isNativeError(value)) return this.error(value, prototype);
    if (Array.isArray(value) && prototype === Array.prototype) return this.array(value);
    // A tag of its own (`Math`, a module namespace) makes it unequal to any literal.
    if (types.isArgumentsObject(value) || Object.hasOwn(value, Symbol.toStringTag)) throw opaque(value);
    if (prototype === Object.prototype) return this.literal(value);
    if (prototype === null) return `Object.assign(Object.create(null), ${this.literal(value)})`;
    if (types.isTypedArray(value)) return this.typedArray(value, prototype);
    if (Object.keys(value).length > 0) throw opaque(value);
    if (types.isDate(value) && prototype === Date.prototype) {
      const time = Date.prototype.getTime.call(value);
      return Number.isNaN(time) ? 'new Date(NaN)' : `new Date('${Date.prototype.toISOString.call(value)}')`;
    }
    if (types.isRegExp(value) && prototype === RegExp.prototype && value.lastIndex === 0)
      return String(value);
    if (types.isMap(value) && prototype === Map.prototype) {
      const entries = this.list(
        Map.prototype.entries.call(value),
        ([key, item]) => `[${this.of(key)}, ${this.of(item)}]`,
      );
      return entries === '' ? 'new Map()' : `new Map([${entries}])`;
    }
    if (types.isSet(value) && prototype === Set.prototype) {
      const items = this.list(Set.prototype.values.call(value), (item) => this.of(item));
      return items === '' ? 'new Set()' : `new Set([${items}])`;
    }
    throw opaque(value);
  }

  private list<T>(items: Iterable<T>, express: (item: T) => string): string {
    const codes: string[] = [];
    for (const item of items) codes.push(express(item));
    return codes.join(', ');
  }

  private literal(value: object): string {
    const entries = this.list(Object.keys(value), (key) => {
      const item: unknown = Reflect.get(value, key);
      return `${this.spend(toPropertyKey(key))}: ${this.of(item)}`;
    });
    return entries === '' ? '{}' : `{ ${entries} }`;
  }

  private array(value: readonly unknown[]): string {
    if (value.length > this.options.maxCodeLength) throw this.tooLong();
    const indexCount = Object.keys(value).filter((key) => String(Number(key)) === key).length;
    if (Object.keys(value).length > indexCount) throw new Inexpressible('is an array with named properties');
    const codes = Array.from({ length: value.length }, (_, index) =>
      index in value ? this.of(value[index]) : '',
    );
    // A hole at the end needs a comma of its own.
    return `[${codes.join(', ')}${codes.at(-1) === '' ? ',' : ''}]`;
  }

  private typedArray(value: NodeJS.TypedArray, prototype: unknown): string {
    if (value.length > this.options.maxCodeLength) throw this.tooLong();
    const extraKeys = Object.keys(value).length - value.length;
    const name = value[Symbol.toStringTag];
    const items = this.list(value as Iterable<unknown>, (item) => this.of(item));
    if (extraKeys === 0 && prototype === Buffer.prototype) return `Buffer.from([${items}])`;
    const standard = Reflect.get(globalThis, name) as { prototype: unknown } | undefined;
    if (extraKeys === 0 && standard?.prototype === prototype) return `new ${name}([${items}])`;
    throw opaque(value);
  }

  private error(value: Error, prototype: unknown): string {
    const errorClass = errorClasses.find((candidate) => candidate.prototype === prototype);
    const ownKeys = Object.getOwnPropertyNames(value).filter((key) => key !== 'stack' && key !== 'message');
    if (errorClass === undefined || ownKeys.length > 0 || typeof value.message !== 'string')
      throw opaque(value);
    if (!this.options.isAuthored(value)) throw new Inexpressible('contains an error made by the engine');
    return `new ${errorClass.name}(${value.message === '' ? '' : this.of(value.message)})`;
  }

  private spend(code: string, characters = code.length): string {
    this.spentCharacters += characters;
    if (this.spentCharacters > this.options.maxCodeLength) throw this.tooLong();
    return code;
  }

  private tooLong(): Inexpressible {
    return new Inexpressible(`is longer than ${this.options.maxCodeLength} characters`);
  }
}

function hasEnumerableSymbols(value: object): boolean {
  return Object.getOwnPropertySymbols(value).some((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
}

function symbolCode(symbol: symbol): string {
  const wellKnown = wellKnownSymbols.get(symbol);
  if (wellKnown !== undefined) return wellKnown;
  const key = Symbol.keyFor(symbol);
  if (key === undefined) throw new Inexpressible('contains a symbol');
  return `Symbol.for(${toStringLiteral(key)})`;
}

function opaque(value: object): Inexpressible {
  const owner: unknown = Reflect.get(value, 'constructor');
  const name = typeof owner === 'function' && owner.name !== '' ? owner.name : 'an unknown class';
  return new Inexpressible(`contains an instance of ${name}`);
}
