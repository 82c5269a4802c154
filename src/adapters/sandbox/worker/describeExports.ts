import { EventEmitter } from 'node:events';
import stream from 'node:stream';
import { types } from 'node:util';
import { type RuntimeExport, type RuntimeMember, wholeModule } from '../../../core/synthesis/runtimeExports';
import { describeFunction, sourceOf } from './describeFunction';

/** True for what an ES module becomes when it is loaded as CommonJS. */
function isEsModule(moduleExports: unknown): moduleExports is Readonly<Record<string, unknown>> {
  return isObject(moduleExports) && Reflect.get(moduleExports, '__esModule') === true;
}

/** The value of an export; `default` of a CommonJS module is `module.exports` itself, `wholeModule` that of any module. */
export function readExport(moduleExports: unknown, name: string): unknown {
  if (name === wholeModule) return moduleExports;
  if (name === 'default' && !isEsModule(moduleExports)) return moduleExports;
  return isObject(moduleExports) || typeof moduleExports === 'function'
    ? Reflect.get(moduleExports, name)
    : undefined;
}

/**
 * Lists what a loaded module exports. What it exports under several names is listed under the first; an export whose getter
 * throws is left out.
 */
export function describeExports(moduleExports: unknown): RuntimeExport[] {
  const values = exportedValues(moduleExports);
  const prototypes = [...values.values()].flatMap((value) => prototypeOf(value) ?? []);
  const known = new Set<unknown>();
  const described: RuntimeExport[] = [];
  for (const [name, value] of values) {
    const isShared = isObject(value) || typeof value === 'function';
    if (isShared && known.has(value)) continue;
    known.add(value);
    described.push(describeExport(name, value, { values: [...values.values()], prototypes }));
  }
  return described;
}

/** The names of the exported classes and functions, by their prototypes; that of their own counts more than that of the export. */
export function exportedClasses(moduleExports: unknown): ReadonlyMap<object, string> {
  const names = new Map<object, string>();
  for (const [name, value] of exportedValues(moduleExports)) {
    const prototype = prototypeOf(value);
    if (prototype && !names.has(prototype)) names.set(prototype, ownNameOf(value) || name);
  }
  return names;
}

function exportedValues(moduleExports: unknown): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  const isPlain = isObject(moduleExports) && Object.getPrototypeOf(moduleExports) === Object.prototype;
  if (!isEsModule(moduleExports) && !isPlain) values.set('default', moduleExports);
  if (!isObject(moduleExports) && typeof moduleExports !== 'function') return values;
  for (const name of Object.keys(moduleExports)) {
    if (values.has(name)) continue;
    try {
      values.set(name, Reflect.get(moduleExports, name));
    } catch {
      // A getter of the user's that throws exports nothing that a test could use.
    }
  }
  return values;
}

function prototypeOf(value: unknown): object | undefined {
  if (typeof value !== 'function') return undefined;
  const prototype: unknown = Object.getOwnPropertyDescriptor(value, 'prototype')?.value;
  return isObject(prototype) ? prototype : undefined;
}

function ownNameOf(value: unknown): string {
  const name: unknown =
    typeof value === 'function' ? Object.getOwnPropertyDescriptor(value, 'name')?.value : undefined;
  return typeof name === 'string' ? name : '';
}

interface ExportScope {
  readonly values: readonly unknown[];
  readonly prototypes: readonly object[];
}

function describeExport(name: string, value: unknown, { values, prototypes }: ExportScope): RuntimeExport {
  const base = { name, ownName: '', members: [], statics: [], ...describeFunction(value) };
  if (typeof value === 'function') {
    const itself = { ...base, ownName: ownNameOf(value), statics: ownFunctions(value, values) };
    return isClass(value)
      ? {
          ...itself,
          kind: 'class',
          members: methodsOf(value.prototype),
          ...(worksWithoutNew(value) && { worksWithoutNew: true }),
        }
      : { ...itself, kind: 'function' };
  }
  if (!isObject(value)) return { ...base, kind: 'value' };
  if (prototypes.includes(Object.getPrototypeOf(value))) return { ...base, kind: 'instance' };
  const inherited = Array.isArray(value) ? [] : methodsOf(Object.getPrototypeOf(value));
  const own = ownFunctions(value, []);
  const names = new Set(own.map((member) => member.name));
  return { ...base, kind: 'object', members: [...own, ...inherited.filter((one) => !names.has(one.name))] };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const mostCallables = 20;

/** Functions that a value brings along, its own and those of its prototypes; none of what the language itself provides. */
export function callablesOf(value: unknown): RuntimeMember[] {
  if (!isObject(value) && typeof value !== 'function') return [];
  try {
    const own = [...ownFunctions(value, []), ...hiddenMembers(value)];
    const names = new Set(own.map(({ name }) => name));
    const inherited = typeof value === 'function' ? [] : methodsOf(Object.getPrototypeOf(value));
    return [...own, ...inherited.filter(({ name }) => !names.has(name))]
      .filter(({ counters }) => counters.length > 0)
      .slice(0, mostCallables);
  } catch {
    return [];
  }
}

/** Functions and accessors that were defined one by one. */
function hiddenMembers(owner: object): RuntimeMember[] {
  return Object.entries(Object.getOwnPropertyDescriptors(owner)).flatMap(([name, descriptor]) => {
    const { get, enumerable } = descriptor;
    if (get) return [{ name, isAccessor: true, ...describeFunction(get) }];
    const value: unknown = descriptor.value;
    return enumerable || typeof value !== 'function' ? [] : [{ name, ...describeFunction(value) }];
  });
}

/** @param exported what is an export itself is no member of another one */
function ownFunctions(owner: object, exported: readonly unknown[]): RuntimeMember[] {
  return Object.keys(owner).flatMap((name) => {
    const value = ownFunction(owner, name);
    return value === undefined || exported.includes(value) ? [] : [{ name, ...describeFunction(value) }];
  });
}

function ownFunction(owner: object, key: string): object | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(owner, key)?.value;
  return typeof value === 'function' ? value : undefined;
}

function isNative(value: unknown): boolean {
  return typeof value === 'function' && sourceOf(value).includes('[native code]');
}

/** Their methods are tested already. */
const nodeClasses = new Set<unknown>([EventEmitter, ...Object.values(stream)]);

/** Class syntax, or a function in the old style with methods on its prototype. */
function isClass(value: object): value is object & { prototype: unknown } {
  if (/^class\b/.test(sourceOf(value))) return true;
  const prototype: unknown = Object.getOwnPropertyDescriptor(value, 'prototype')?.value;
  return isObject(prototype) && Object.getOwnPropertyNames(prototype).some((key) => key !== 'constructor');
}

function worksWithoutNew(value: object): boolean {
  if (types.isProxy(value)) return true;
  const text = sourceOf(value);
  return !/^class\b/.test(text) && /\binstanceof\b|\bnew\.target\b/.test(text);
}

/** Public methods along the prototypes, as far as they are the user's own. */
export function methodsOf(start: unknown): RuntimeMember[] {
  const found = new Map<string, RuntimeMember>();
  let prototype: unknown = start;
  while (isObject(prototype) && prototype !== Object.prototype) {
    const owner: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
    if (isNative(owner) || nodeClasses.has(owner)) break;
    for (const name of Object.getOwnPropertyNames(prototype)) {
      const method = ownFunction(prototype, name);
      if (method === undefined || name === 'constructor' || name.startsWith('_') || found.has(name)) continue;
      found.set(name, { name, ...describeFunction(method) });
    }
    prototype = Object.getPrototypeOf(prototype);
  }
  return [...found.values()];
}
