import type { Random } from '../../../base/random';
import type { ValueShape } from '../moduleModel';
import { quoted } from '../writing/expressionText';
import { type InputExpression, inputKey, inputOf } from './inputExpression';
import type { GeneratorScope, InputMaker, InputSlot } from './inputMaker';
import { InputVariations } from './inputVariations';
import { arrayInput, objectInput } from './objectInputs';
import { OrdinaryInputs } from './ordinaryInputs';
import { singular } from './plausibleValues';
import { stringInputs } from './primitiveInputs';
import { guessShape } from './shapeGuess';
import { builtInFamilies, randomStructure, structureFamilies } from './structureInputs';

const variationLimit = 60;
const edgeNumbers = ['0', '1', '-1', '2', '0.5', 'Infinity', '-Infinity', 'NaN', '1e200', '1e-200'].map(
  (code) => inputOf(code, /^-?\d(?:\.\d)?$/.test(code) ? 0.3 : 1),
);

/** Turns shapes into argument expressions: an ordinary one, systematic variations of it, and random ones. */
export class InputGenerator implements InputMaker {
  private readonly ordinaries = new OrdinaryInputs(this);
  private readonly varied = new InputVariations(this);
  private readonly variationsByShape = new WeakMap<ValueShape, Map<string, readonly InputExpression[]>>();
  private innerGenerator: InputGenerator | undefined;

  constructor(
    readonly scope: GeneratorScope,
    readonly depth = 0,
  ) {}

  /** The value a reader expects for such a name; `nth` gives others of the same kind. */
  ordinary(slot: InputSlot, nth = 0): InputExpression {
    return this.ordinaries.ordinary(slot, nth);
  }

  /** Values that differ from the ordinary one in one respect, in the order in which they are worth trying. */
  variations(slot: InputSlot): readonly InputExpression[] {
    const known = this.variationsByShape.get(slot.shape) ?? new Map<string, readonly InputExpression[]>();
    this.variationsByShape.set(slot.shape, known);
    const variations = known.get(slot.name) ?? this.distinctVariations(slot);
    known.set(slot.name, variations);
    return variations;
  }

  /** For what takes anything, values of built-in classes and nested ones: lists of those that are alike. */
  families({ name, shape }: InputSlot): readonly (readonly InputExpression[])[] {
    if (takesAnything(name, shape)) return structureFamilies(this.scope.pool);
    // How it is used says little of what else it may be.
    return !this.scope.staysInType && mayBeObject(shape) ? builtInFamilies(this.scope.pool) : [];
  }

  /** Could a value of one be given for the other, too? */
  areAlike(one: InputSlot, other: InputSlot): boolean {
    if (this.scope.staysInType) return JSON.stringify(one.shape) === JSON.stringify(other.shape);
    return takesAnything(one.name, one.shape) && takesAnything(other.name, other.shape);
  }

  /** Any value of the shape, boundary values more often than their share. */
  random(slot: InputSlot, random: Random): InputExpression {
    const { name, shape } = slot;
    if (random.next() < 0.4) return this.ordinary(slot, random.integer(3));
    const isOpen = !this.scope.staysInType && shape.kind !== 'union' && takesAnything(name, shape);
    if (isOpen && random.next() < 0.4) return randomStructure(this.scope.pool, random);
    switch (shape.kind) {
      case 'array': {
        const element = { name: singular(name), shape: shape.element };
        const length = random.pick([0, 1, 2, 2, 3, 4, 5]);
        return arrayInput(Array.from({ length }, () => this.inner().random(element, random)));
      }
      case 'object': {
        const chosen = shape.properties.filter((property) => !property.isOptional || random.next() < 0.5);
        if (chosen.length === 0) break;
        return objectInput(chosen.map((property) => [property.name, this.inner().random(property, random)]));
      }
      case 'union':
        return this.random({ name, shape: random.pick(shape.options) }, random);
      case 'string':
        if (random.next() < 0.3) return inputOf(quoted(this.randomText(random)), 0.8);
        if (random.next() < 0.4) return random.pick(stringInputs(name, this.scope.pool, this.scope.produced));
        break;
      case 'number':
        if (random.next() < 0.3) return inputOf(String(random.integer(41) - 10), 0.3);
        if (random.next() < 0.4) return random.pick(edgeNumbers);
        break;
    }
    const variations = this.variations(slot);
    return variations.length === 0 ? this.ordinary(slot) : random.pick(variations);
  }

  /** The generator for parts of composed values. */
  inner(): InputGenerator {
    this.innerGenerator ??= new InputGenerator(this.scope, this.depth + 1);
    return this.innerGenerator;
  }

  private distinctVariations(slot: InputSlot): InputExpression[] {
    const isOutOfTypeWelcome = !this.scope.staysInType && this.depth === 0;
    const all = [
      ...this.varied.variations(slot),
      ...(isOutOfTypeWelcome ? this.varied.outOfType(slot.shape) : []),
    ];
    const seen = new Set([inputKey(this.ordinary(slot))]);
    return all
      .filter((input) => !seen.has(inputKey(input)) && seen.add(inputKey(input)))
      .slice(0, variationLimit);
  }

  private randomText(random: Random): string {
    const { strings } = this.scope.pool;
    const words = ['a', 'b', 'Hello', '1', ' ', '-', '.', ...strings, ...strings];
    return Array.from({ length: 1 + random.integer(5) }, () => random.pick(words)).join('');
  }
}

function mayBeObject(shape: ValueShape): boolean {
  if (shape.kind === 'union') return shape.options.some(mayBeObject);
  return /^(?:object|record|map|set|array|date|regexp|instance)$/.test(shape.kind);
}

/** Nothing is known of it but perhaps a few things among others that it may be. */
function takesAnything(name: string, shape: ValueShape): boolean {
  switch (shape.kind) {
    case 'unknown': {
      const guessed = guessShape(name);
      return guessed === undefined || takesAnything(name, guessed);
    }
    case 'object':
      return shape.properties.length === 0;
    case 'array':
    case 'record':
      return (shape.kind === 'array' ? shape.element : shape.value).kind === 'unknown';
    case 'union':
      return shape.options.some((option) => takesAnything('', option));
    default:
      return false;
  }
}
