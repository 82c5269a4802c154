import type { PropertyShape, ValueShape } from '../../../../core/synthesis/moduleModel';
import { quoteText, unquoteText } from '../syntax/textLiterals';

type ObjectShape = Extract<ValueShape, { kind: 'object' }>;

export const unknownShape: ValueShape = { kind: 'unknown' };

const optionLimit = 64;

/** An exact string. */
export function textLiteral(text: string): ValueShape {
  return { kind: 'literal', code: quoteText(text) };
}

/** One of the shapes: flattened, without repetition; a single one is returned as it is, none gives `unknown`. */
export function unionOf(shapes: readonly ValueShape[]): ValueShape {
  const all = shapes.flatMap(optionsOf);
  const [first] = all;
  if (first === undefined) return unknownShape;
  if (all.length === 1) return first;
  const distinct = new Map<string, ValueShape>();
  for (const shape of all) if (distinct.size < optionLimit) distinct.set(identityOf(shape), shape);
  return distinct.size === 1 ? first : { kind: 'union', options: [...distinct.values()] };
}

function identityOf(shape: ValueShape): string {
  return shape.kind === 'literal' ? shape.code : JSON.stringify(shape);
}

/** The options of a union, or the shape itself. */
export function optionsOf(shape: ValueShape): readonly ValueShape[] {
  return shape.kind === 'union' ? shape.options : [shape];
}

/** All the shapes at once: objects are merged, unions distributed, and brands (`string & { tag }`) dropped. */
export function intersectionOf(shapes: readonly ValueShape[]): ValueShape {
  return shapes.reduce<ValueShape>(intersect, unknownShape);
}

function intersect(a: ValueShape, b: ValueShape): ValueShape {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (a.kind === 'union') return unionOf(a.options.map((option) => intersect(option, b)));
  if (b.kind === 'union') return unionOf(b.options.map((option) => intersect(a, option)));
  if (a.kind === 'object' && b.kind === 'object') return mergeObjects(a, b);
  return a.kind === 'object' ? b : a;
}

/** The properties of both; those of the second replace equal names. */
export function mergeObjects(a: ObjectShape, b: ObjectShape): ObjectShape {
  const properties = new Map(a.properties.map((property) => [property.name, property]));
  for (const property of b.properties) properties.set(property.name, property);
  return { kind: 'object', properties: [...properties.values()] };
}

/** Applies a change to the properties of every object in the shape; other shapes stay. */
export function mapProperties(
  shape: ValueShape,
  change: (property: PropertyShape) => PropertyShape | undefined,
): ValueShape {
  if (shape.kind === 'union') return unionOf(shape.options.map((option) => mapProperties(option, change)));
  if (shape.kind !== 'object') return shape;
  return { kind: 'object', properties: shape.properties.flatMap((property) => change(property) ?? []) };
}

/** The exact strings in a shape, e.g. the names in `'a' | 'b'`; undefined when other strings are possible too. */
export function exactTexts(shape: ValueShape): readonly string[] | undefined {
  const texts = optionsOf(shape).map((option) =>
    option.kind === 'literal' ? unquoteText(option.code) : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** What `keyof` gives. */
export function keysOf(shape: ValueShape): ValueShape {
  if (shape.kind === 'object') return unionOf(shape.properties.map((property) => textLiteral(property.name)));
  if (shape.kind === 'record') return { kind: 'string' };
  if (shape.kind === 'array' || shape.kind === 'tuple') return { kind: 'number' };
  return unknownShape;
}

/** What `T[K]` gives. */
export function valueAt(shape: ValueShape, key: ValueShape): ValueShape {
  if (shape.kind === 'union') return unionOf(shape.options.map((option) => valueAt(option, key)));
  if (shape.kind === 'record') return shape.value;
  if (shape.kind === 'array') return shape.element;
  if (shape.kind === 'tuple') {
    const index = key.kind === 'literal' ? Number(key.code) : Number.NaN;
    return Number.isInteger(index) ? (shape.elements[index] ?? unknownShape) : unionOf(shape.elements);
  }
  const names = exactTexts(key);
  if (shape.kind !== 'object' || names === undefined) return unknownShape;
  return unionOf(
    shape.properties.filter((property) => names.includes(property.name)).map((property) => property.shape),
  );
}

/** The options of the first shape that are (or are not) among those of the second, as `Extract` (`Exclude`) has it. */
export function filterOptions(shape: ValueShape, by: ValueShape, keep: boolean): ValueShape {
  const others = optionsOf(by);
  const matches = (option: ValueShape): boolean =>
    others.some((other) => JSON.stringify(other) === JSON.stringify(option) || isKindOf(option, other));
  return unionOf(optionsOf(shape).filter((option) => matches(option) === keep));
}

function isKindOf(option: ValueShape, general: ValueShape): boolean {
  if (option.kind !== 'literal') return false;
  return general.kind === 'string' ? unquoteText(option.code) !== undefined : false;
}

/** Without `null` and `undefined`. */
export function nonNullable(shape: ValueShape): ValueShape {
  return unionOf(optionsOf(shape).filter((option) => option.kind !== 'null' && option.kind !== 'undefined'));
}

/** True when the shape says hardly more than nothing, so that the use of the value may tell better. */
export function isVague(shape: ValueShape): boolean {
  switch (shape.kind) {
    case 'unknown':
      return true;
    case 'object':
      return shape.properties.length === 0;
    case 'array':
      return isVague(shape.element);
    case 'function':
      return shape.parameters.length === 0 && shape.returns.kind === 'unknown';
    case 'union':
      return shape.options.every(
        (option) => isVague(option) || option.kind === 'null' || option.kind === 'undefined',
      );
    default:
      return false;
  }
}
