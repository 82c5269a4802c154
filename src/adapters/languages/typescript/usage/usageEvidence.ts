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

/** What a call hands over, as far as the text tells: a name that says what it is; a function; null or true, which are signs. */
export interface CallArgument {
  readonly name: string | undefined;
  readonly kind: 'function' | 'sign' | undefined;
}

/** `unknown`: handed on by a return. */
export type ResultUse = 'used' | 'dropped' | 'unknown';

const argumentShapes: Readonly<Record<NonNullable<CallArgument['kind']>, ValueShape>> = {
  function: { kind: 'function', parameters: [], returns: unknownShape, isAsync: false },
  sign: unionOf([
    { kind: 'literal', code: 'null' },
    { kind: 'literal', code: 'true' },
  ]),
};

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
  private calledWith: CallArgument[] | undefined;
  private readonly resultUses = new Set<ResultUse>();

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

  /**
   * It is called. @param given what it is called with; of several calls the most telling things are kept
   * @param use what becomes of its result
   */
  addCall(given: readonly CallArgument[], use: ResultUse = 'unknown'): void {
    this.resultUses.add(use);
    const known = this.calledWith ?? [];
    const longest = given.length > known.length ? given : known;
    this.calledWith = longest.map((_, index) => ({
      name: known[index]?.name ?? given[index]?.name,
      kind: known[index]?.kind ?? given[index]?.kind,
    }));
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
    if (this.calledWith)
      options.push(functionShape(this.calledWith, this.isListener ? { kind: 'undefined' } : unknownShape));
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

  /** Nobody wants to know what it gives. */
  private get isListener(): boolean {
    return this.resultUses.has('dropped') && !this.resultUses.has('used');
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

function functionShape(given: readonly CallArgument[], returns: ValueShape): ValueShape {
  const parameters = given.map(
    ({ name, kind }, index): ParameterModel => ({
      name: name ?? (kind === 'function' ? 'callback' : `value${index + 1}`),
      shape: kind === undefined ? unknownShape : argumentShapes[kind],
      isOptional: false,
      isRest: false,
    }),
  );
  return { kind: 'function', parameters: withOwnNames(parameters), returns, isAsync: false };
}

function withOwnNames(parameters: readonly ParameterModel[]): readonly ParameterModel[] {
  return parameters.map((parameter, index) => {
    const isTaken = parameters.slice(0, index).some(({ name }) => name === parameter.name);
    return isTaken ? { ...parameter, name: `${parameter.name}${index + 1}` } : parameter;
  });
}
