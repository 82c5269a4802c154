import type { ParameterModel, PropertyShape, ValueShape } from '../../../../core/synthesis/moduleModel';
import { optionsOf, unionOf, unknownShape } from '../shapes/shapeAlgebra';

const depthLimit = 5;
const collectionMembers = new Set([
  'get',
  'set',
  'has',
  'delete',
  'clear',
  'size',
  'keys',
  'values',
  'entries',
  'forEach',
  'add',
]);

/** What the uses of one value tell about it. Filled while the source is walked; `toShape` draws the conclusion. */
export class UsageEvidence {
  /** The code treats it as something that may be left out. */
  isOptional = false;
  /** The code tests it for `null`. */
  isNullable = false;
  private readonly certain: ValueShape[] = [];
  private readonly likely: ValueShape[] = [];
  private readonly properties = new Map<string, UsageEvidence>();
  private elementEvidence: UsageEvidence | undefined;
  private isArray = false;
  private isSequence = false;
  private argumentCount: number | undefined;

  /** It is used in a way that only fits this shape. */
  addCertain(shape: ValueShape): void {
    this.certain.push(...optionsOf(shape).filter((option) => option.kind !== 'unknown'));
  }

  /** It is used in a way that other shapes allow too; counts when nothing certain is known. */
  addLikely(shape: ValueShape): void {
    this.likely.push(shape);
  }

  /** It is compared with an exact value: that one, or another of its kind. */
  addLiteral(exact: ValueShape, general: ValueShape): void {
    this.certain.push(exact, general);
  }

  /** It has a length or is cut: text or array. */
  addSequence(): void {
    this.isSequence = true;
  }

  addCall(argumentCount: number): void {
    this.argumentCount = Math.max(this.argumentCount ?? 0, argumentCount);
  }

  property(name: string): UsageEvidence {
    const known = this.properties.get(name) ?? new UsageEvidence();
    this.properties.set(name, known);
    return known;
  }

  /** Evidence about its elements; asking makes it an array. */
  element(): UsageEvidence {
    this.isArray = true;
    return this.indexed();
  }

  /** Evidence about what an index gives, which text, arrays and records have. */
  indexed(): UsageEvidence {
    this.elementEvidence ??= new UsageEvidence();
    return this.elementEvidence;
  }

  toShape(depth = 0): ValueShape {
    if (depth > depthLimit) return unknownShape;
    const options = [...this.certain];
    const element = this.elementEvidence?.toShape(depth + 1) ?? unknownShape;
    if (this.isArray) options.push({ kind: 'array', element });
    if (this.argumentCount !== undefined) options.push(functionShape(this.argumentCount));
    const structure = this.propertiesShape(depth);
    if (structure) options.push(structure);
    if (this.isSequence && !options.some(isSequenceShape))
      options.push({ kind: 'string' }, { kind: 'array', element });
    if (this.elementEvidence && options.length === 0) {
      options.push({ kind: 'array', element }, { kind: 'record', value: element });
    }
    const known = options.length > 0 ? options : this.likely;
    return unionOf(this.isNullable && known.length > 0 ? [...known, { kind: 'null' }] : known);
  }

  private propertiesShape(depth: number): ValueShape | undefined {
    const names = [...this.properties.keys()];
    if (names.length === 0) return undefined;
    if (names.includes('has') && names.every((name) => collectionMembers.has(name))) {
      const isMap = names.includes('get') || names.includes('set');
      return isMap
        ? { kind: 'map', key: { kind: 'string' }, value: unknownShape }
        : { kind: 'set', element: { kind: 'string' } };
    }
    const properties: PropertyShape[] = [...this.properties].map(([name, evidence]) => ({
      name,
      shape: evidence.toShape(depth + 1),
      isOptional: evidence.isOptional,
    }));
    return { kind: 'object', properties };
  }
}

function isSequenceShape(shape: ValueShape): boolean {
  return shape.kind === 'string' || shape.kind === 'array' || shape.kind === 'tuple';
}

function functionShape(argumentCount: number): ValueShape {
  const parameters: ParameterModel[] = Array.from({ length: argumentCount }, (_, index) => ({
    name: `value${index + 1}`,
    shape: unknownShape,
    isOptional: false,
    isRest: false,
  }));
  return { kind: 'function', parameters, returns: unknownShape, isAsync: false };
}
