import type { Random } from '../../../../base/random';
import type { ValueShape } from '../../moduleModel';
import { propertyKey, quoted } from '../../writing/expressionText';

/** How numbers are drawn: whole ones only, where a law does not hold for fractions. */
export type NumberKind = 'double' | 'integer';

const deepest = 3;
const awkwardStrings = [
  '',
  ' ',
  ' a ',
  'Hello World',
  '__proto__',
  'toString',
  'é',
  '😀',
  '\u0000',
  '%',
  '&=',
  '"',
  '\\',
  'ſ',
  'İ',
  '-',
  'Aa',
];
const awkwardNumbers = [
  '0',
  '-0',
  '1',
  '-1',
  '0.1',
  '5e-324',
  '1e308',
  '-1e308',
  '4294967296',
  '9007199254740991',
];

/** True for shapes of which all values can be drawn: fast-check has an arbitrary for them. */
export function isGenerable(shape: ValueShape, depth = 0): boolean {
  if (depth > deepest) return false;
  switch (shape.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'literal':
      return true;
    case 'array':
      return isGenerable(shape.element, depth + 1);
    case 'record':
      return isGenerable(shape.value, depth + 1);
    case 'union':
      return shape.options.every((option) => isGenerable(option, depth + 1));
    case 'object':
      return (
        shape.properties.length > 0 &&
        shape.properties.every((property) => !property.isOptional && isGenerable(property.shape, depth + 1))
      );
    default:
      return false;
  }
}

/** Any value of a generable shape, as an expression. */
export function sampleOf(shape: ValueShape, random: Random, numbers: NumberKind): string {
  switch (shape.kind) {
    case 'string':
      return quoted(sampleString(random));
    case 'number':
      return sampleNumber(random, numbers);
    case 'boolean':
      return random.next() < 0.5 ? 'true' : 'false';
    case 'literal':
      return shape.code;
    case 'union':
      return sampleOf(random.pick(shape.options), random, numbers);
    case 'array': {
      const length = random.integer(6);
      return `[${Array.from({ length }, () => sampleOf(shape.element, random, numbers)).join(', ')}]`;
    }
    case 'record': {
      const keys = Array.from({ length: random.integer(4) }, () => sampleString(random));
      // In a literal this key would set the prototype, in the objects of fast-check it does not.
      const usable = [...new Set(keys)].filter((key) => key !== '__proto__');
      return `{ ${usable.map((key) => `${quoted(key)}: ${sampleOf(shape.value, random, numbers)}`).join(', ')} }`;
    }
    case 'object':
      return `{ ${shape.properties
        .map(({ name, shape: own }) => `${propertyKey(name)}: ${sampleOf(own, random, numbers)}`)
        .join(', ')} }`;
    default:
      throw new RangeError(`No values of shape ${shape.kind} can be drawn`);
  }
}

/** The arbitrary of fast-check for a generable shape. */
export function arbitraryOf(shape: ValueShape, numbers: NumberKind): string {
  switch (shape.kind) {
    case 'string':
      return 'fc.string()';
    case 'number':
      return numbers === 'integer' ? 'fc.integer()' : 'fc.double({ noNaN: true, noDefaultInfinity: true })';
    case 'boolean':
      return 'fc.boolean()';
    case 'literal':
      return `fc.constant(${shape.code})`;
    case 'union':
      return shape.options.every(({ kind }) => kind === 'literal')
        ? `fc.constantFrom(${shape.options.map((option) => (option.kind === 'literal' ? option.code : '')).join(', ')})`
        : `fc.oneof(${shape.options.map((option) => arbitraryOf(option, numbers)).join(', ')})`;
    case 'array':
      return `fc.array(${arbitraryOf(shape.element, numbers)})`;
    case 'record':
      return `fc.dictionary(fc.string(), ${arbitraryOf(shape.value, numbers)})`;
    case 'object':
      return `fc.record({ ${shape.properties
        .map(({ name, shape: own }) => `${propertyKey(name)}: ${arbitraryOf(own, numbers)}`)
        .join(', ')} })`;
    default:
      throw new RangeError(`There is no arbitrary for shape ${shape.kind}`);
  }
}

function sampleString(random: Random): string {
  if (random.next() < 0.4) return random.pick(awkwardStrings);
  const length = random.integer(9);
  return Array.from({ length }, () => String.fromCharCode(32 + random.integer(95))).join('');
}

function sampleNumber(random: Random, numbers: NumberKind): string {
  if (numbers === 'integer')
    return String(random.next() < 0.3 ? random.integer(2 ** 31) : random.integer(41) - 20);
  if (random.next() < 0.4) return random.pick(awkwardNumbers);
  return String((random.next() - 0.5) * 10 ** random.integer(6));
}
