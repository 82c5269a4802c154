import type { Random } from '../../../base/random';
import { propertyKey, quoted } from '../writing/expressionText';
import { builtInSamples } from './builtInSamples';
import type { ConstantPool } from './constantPool';
import { type InputExpression, inputOf } from './inputExpression';

/** Values that code which takes anything may have to tell apart: nested ones, and those with another prototype. */
const structures = [
  '{ a: 1, b: { c: 2 } }',
  '{ a: 1, b: { c: 3 } }',
  '[{ a: 1 }, { a: 2 }]',
  '[[1, 2], [3]]',
  '{ a: [1, { b: 2 }] }',
  'Object.create(null)',
  'Object.create({ inherited: 1 })',
] as const;
const primitives = ['1', '2', '0', "'a'", "'b'", "''", 'true', 'false', 'null', 'undefined', 'NaN'] as const;
const keys = ['a', 'b', 'c'] as const;
const identifier = /^[A-Za-z_$][\w$-]{0,14}$/;
const deepest = 3;

const cyclic: InputExpression = {
  code: 'cyclic',
  exportNames: [],
  setup: [
    {
      name: 'cyclic',
      code: "{ name: 'root', children: [] }",
      isInspected: false,
      uses: ['cyclic.self = cyclic'],
    },
  ],
  strain: 0.5,
};

/** Values for what takes anything: of the classes that the text mentions, then nested ones. Each list holds what is alike. */
export function structureFamilies({ classes }: ConstantPool): readonly (readonly InputExpression[])[] {
  const ofClasses = builtInFamilies({ classes });
  const isCyclic = classes.length > 0;
  return [...ofClasses, structures.map((code) => inputOf(code, 0.2)), ...(isCyclic ? [[cyclic]] : [])];
}

/** Values of the classes that the text mentions. */
export function builtInFamilies({
  classes,
}: Pick<ConstantPool, 'classes'>): readonly (readonly InputExpression[])[] {
  return builtInSamples(classes).map((codes) => codes.map((code) => inputOf(code, 0.2)));
}

/** Any value, composed at random. */
export function randomStructure(pool: ConstantPool, random: Random): InputExpression {
  return inputOf(structureCode(pool, random, 0), 0.5);
}

function structureCode(pool: ConstantPool, random: Random, depth: number): string {
  const draw = depth >= deepest ? 1 : random.next();
  const inner = (): string => structureCode(pool, random, depth + 1);
  if (draw < 0.3) {
    const names = new Set(Array.from({ length: 1 + random.integer(3) }, () => randomKey(pool, random)));
    return `{ ${[...names].map((name) => `${propertyKey(name)}: ${inner()}`).join(', ')} }`;
  }
  if (draw < 0.5) return `[${Array.from({ length: random.integer(4) }, inner).join(', ')}]`;
  const samples = builtInSamples(pool.classes).flat();
  if (draw < 0.7 && samples.length > 0) return random.pick(samples);
  const { strings, numbers } = pool;
  if (random.next() < 0.3 && strings.length > 0) return quoted(random.pick(strings));
  if (random.next() < 0.2 && numbers.length > 0) return String(random.pick(numbers));
  return random.pick(primitives);
}

function randomKey({ strings }: ConstantPool, random: Random): string {
  const named = random.next() < 0.4 ? strings.filter((text) => identifier.test(text)) : [];
  return random.pick(named.length > 0 ? named : keys);
}
