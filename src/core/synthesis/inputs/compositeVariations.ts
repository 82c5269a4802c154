import type { ValueShape } from '../moduleModel';
import type { InputExpression } from './inputExpression';
import { inputOf } from './inputExpression';
import {
  constructionInput,
  elementInputs,
  type InputMaker,
  usualLength,
  usualProperties,
} from './inputMaker';
import { arrayInput, objectInput } from './objectInputs';
import { singular } from './plausibleValues';

const mostPairs = 8;

/** Other lengths and orders, equal elements, and one strange element. */
export function variationsOfArray(maker: InputMaker, name: string, element: ValueShape): InputExpression[] {
  const slot = { name: singular(name), shape: element };
  const inner = maker.inner();
  const first = inner.ordinary(slot);
  const second = inner.ordinary(slot, 1);
  const usual = elementInputs(maker, { name, shape: element }, usualLength(maker, element), 0);
  const varied = inner.variations(slot);
  const short = (input: InputExpression): InputExpression => ({
    ...input,
    strain: Math.max(input.strain, 0.25),
  });
  const withTrait = (input: InputExpression, state: string): InputExpression => ({
    ...input,
    strain: Math.max(input.strain, 0.3),
    trait: { path: '', state },
  });
  return [
    inputOf('[]', 0.2, 'is empty'),
    withTrait(arrayInput([first]), 'has one element'),
    arrayInput([first, second]),
    arrayInput([...usual].reverse()),
    withTrait(arrayInput([first, first]), 'has equal elements'),
    ...varied.slice(0, 12).flatMap((value) => [arrayInput([first, value]), short(arrayInput([value]))]),
    arrayInput([first, second, first, second]),
    arrayInput(elementInputs(maker, { name, shape: element }, 5, 0)),
    ...varied.slice(12, 24).map((value) => short(arrayInput([value]))),
    ...(maker.scope.staysInType || maker.depth > 0
      ? []
      : ['null', "'text'"].map((code) => arrayInput([first, inputOf(code, 1.5)]))),
  ];
}

/** One property different or left out at a time, and two optional ones together. */
export function variationsOfObject(
  maker: InputMaker,
  shape: Extract<ValueShape, { kind: 'object' }>,
): InputExpression[] {
  const usual = usualProperties(maker, shape);
  const inner = maker.inner();
  const build = (
    replaced: string,
    value: InputExpression | undefined,
    state: string | undefined,
  ): InputExpression => {
    const names = shape.properties.filter(
      ({ name }) => name === replaced || usual.some((property) => property.name === name),
    );
    const entries = names.flatMap((property): [string, InputExpression][] => {
      if (property.name !== replaced) return [[property.name, inner.ordinary(property)]];
      return value ? [[property.name, value]] : [];
    });
    return objectInput(entries, state === undefined ? undefined : { path: replaced, state });
  };
  const perProperty = shape.properties.map((property) => {
    const variations = inner.variations(property);
    const values = usual.includes(property) ? variations : [inner.ordinary(property), ...variations];
    const changed = values.map((value) => {
      const input = build(property.name, value, value.trait?.state);
      const path = value.trait?.path ? `${property.name}.${value.trait.path}` : property.name;
      return input.trait ? { ...input, trait: { ...input.trait, path } } : input;
    });
    return property.isOptional && usual.includes(property)
      ? [build(property.name, undefined, 'is omitted'), ...changed]
      : changed;
  });
  const complete = objectInput(shape.properties.map((property) => [property.name, inner.ordinary(property)]));
  // Of many optional ones, two that are looked at one after the other often belong together.
  const pairs = shape.properties.slice(1, mostPairs).map((property, index) => {
    const before = shape.properties[index] ?? property;
    return objectInput([before, property].map((one) => [one.name, inner.ordinary(one)]));
  });
  const areAllOptional =
    shape.properties.length > 2 && shape.properties.every(({ isOptional }) => isOptional);
  return [...(areAllOptional ? pairs : []), complete, ...interleaved(perProperty)];
}

/** One argument of the constructor different at a time. */
export function variationsOfInstance(maker: InputMaker, exportName: string): InputExpression[] {
  const model = maker.scope.constructorOf(exportName);
  if (!model) return [];
  const inner = maker.inner();
  const ordinary = model.parameters
    .filter((parameter) => !parameter.isOptional)
    .map((parameter) => inner.ordinary(parameter));
  return interleaved(
    model.parameters.map((parameter, index) =>
      inner
        .variations(parameter)
        .slice(0, 8)
        .map((value) => {
          const before = model.parameters
            .slice(0, index)
            .map((earlier, position) => ordinary[position] ?? inner.ordinary(earlier));
          return constructionInput(model, [...before, value, ...ordinary.slice(index + 1)]);
        }),
    ),
  );
}

/** A tuple with one element different. */
export function variationsOfTuple(
  maker: InputMaker,
  name: string,
  elements: readonly ValueShape[],
): InputExpression[] {
  const inner = maker.inner();
  const replacedAt = (index: number, shape: ValueShape): InputExpression[] =>
    inner
      .variations({ name, shape })
      .slice(0, 12)
      .map((value) =>
        arrayInput(
          elements.map((other, position) =>
            position === index ? value : inner.ordinary({ name, shape: other }, position),
          ),
        ),
      );
  return interleaved(elements.map((element, index) => replacedAt(index, element)));
}

/** The first of each list, then the second of each, and so on. */
export function interleaved<T>(lists: readonly (readonly T[])[]): T[] {
  const length = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}
