import { propertyKey } from '../writing/expressionText';
import { composedInput, type InputExpression, type InputTrait } from './inputExpression';

/** `[a, b]`. */
export function arrayInput(elements: readonly InputExpression[]): InputExpression {
  return composedInput(elements, (codes) => `[${codes.join(', ')}]`);
}

/** `{ a: 1, b: 2 }` in the order given. */
export function objectInput(
  entries: readonly (readonly [string, InputExpression])[],
  trait?: InputTrait,
): InputExpression {
  const render = (codes: readonly string[]): string =>
    entries.length === 0
      ? '{}'
      : `{ ${entries.map(([name], index) => `${propertyKey(name)}: ${codes[index]}`).join(', ')} }`;
  return composedInput(
    entries.map(([, input]) => input),
    render,
    trait,
  );
}
