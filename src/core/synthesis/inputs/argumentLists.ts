import type { Random } from '../../../base/random';
import type { ParameterModel } from '../moduleModel';
import type { Callable, PlannedCall } from '../search/scenarioPlan';
import { propertyKey, splitTopLevel } from '../writing/expressionText';
import { type InputExpression, type InputTrait, inputKey, inputOf } from './inputExpression';
import { nearlyEqual } from './nearlyEqual';

const mostExamples = 20;
/** Of calls with two arguments of which nothing is known. */
const pairShare = 0.4;
/** Of changes to an argument, those that leave most of an object as it is. */
const propertyShare = 0.7;

/** Calls of one callable with ordinary arguments, then with one argument at a time varied. Ends; at most `limit` calls. */
export function* systematicCalls(callable: Callable, limit: number): Generator<PlannedCall> {
  const seen = new Set<string>();
  let count = 0;
  for (const call of allCalls(callable)) {
    const key = call.arguments.map(inputKey).join(', ');
    if (seen.has(key)) continue;
    seen.add(key);
    yield call;
    if (++count >= limit) return;
  }
}

/** The most ordinary call: only required arguments. */
export function ordinaryCall(callable: Callable): PlannedCall {
  return { callable, arguments: ordinaryArguments(callable, requiredCount(callable.parameters), 0) };
}

/** An ordinary call with other values. */
export function otherCall(callable: Callable): PlannedCall {
  return { callable, arguments: ordinaryArguments(callable, requiredCount(callable.parameters), 1) };
}

/** The most ordinary call with every optional argument given. */
export function completeCall(callable: Callable): PlannedCall {
  return { callable, arguments: ordinaryArguments(callable, callable.parameters.length, 0) };
}

/** A call in which any argument can be anything; trailing optional ones are left out half of the time. */
export function randomCall(callable: Callable, random: Random): PlannedCall {
  const { parameters, generator } = callable;
  const least = requiredCount(parameters);
  const count =
    least +
    (parameters.length > least && random.next() < 0.5 ? 1 + random.integer(parameters.length - least) : 0);
  const isShort = !generator.scope.staysInType && count > 1 && random.next() < 0.25;
  const inputs = parameters
    .slice(0, isShort ? 1 + random.integer(count - 1) : count)
    .flatMap((parameter) => spread(parameter, generator.random(parameter, random)));
  return { callable, arguments: paired(inputs, callable, random) };
}

/** Some of the time the second argument is like the first one, where both may be anything: code may compare them. */
function paired(
  inputs: readonly InputExpression[],
  { parameters, generator }: Callable,
  random: Random,
): readonly InputExpression[] {
  const [first, second] = inputs;
  const areAlike = parameters[0] && parameters[1] && generator.areAlike(parameters[0], parameters[1]);
  if (!first || !second || !areAlike || random.next() > pairShare) return inputs;
  return inputs.with(1, random.next() < 0.5 ? first : nearlyEqual(first, random));
}

/** A call like another one but for one argument. */
export function mutatedCall(call: PlannedCall, random: Random): PlannedCall {
  const { callable } = call;
  const index = random.integer(Math.max(1, callable.parameters.length));
  const parameter = callable.parameters[index];
  if (!parameter || parameter.isRest || index > call.arguments.length) return randomCall(callable, random);
  const replaced = [...call.arguments];
  const given = call.arguments[index];
  const changed =
    given && random.next() < propertyShare
      ? withOtherProperty(given, callable, parameter, random)
      : undefined;
  replaced[index] = changed ?? callable.generator.random(parameter, random);
  return { ...call, arguments: replaced };
}

/** Options with one of them different, added or left out; undefined where that is no object of known properties. */
function withOtherProperty(
  given: InputExpression,
  { generator }: Callable,
  { shape }: ParameterModel,
  random: Random,
): InputExpression | undefined {
  const options = shape.kind === 'union' ? shape.options : [shape];
  const object = options.find((option) => option.kind === 'object' && option.properties.length > 1);
  const entries = object?.kind === 'object' ? entriesOf(given.code) : undefined;
  if (!entries || object?.kind !== 'object') return undefined;
  const property = random.pick(object.properties);
  const key = propertyKey(property.name);
  const others = entries.filter((entry) => !entry.startsWith(`${key}:`));
  const { trait: _, ...plain } = given;
  if (others.length < entries.length && random.next() < 0.3) return { ...plain, code: objectCode(others) };
  const value = generator.inner().random(property, random);
  return {
    ...plain,
    code: objectCode([...others, `${key}: ${value.code}`]),
    setup: [...given.setup, ...value.setup],
    exportNames: [...new Set([...given.exportNames, ...value.exportNames])],
    strain: Math.max(given.strain, value.strain),
  };
}

/** `a: 1` and `b: 2` of `{ a: 1, b: 2 }`. */
function entriesOf(code: string): readonly string[] | undefined {
  const list = /^\{(.*)\}$/s.exec(code)?.[1];
  return list === undefined ? undefined : splitTopLevel(list).map((entry) => entry.trim());
}

function objectCode(entries: readonly string[]): string {
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function* allCalls(callable: Callable): Generator<PlannedCall> {
  yield* exampleCalls(callable);
  yield* allSystematicCalls(callable);
}

/** What the documentation shows is what readers know. */
function exampleCalls(callable: Callable): PlannedCall[] {
  return callable.examples
    .slice(0, mostExamples)
    .map((codes) => ({ callable, arguments: codes.map((code) => inputOf(code)) }));
}

function* allSystematicCalls(callable: Callable): Generator<PlannedCall> {
  const { parameters, generator } = callable;
  const least = requiredCount(parameters);
  // Where nobody checks, functions may look at how many arguments there are.
  const shorter = generator.scope.staysInType
    ? []
    : Array.from({ length: least }, (_, index) => least - 1 - index);
  const counts = [least, parameters.length];
  for (const count of [...counts, ...shorter])
    yield { callable, arguments: ordinaryArguments(callable, count, 0) };
  yield* overflowingCalls(callable);
  const variations = parameters.map((parameter) => variationsOf(callable, parameter));
  const rounds = Math.max(0, ...variations.map((list) => list.length));
  for (let round = 0; round < rounds; round++) {
    // Everything different at once, but after the first change of one thing, which teaches more.
    if (round === 1)
      for (const count of counts) yield { callable, arguments: ordinaryArguments(callable, count, 1) };
    for (const [index, parameter] of parameters.entries()) {
      const variation = variations[index]?.[round];
      if (!variation) continue;
      const count = Math.max(index, least);
      const inputs = ordinaryArguments(callable, count, 0);
      inputs.splice(index, 1, ...variation);
      const [only] = variation;
      const trait = variation.length === 1 ? only?.trait : undefined;
      yield trait
        ? { callable, arguments: inputs, trait: ofParameter(trait, parameter, parameters.length) }
        : { callable, arguments: inputs };
      // Alone with what comes before it.
      if (index + 1 < inputs.length && shorter.length > 0 && !parameter.isRest)
        yield { callable, arguments: inputs.slice(0, index + 1) };
    }
  }
  yield* familyCalls(callable);
  // Two optional arguments together: a variation of the last one with everything before it given.
  if (parameters.length - least >= 2) {
    for (const nth of [0, 1, 2]) {
      for (const variation of generator.variations(parameters.at(-1) ?? noParameter).slice(0, 6)) {
        yield {
          callable,
          arguments: [...ordinaryArguments(callable, parameters.length - 1, nth), variation],
        };
      }
    }
  }
}

/** More than a stream takes at once: what waits for `drain` is reached by nothing less. */
function* overflowingCalls(callable: Callable): Generator<PlannedCall> {
  const { parameters, generator } = callable;
  if (!generator.scope.pool.strings.includes('drain')) return;
  for (const [index, { shape, isRest }] of parameters.entries()) {
    if (isRest || (shape.kind !== 'string' && shape.kind !== 'unknown')) continue;
    const inputs = ordinaryArguments(callable, Math.max(index + 1, requiredCount(parameters)), 0);
    yield { callable, arguments: inputs.with(index, inputOf("'a'.repeat(20_000)", 0.8, 'is very long')) };
  }
}

/** Values of built-in classes and nested ones for what takes anything; for two of such parameters equal and nearly equal ones. */
function* familyCalls(callable: Callable): Generator<PlannedCall> {
  const { parameters, generator } = callable;
  const least = Math.max(requiredCount(parameters), 1);
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.isRest || index > least) continue;
    const next = parameters[index + 1];
    const isPair = next !== undefined && !next.isRest && generator.families(next).length > 0;
    for (const family of generator.families(parameter)) {
      const [first] = family;
      for (const value of family) {
        const inputs = ordinaryArguments(callable, Math.max(index, least), 0);
        yield { callable, arguments: inputs.toSpliced(index, 1, value) };
        if (!isPair || !first) continue;
        yield { callable, arguments: inputs.toSpliced(index, 2, value, value) };
        if (value !== first) yield { callable, arguments: inputs.toSpliced(index, 2, first, value) };
      }
    }
  }
}

/** `cents is -1` of the only parameter, `price.cents is -1` where there are others. */
function ofParameter(trait: InputTrait, { name }: ParameterModel, count: number): InputTrait {
  if (trait.path === '') return { path: name, state: trait.state };
  return count === 1 ? trait : { path: `${name}.${trait.path}`, state: trait.state };
}

const noParameter: ParameterModel = {
  name: 'value',
  shape: { kind: 'unknown' },
  isOptional: true,
  isRest: false,
};

/** What takes anything may want functions: one that changes a value, and one that can be told from it by the order. */
const double = inputOf('(value) => value * 2');
const plusOne = inputOf('(value) => value + 1');

function variationsOf(callable: Callable, parameter: ParameterModel): (readonly InputExpression[])[] {
  const { generator } = callable;
  if (!parameter.isRest) return generator.variations(parameter).map((variation) => [variation]);
  const element = elementOf(parameter);
  const [first, second, third] = [0, 1, 2].map((nth) => generator.ordinary(element, nth));
  if (!first || !second || !third) return [];
  const isOpen = element.shape.kind === 'unknown' && !generator.scope.staysInType;
  return [
    [],
    ...(isOpen ? [[double, plusOne], [double]] : []),
    [first],
    [first, second, third],
    ...generator
      .variations(element)
      .slice(0, 12)
      .flatMap((value) => [[value], [first, value]]),
  ];
}

function ordinaryArguments(callable: Callable, count: number, nth: number): InputExpression[] {
  return callable.parameters.slice(0, count).flatMap((parameter) => {
    if (!parameter.isRest) return [callable.generator.ordinary(parameter, nth)];
    const element = elementOf(parameter);
    return [0, 1].map((index) => callable.generator.ordinary(element, nth + index));
  });
}

function elementOf(parameter: ParameterModel): {
  readonly name: string;
  readonly shape: ParameterModel['shape'];
} {
  const { name, shape } = parameter;
  return { name, shape: shape.kind === 'array' ? shape.element : { kind: 'unknown' } };
}

/** A rest parameter's array becomes separate arguments. */
function spread(parameter: ParameterModel, input: InputExpression): readonly InputExpression[] {
  if (!parameter.isRest) return [input];
  const list = /^\[(.*)\]$/s.exec(input.code)?.[1];
  if (list === undefined) return [{ ...input, code: `...${input.code}` }];
  return splitTopLevel(list).map((code, index) => ({
    ...input,
    code,
    setup: index === 0 ? input.setup : [],
  }));
}

function requiredCount(parameters: readonly ParameterModel[]): number {
  const firstOptional = parameters.findIndex((parameter) => parameter.isOptional || parameter.isRest);
  return firstOptional < 0 ? parameters.length : firstOptional;
}
