/** Types whose members everybody uses. */
const sharedTypes = [
  'Object',
  'Array',
  'String',
  'Number',
  'Function',
  'Promise',
  'Map',
  'Set',
  'Date',
  'RegExp',
  'Error',
];

/** What tests of one process have in common, as one text that is another one when any of it has changed. */
export function sharedStateOf(realm: object): string {
  const realmProcess: unknown = Reflect.get(realm, 'process');
  const { env } = isProcess(realmProcess) ? realmProcess : process;
  const environment = Object.keys(env)
    .sort()
    .map((name) => `${name}=${env[name]}`);
  const members = sharedTypes.map((name) => {
    const type: unknown = Reflect.get(realm, name);
    if (typeof type !== 'function') return '';
    const prototype: unknown = Reflect.get(type, 'prototype');
    const own = typeof prototype === 'object' && prototype !== null ? Reflect.ownKeys(prototype).length : 0;
    return `${Reflect.ownKeys(type).length} ${own}`;
  });
  return [...environment, ...members].join('\0');
}

function isProcess(value: unknown): value is NodeJS.Process {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'env') === 'object';
}
