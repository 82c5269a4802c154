import type { RuntimeExport } from '../../../core/testing/sandbox';

/** True for what an ES module becomes when it is loaded as CommonJS. */
function isEsModule(moduleExports: unknown): moduleExports is Readonly<Record<string, unknown>> {
  return isObject(moduleExports) && Reflect.get(moduleExports, '__esModule') === true;
}

/** The value of an export; `default` of a CommonJS module is `module.exports` itself. */
export function readExport(moduleExports: unknown, name: string): unknown {
  if (name === 'default' && !isEsModule(moduleExports)) return moduleExports;
  return isObject(moduleExports) || typeof moduleExports === 'function'
    ? Reflect.get(moduleExports, name)
    : undefined;
}

/** Lists what a loaded module exports; an export whose getter throws is left out. */
export function describeExports(moduleExports: unknown): RuntimeExport[] {
  const described: RuntimeExport[] = [];
  const isPlain = isObject(moduleExports) && Object.getPrototypeOf(moduleExports) === Object.prototype;
  if (!isEsModule(moduleExports) && !isPlain) described.push(describeExport('default', moduleExports));
  if (!isObject(moduleExports) && typeof moduleExports !== 'function') return described;
  for (const name of Object.keys(moduleExports)) {
    if (described.some((entry) => entry.name === name)) continue;
    try {
      described.push(describeExport(name, Reflect.get(moduleExports, name)));
    } catch {
      // A getter of the user's that throws exports nothing that a test could use.
    }
  }
  return described;
}

function describeExport(name: string, value: unknown): RuntimeExport {
  if (typeof value === 'function') {
    return isClass(value)
      ? { name, kind: 'class', members: methodNames(value.prototype) }
      : { name, kind: 'function', members: [] };
  }
  if (!isObject(value)) return { name, kind: 'value', members: [] };
  const own = Object.keys(value).filter((key) => isFunctionProperty(value, key));
  const inherited = Array.isArray(value) ? [] : methodNames(Object.getPrototypeOf(value));
  return { name, kind: 'object', members: [...new Set([...own, ...inherited])] };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isFunctionProperty(owner: object, key: string): boolean {
  return typeof Object.getOwnPropertyDescriptor(owner, key)?.value === 'function';
}

function isNative(value: unknown): boolean {
  return typeof value === 'function' && Function.prototype.toString.call(value).includes('[native code]');
}

/** Class syntax, or a function in the old style with methods on its prototype. */
function isClass(value: object): value is object & { prototype: unknown } {
  if (/^class\b/.test(Function.prototype.toString.call(value))) return true;
  const prototype: unknown = Object.getOwnPropertyDescriptor(value, 'prototype')?.value;
  return isObject(prototype) && Object.getOwnPropertyNames(prototype).some((key) => key !== 'constructor');
}

/** Public methods along the prototypes, as far as they are the user's own. */
function methodNames(start: unknown): string[] {
  const names = new Set<string>();
  let prototype: unknown = start;
  while (isObject(prototype) && prototype !== Object.prototype) {
    if (isNative(Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value)) break;
    for (const name of Object.getOwnPropertyNames(prototype)) {
      if (name !== 'constructor' && !name.startsWith('_') && isFunctionProperty(prototype, name))
        names.add(name);
    }
    prototype = Object.getPrototypeOf(prototype);
  }
  return [...names];
}
