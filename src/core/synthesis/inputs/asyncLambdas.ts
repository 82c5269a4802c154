import type { ValueShape } from '../moduleModel';
import { composedInput, type InputExpression, inputOf } from './inputExpression';
import { distinct, type LambdaSlot, lambda, promisedShape } from './lambdaSlot';

/** Functions that give a promise of an ordinary result. */
export function asyncResults(slot: LambdaSlot): InputExpression[] {
  const returns = promisedShape(slot.shape.returns);
  if (returns.kind === 'undefined') return [inputOf('async () => {}')];
  const shape: ValueShape = returns.kind === 'unknown' ? { kind: 'literal', code: "'done'" } : returns;
  const echo = echoing(slot, shape);
  if (echo.length > 0) return echo;
  const constant = [0, 1, 2].map((nth) => lambda('async () =>', slot.valueFor(shape, 'result', nth)));
  const varied = zeroed(shape, slot).map((value) => lambda('async () =>', value));
  return distinct([...constant, ...varied]);
}

/** Functions that give the object their parameter asks for: `async (sku) => ({ sku, available: 5 })`. */
function echoing(slot: LambdaSlot, shape: ValueShape): InputExpression[] {
  const [parameter] = slot.shape.parameters;
  if (!parameter || shape.kind !== 'object' || parameter.shape.kind !== 'string') return [];
  const echoed = shape.properties.find(({ name }) => name === parameter.name);
  if (!echoed) return [];
  const others = shape.properties.filter((property) => property !== echoed && !property.isOptional);
  const written = (codes: readonly string[]): string => {
    const fields = others.map((property, index) => `${property.name}: ${codes[index]}`);
    return `async (${parameter.name}) => ({ ${[parameter.name, ...fields].join(', ')} })`;
  };
  const usual = others.map((property) => slot.valueFor(property.shape, property.name, 0));
  const other = others.map((property) => sideValue(slot, property.shape, property.name, 1));
  // One answer out of several is different: what picks or sorts shows its work.
  const second = slot.valueFor(parameter.shape, parameter.name, 1);
  const mixed = others.map((_, index) =>
    composedInput(
      [second, other[index] ?? second, usual[index] ?? second],
      ([name, odd, even]) => `${parameter.name} === ${name} ? ${odd} : ${even}`,
    ),
  );
  return [
    composedInput(usual, written),
    ...(others.length === 1 ? [{ ...composedInput(mixed, written), strain: 0.1 }] : []),
    { ...composedInput(other, written), strain: 0.28 },
  ];
}

/** The second function of a kind shows the other side: nothing instead of something. */
function sideValue(slot: LambdaSlot, shape: ValueShape, name: string, nth: number): InputExpression {
  return nth > 0 && shape.kind === 'number' ? inputOf('0') : slot.valueFor(shape, name, nth);
}

function zeroed(shape: ValueShape, slot: LambdaSlot): InputExpression[] {
  if (shape.kind === 'number') return [inputOf('0', 0.2), inputOf('-1', 0.25)];
  if (shape.kind !== 'object') return [];
  const required = shape.properties.filter((property) => !property.isOptional);
  const values = required.map((property) => sideValue(slot, property.shape, property.name, 1));
  return [
    composedInput(
      values,
      (codes) => `{ ${required.map(({ name }, index) => `${name}: ${codes[index]}`).join(', ')} }`,
    ),
  ];
}
