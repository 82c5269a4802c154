type ErrorClass = new (...args: unknown[]) => object;

const names = [
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'DOMException',
] as const;

/**
 * Tells errors that code constructed from those that the engine or Node made. The error classes in `globalThis` are replaced by
 * proxies of themselves which remember what they construct, subclasses included; the engine and Node's own modules construct
 * theirs without them. `instanceof`, `constructor` and the prototypes stay consistent.
 */
export class AuthoredErrors {
  private readonly authored = new WeakSet<object>();

  /** Replaces the classes; only what is constructed from now on is remembered. */
  install(): void {
    for (const name of names) {
      const original = Reflect.get(globalThis, name) as ErrorClass;
      const remember = (error: object): object => {
        this.authored.add(error);
        return error;
      };
      const replacement = new Proxy(original, {
        apply: (target, thisValue, args: unknown[]) =>
          remember(Reflect.apply(target as never, thisValue, args) as object),
        construct: (target, args: unknown[], newTarget) =>
          remember(Reflect.construct(target, args, newTarget) as object),
      });
      Object.defineProperty(original.prototype, 'constructor', {
        value: replacement,
        writable: true,
        configurable: true,
        enumerable: false,
      });
      // `Object.getPrototypeOf(TypeError) === Error` holds for programs that walk up the classes.
      if (name !== 'Error' && name !== 'DOMException') Object.setPrototypeOf(original, Error);
      Object.defineProperty(globalThis, name, {
        value: replacement,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    }
  }

  has(error: object): boolean {
    return this.authored.has(error);
  }
}
