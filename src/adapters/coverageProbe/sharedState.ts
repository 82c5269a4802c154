/** Types and namespaces whose members everybody uses. */
const sharedNames = (
  'Object Array String Number Boolean BigInt Symbol Function Promise Date RegExp Error Map Set WeakMap WeakSet ' +
  'Math JSON Reflect Intl URL parseInt parseFloat isNaN'
).split(' ');
/** Loaders of modules set them as they see fit. */
const unsteadyMembers: ReadonlySet<PropertyKey> = new Set(['prepareStackTrace', 'stackTraceLimit']);

/** What tests of one process have in common: equal lists, equal state. */
export type SharedState = readonly unknown[];

/** Looks at the environment, and at each member of what the language provides. */
export function sharedStateOf(realm: object): SharedState {
  const realmProcess: unknown = Reflect.get(realm, 'process');
  const { env } = isProcess(realmProcess) ? realmProcess : process;
  const environment = Object.keys(env)
    .sort()
    .map((name) => `${name}=${env[name]}`);
  return [...environment, ...sharedNames.flatMap((name) => membersOf(Reflect.get(realm, name)))];
}

export function isSameState(a: SharedState, b: SharedState): boolean {
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
}

/** The thing itself, then all that it and its prototype consist of. */
function membersOf(shared: unknown): readonly unknown[] {
  if (!isObject(shared)) return [shared];
  const prototype: unknown = Reflect.getOwnPropertyDescriptor(shared, 'prototype')?.value;
  const parts = isObject(prototype) ? [shared, prototype] : [shared];
  return [shared, ...parts.flatMap(ownMembersOf)];
}

function ownMembersOf(part: object): readonly unknown[] {
  const members = Reflect.ownKeys(part).flatMap((key) => {
    if (unsteadyMembers.has(key)) return [];
    const { value, get, set } = Reflect.getOwnPropertyDescriptor(part, key) ?? {};
    return [key, value, get, set];
  });
  return [Reflect.getPrototypeOf(part), Reflect.isExtensible(part), ...members];
}

function isObject(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

function isProcess(value: unknown): value is NodeJS.Process {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'env') === 'object';
}
