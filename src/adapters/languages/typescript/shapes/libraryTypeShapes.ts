import type { ValueShape } from '../../../../core/synthesis/moduleModel';
import { exactTexts, filterOptions, mapProperties, nonNullable, unionOf, unknownShape } from './shapeAlgebra';

type Build = (typeArguments: readonly ValueShape[]) => ValueShape;

const first = (shapes: readonly ValueShape[]): ValueShape => shapes[0] ?? unknownShape;
const second = (shapes: readonly ValueShape[]): ValueShape => shapes[1] ?? unknownShape;
const constant =
  (shape: ValueShape): Build =>
  () =>
    shape;
const code = (expression: string): Build => constant({ kind: 'literal', code: expression });
const array: Build = (types) => ({ kind: 'array', element: first(types) });
const map: Build = (types) => ({ kind: 'map', key: first(types), value: second(types) });
const set: Build = (types) => ({ kind: 'set', element: first(types) });
const text = constant({ kind: 'string' });
const error = constant({ kind: 'error' });
const promise: Build = (types) => ({ kind: 'promise', value: first(types) });

const record: Build = (types) => {
  const names = types[0] && exactTexts(types[0]);
  const value = second(types);
  if (!names) return { kind: 'record', value };
  return { kind: 'object', properties: names.map((name) => ({ name, shape: value, isOptional: false })) };
};

const select =
  (keep: boolean): Build =>
  (types) => {
    const names = exactTexts(second(types)) ?? [];
    return mapProperties(first(types), (property) =>
      names.includes(property.name) === keep ? property : undefined,
    );
  };

const withOptional =
  (isOptional: boolean): Build =>
  (types) =>
    mapProperties(first(types), (property) => ({ ...property, isOptional }));

const builders: ReadonlyMap<string, Build> = new Map([
  ...['Array', 'ReadonlyArray', 'Iterable', 'ArrayLike', 'ConcatArray'].map((name) => [name, array] as const),
  ...['Map', 'ReadonlyMap'].map((name) => [name, map] as const),
  ...['Set', 'ReadonlySet'].map((name) => [name, set] as const),
  ...['Promise', 'PromiseLike'].map((name) => [name, promise] as const),
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'EvalError', 'URIError'].map(
    (name) => [name, error] as const,
  ),
  ...['Uppercase', 'Lowercase', 'Capitalize', 'Uncapitalize', 'String'].map((name) => [name, text] as const),
  ...['Int8', 'Uint8', 'Uint8Clamped', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'].map(
    (name) => [`${name}Array`, code(`new ${name}Array([1, 2, 3])`)] as const,
  ),
  ['Record', record],
  ['Pick', select(true)],
  ['Omit', select(false)],
  ['Partial', withOptional(true)],
  ['Required', withOptional(false)],
  ['Readonly', first],
  ['NoInfer', first],
  ['ThisType', constant(unknownShape)],
  ['NonNullable', (types) => nonNullable(first(types))],
  ['Exclude', (types) => filterOptions(first(types), second(types), false)],
  ['Extract', (types) => filterOptions(first(types), second(types), true)],
  ['Awaited', (types) => unwrapPromise(first(types))],
  ['ReturnType', (types) => returnOf(first(types))],
  ['Parameters', (types) => parametersOf(first(types))],
  ['Date', constant({ kind: 'date' })],
  ['RegExp', constant({ kind: 'regexp' })],
  ['Number', constant({ kind: 'number' })],
  ['Boolean', constant({ kind: 'boolean' })],
  ['PropertyKey', constant({ kind: 'union', options: [{ kind: 'string' }, { kind: 'number' }] })],
  ['Object', constant({ kind: 'object', properties: [] })],
  ['Function', constant({ kind: 'function', parameters: [], returns: unknownShape, isAsync: false })],
  ['ArrayBuffer', code('new ArrayBuffer(8)')],
  ['Buffer', code("Buffer.from('text')")],
  ['URL', code("new URL('https://example.com/path?key=value')")],
  ['URLSearchParams', code("new URLSearchParams('key=value')")],
  ['AbortSignal', code('new AbortController().signal')],
  ['NodeJS.ProcessEnv', constant({ kind: 'record', value: { kind: 'string' } })],
]);

/** Spellings that are common in JSDoc. */
const jsDocBuilders: ReadonlyMap<string, Build> = new Map([
  ...['int', 'integer', 'float', 'double'].map((name) => [name, constant({ kind: 'number' })] as const),
  ['Object', (types) => (types.length === 2 ? record(types) : { kind: 'object', properties: [] })],
  ['array', array],
  ['bool', constant({ kind: 'boolean' })],
  ['date', constant({ kind: 'date' })],
  ['regexp', constant({ kind: 'regexp' })],
  ['function', constant({ kind: 'function', parameters: [], returns: unknownShape, isAsync: false })],
]);

/** A type that JavaScript, TypeScript or Node brings along; `unknown` for names nobody declared. */
export function readLibraryType(
  name: string,
  typeArguments: readonly ValueShape[],
  isJsDoc: boolean,
): ValueShape {
  const build = (isJsDoc ? jsDocBuilders.get(name) : undefined) ?? builders.get(name);
  return build ? build(typeArguments) : unknownShape;
}

function unwrapPromise(shape: ValueShape): ValueShape {
  if (shape.kind === 'union') return unionOf(shape.options.map(unwrapPromise));
  return shape.kind === 'promise' ? unwrapPromise(shape.value) : shape;
}

function returnOf(shape: ValueShape): ValueShape {
  if (shape.kind !== 'function') return unknownShape;
  return shape.isAsync ? { kind: 'promise', value: shape.returns } : shape.returns;
}

function parametersOf(shape: ValueShape): ValueShape {
  if (shape.kind !== 'function') return { kind: 'array', element: unknownShape };
  return { kind: 'tuple', elements: shape.parameters.map((parameter) => parameter.shape) };
}
