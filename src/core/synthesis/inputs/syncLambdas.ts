import type { ParameterModel } from '../moduleModel';
import { memberOf } from '../writing/expressionText';
import { type InputExpression, inputOf } from './inputExpression';
import { distinct, firstParameter, type LambdaSlot, lambda, propertyOf } from './lambdaSlot';

/** Functions that give an ordinary result at once: by the shape of it, else by what the parameter is called. */
export function syncResults(slot: LambdaSlot): InputExpression[] {
  const { shape, name } = slot;
  const parameters = shape.parameters;
  switch (shape.returns.kind) {
    case 'boolean':
      return predicates(slot);
    case 'number':
      return parameters.length >= 2 && sameKind(parameters) ? comparators(slot) : numberMappers(slot);
    case 'string':
      return textMappers(slot);
    case 'unknown':
      if (/compar|sorter/.test(name)) return comparators(slot);
      if (/random|(?:^|[a-z])rng$/i.test(name)) return [inputOf('() => 0.5'), inputOf('() => 0', 0.1)];
      if (/predicate|filter|test|should|^is[A-Z]/.test(name)) return predicates(slot);
      if (/reduc/.test(name)) return reducers(slot);
      if (/key|iteratee|select|group|^by|mapper|transform/.test(name))
        return [...textMappers(slot), ...numberMappers(slot)];
      if (parameters.length === 0)
        return [inputOf("() => 'done'"), ...(slot.staysInType ? [] : numberMappers(slot))];
      return [...textMappers(slot), ...numberMappers(slot)];
    case 'function':
      return [lambda('() =>', slot.valueFor(shape.returns, name, 0))];
    default:
      return distinct([0, 1].map((nth) => lambda('() =>', slot.valueFor(shape.returns, 'result', nth))));
  }
}

function predicates(slot: LambdaSlot): InputExpression[] {
  const { argument, shape } = firstParameter(slot);
  const always = [inputOf('() => true', 0.1), inputOf('() => false', 0.1)];
  if (shape.kind === 'number') return [inputOf(`(${argument}) => ${argument} > 2`), ...always];
  if (shape.kind === 'string') return [inputOf(`(${argument}) => ${argument}.length > 5`), ...always];
  const property = propertyOf(shape, 'boolean') ?? propertyOf(shape, 'number');
  if (property) {
    const read = memberOf(argument, property.name);
    return [
      inputOf(`(${argument}) => ${property.shape.kind === 'boolean' ? read : `${read} > 2`}`),
      ...always,
    ];
  }
  if (!slot.staysInType) return [inputOf(`(${argument}) => ${argument} > 2`), ...always];
  return [inputOf(`(${argument}) => Number(${argument}) > 2`), ...always];
}

function comparators(slot: LambdaSlot): InputExpression[] {
  const { shape } = firstParameter(slot);
  const number = propertyOf(shape, 'number');
  const text = propertyOf(shape, 'string');
  if (shape.kind === 'number') return [inputOf('(a, b) => a - b'), inputOf('(a, b) => b - a')];
  if (shape.kind === 'string') return [inputOf('(a, b) => a.localeCompare(b)')];
  if (number) return [inputOf(`(a, b) => ${memberOf('a', number.name)} - ${memberOf('b', number.name)}`)];
  if (text)
    return [inputOf(`(a, b) => ${memberOf('a', text.name)}.localeCompare(${memberOf('b', text.name)})`)];
  return [inputOf(slot.staysInType ? '(a, b) => Number(a) - Number(b)' : '(a, b) => a - b')];
}

function numberMappers(slot: LambdaSlot): InputExpression[] {
  if (slot.shape.parameters.length === 0 && slot.staysInType)
    return [inputOf('() => 5'), inputOf('() => 0', 0.1)];
  const { argument, shape } = firstParameter(slot);
  const property = propertyOf(shape, 'number');
  if (property) return [inputOf(`(${argument}) => ${memberOf(argument, property.name)}`)];
  if (shape.kind === 'string') return [inputOf(`(${argument}) => ${argument}.length`)];
  if (shape.kind === 'number' || (shape.kind === 'unknown' && !slot.staysInType))
    return [inputOf(`(${argument}) => ${argument} * 2`)];
  return [inputOf(`(${argument}) => Number(${argument}) * 2`)];
}

function textMappers(slot: LambdaSlot): InputExpression[] {
  if (slot.shape.parameters.length === 0 && slot.shape.returns.kind === 'string')
    return [inputOf("() => 'done'"), inputOf("() => ''", 0.1)];
  const { argument, shape } = firstParameter(slot);
  const property = propertyOf(shape, 'string');
  if (property) return [inputOf(`(${argument}) => ${memberOf(argument, property.name)}`)];
  if (shape.kind === 'string') return [inputOf(`(${argument}) => ${argument}.toUpperCase()`)];
  return [inputOf(`(${argument}) => String(${argument})`)];
}

function reducers(slot: LambdaSlot): InputExpression[] {
  return [
    inputOf(slot.staysInType ? '(sum, value) => Number(sum) + Number(value)' : '(sum, value) => sum + value'),
  ];
}

function sameKind(parameters: readonly ParameterModel[]): boolean {
  return JSON.stringify(parameters[0]?.shape) === JSON.stringify(parameters[1]?.shape);
}
