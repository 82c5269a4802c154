import type { PropertyShape, ValueShape } from '../moduleModel';
import { composedInput, type InputExpression } from './inputExpression';

type FunctionShape = Extract<ValueShape, { kind: 'function' }>;

/** A parameter that takes a function. */
export interface LambdaSlot {
  readonly name: string;
  readonly shape: FunctionShape;
  /** An ordinary value of a shape, for what the function returns. */
  readonly valueFor: (shape: ValueShape, name: string, nth: number) => InputExpression;
  /** Only text that type-checks whatever the unknown types are. */
  readonly staysInType: boolean;
}

/** An arrow function that gives a value, with what it gives as its trait. */
export function lambda(head: string, value: InputExpression): InputExpression {
  const verb = head.startsWith('async') ? 'resolves to' : 'returns';
  const input = composedInput(
    [value],
    ([code = '']) => `${head} ${code.startsWith('{') ? `(${code})` : code}`,
  );
  return value.code.length > 30 ? input : { ...input, trait: { path: '', state: `${verb} ${value.code}` } };
}

/** Name and shape of what the function is given first. */
export function firstParameter(slot: LambdaSlot): { readonly argument: string; readonly shape: ValueShape } {
  const [parameter] = slot.shape.parameters;
  return { argument: plainName(parameter?.name ?? 'value'), shape: parameter?.shape ?? { kind: 'unknown' } };
}

/** The only parameter needs no number. */
export function plainName(name: string): string {
  return name === 'value1' ? 'value' : name;
}

/** The first property of an object that is always there and of a kind. */
export function propertyOf(shape: ValueShape, kind: ValueShape['kind']): PropertyShape | undefined {
  if (shape.kind !== 'object') return undefined;
  return shape.properties.find((property) => property.shape.kind === kind && !property.isOptional);
}

/** What a promise gives; other shapes as they are. */
export function promisedShape(shape: ValueShape): ValueShape {
  return shape.kind === 'promise' ? shape.value : shape;
}

/** Each text once. */
export function distinct(inputs: readonly InputExpression[]): InputExpression[] {
  return [...new Map(inputs.map((input) => [input.code, input])).values()];
}
