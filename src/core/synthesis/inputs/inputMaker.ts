import type { ParameterModel, PropertyShape, ValueShape } from '../moduleModel';
import type { ConstantPool } from './constantPool';
import { composedInput, type InputExpression, inputOf } from './inputExpression';
import { lambdaInputs } from './lambdaInputs';
import { singular } from './plausibleValues';

/** A value to make: what it is called and what shape it has. */
export interface InputSlot {
  readonly name: string;
  readonly shape: ValueShape;
}

/** What the generator has to know about the module. */
export interface GeneratorScope {
  readonly pool: ConstantPool;
  /** Texts that functions of the module returned: what one writes, another may read. Grows while the module is explored. */
  readonly produced: readonly string[];
  /** Texts of files that the module has written; grows likewise. */
  readonly written: readonly string[];
  /** Only values of the declared types: what TypeScript accepts. */
  readonly staysInType: boolean;
  /** Constructor of an exported class by its export name; undefined when tests cannot make one. */
  readonly constructorOf: (exportName: string) => ConstructorModel | undefined;
  /** Classes that the module exports and tests can make: any of them may be wanted where nothing is known. */
  readonly constructors: () => readonly ConstructorModel[];
  /** Local name of an export that `code` begins with, e.g. an enum. */
  readonly exportNameIn: (code: string) => string | undefined;
}

export interface ConstructorModel {
  readonly localName: string;
  readonly exportName: string;
  readonly parameters: readonly ParameterModel[];
}

/** What makes inputs of any shape; parts of composed values come from `inner()`, one level deeper. */
export interface InputMaker {
  readonly scope: GeneratorScope;
  readonly depth: number;
  ordinary(slot: InputSlot, nth?: number): InputExpression;
  variations(slot: InputSlot): readonly InputExpression[];
  inner(): InputMaker;
}

/** Level from which values are not taken apart any further: types may contain themselves. */
export const deepestInput = 4;

/** Ordinary elements of an array called `slot.name`. */
export function elementInputs(
  maker: InputMaker,
  slot: InputSlot,
  length: number,
  nth: number,
): InputExpression[] {
  const element = { name: singular(slot.name), shape: slot.shape };
  return Array.from({ length }, (_, index) => maker.inner().ordinary(element, nth + index));
}

/** How many elements an ordinary array has: enough to see an order, few enough to read. */
export function usualLength(maker: InputMaker, element: ValueShape): number {
  const isComposed = element.kind === 'object' || element.kind === 'instance' || element.kind === 'array';
  return maker.depth > 0 || isComposed ? 2 : 3;
}

/** What is required; of an object whose properties are all optional, the first six. */
export function usualProperties(
  maker: InputMaker,
  shape: Extract<ValueShape, { kind: 'object' }>,
): readonly PropertyShape[] {
  if (maker.depth >= deepestInput) return [];
  const required = shape.properties.filter((property) => !property.isOptional);
  return required.length > 0 ? required : shape.properties.slice(0, 6);
}

/** Functions that fit a function shape. */
export function functionInputs(
  maker: InputMaker,
  name: string,
  shape: Extract<ValueShape, { kind: 'function' }>,
): InputExpression[] {
  const valueFor = (wanted: ValueShape, wantedName: string, nth: number): InputExpression =>
    maker.inner().ordinary({ name: wantedName, shape: wanted }, nth);
  return lambdaInputs({ name, shape, valueFor, staysInType: maker.scope.staysInType });
}

/** An exact value; an enum member brings the enum along. */
export function literalInput(scope: GeneratorScope, code: string): InputExpression {
  const exportName = scope.exportNameIn(code);
  const input = inputOf(code, 0, `is ${code}`);
  return exportName === undefined ? input : { ...input, exportNames: [exportName] };
}

/** `new Money(5, 'EUR')`. */
export function constructionInput(
  model: ConstructorModel,
  values: readonly InputExpression[],
): InputExpression {
  const input = composedInput(values, (codes) => `new ${model.localName}(${codes.join(', ')})`);
  return { ...input, exportNames: [...new Set([...input.exportNames, model.exportName])] };
}

/** The item at `nth`, beginning again after the last. @throws RangeError when there is none */
export function nthOf<T>(items: readonly T[], nth: number): T {
  const item = items[nth % Math.max(1, items.length)];
  if (item === undefined) throw new RangeError('There is no ordinary value');
  return item;
}
