export type Callable = (...args: unknown[]) => unknown;

/** How a call goes on: `proceed` runs the original with the same `this`, and with the same arguments unless it is given others. */
export type Interceptor = (
  proceed: (changed?: readonly unknown[]) => unknown,
  args: readonly unknown[],
) => unknown;

/**
 * Puts `intercept` in front of a function of `owner`, called or constructed; its name, length and own properties stay.
 * Nothing happens when there is no such function (it varies between Node versions).
 */
export function replaceFunction(owner: object, name: string, intercept: Interceptor): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') return;
  const target = original as Callable;
  const replacement = new Proxy(target, {
    apply: (_, thisValue, args: unknown[]) =>
      intercept((changed = args) => Reflect.apply(target, thisValue, changed), args),
    construct: (_, args: unknown[], newTarget) =>
      intercept((changed = args) => Reflect.construct(target, changed, newTarget) as unknown, args) as object,
  });
  const descriptor = Reflect.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, {
    value: replacement,
    writable: true,
    configurable: true,
    enumerable: descriptor?.enumerable ?? true,
  });
}
