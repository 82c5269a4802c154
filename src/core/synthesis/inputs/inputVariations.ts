import type { ValueShape } from '../moduleModel';
import { composedInput, type InputExpression, inputOf } from './inputExpression';
import {
  type ConstructorModel,
  constructionInput,
  deepestInput,
  elementInputs,
  functionInputs,
  type InputMaker,
  type InputSlot,
  literalInput,
  usualLength,
  usualProperties,
} from './inputMaker';
import { arrayInput, objectInput } from './objectInputs';
import { singular } from './plausibleValues';
import { numberInputs, stringInputs } from './primitiveInputs';
import { guessShape } from './shapeGuess';

const mostPairs = 8;

/** Boundary values and changes of one part at a time, for every shape. */
export class InputVariations {
  constructor(private readonly maker: InputMaker) {}

  /** Values that differ from the ordinary one in one respect. */
  variations(slot: InputSlot): InputExpression[] {
    const { name, shape } = slot;
    if (this.maker.depth >= deepestInput) return [];
    switch (shape.kind) {
      case 'string':
        return stringInputs(name, this.maker.scope.pool, this.maker.scope.produced);
      case 'number':
        return numberInputs(name, this.maker.scope.pool);
      case 'boolean':
        return [inputOf('true', 0, 'is true'), inputOf('false', 0, 'is false')];
      case 'bigint':
        return ['0n', '1n', '-1n', '10n', '9007199254740993n'].map((code) =>
          inputOf(code, 0.2, `is ${code}`),
        );
      case 'date':
        return [1, 2]
          .map((nth) => this.maker.ordinary(slot, nth))
          .concat(
            inputOf("new Date('2024-02-29T00:00:00.000Z')", 0.1),
            inputOf('new Date(0)', 0.3),
            inputOf('new Date(Number.NaN)', 0.8, 'is not a valid date'),
          );
      case 'literal':
        return [literalInput(this.maker.scope, shape.code)];
      case 'union':
        return this.variationsOfUnion(name, shape.options);
      case 'array':
        return this.variationsOfArray(name, shape.element);
      case 'tuple':
        return interleaved(
          shape.elements.map((element, index) => this.replacedElements(name, shape.elements, element, index)),
        );
      case 'object':
        return this.variationsOfObject(shape);
      case 'record':
        return [
          inputOf('{}', 0.1, 'is empty'),
          ...this.maker
            .inner()
            .variations({ name: singular(name), shape: shape.value })
            .map((value) => objectInput([['color', value]])),
        ];
      case 'map':
        return [inputOf('new Map()', 0.1, 'is empty'), this.maker.ordinary(slot, 1)];
      case 'set':
        return [inputOf('new Set()', 0.1, 'is empty'), this.maker.ordinary(slot, 1)];
      case 'function':
        return functionInputs(this.maker, name, shape);
      case 'promise':
        return this.maker
          .inner()
          .variations({ name, shape: shape.value })
          .map((value) => composedInput([value], ([code]) => `Promise.resolve(${code})`))
          .concat(inputOf("Promise.reject(new Error('boom'))", 0.5, 'rejects'));
      case 'instance':
        return this.variationsOfInstance(shape.exportName);
      case 'unknown':
        return this.variationsOfUnknown(slot);
      default:
        return [1, 2].map((nth) => this.maker.ordinary(slot, nth));
    }
  }

  private variationsOfUnion(name: string, options: readonly ValueShape[]): InputExpression[] {
    const ordinary = options.map((shape) => {
      const input = this.maker.ordinary({ name, shape });
      return input.code.length > 30 || input.trait
        ? input
        : { ...input, trait: { path: '', state: `is ${input.code}` } };
    });
    return [...ordinary, ...interleaved(options.map((shape) => this.variations({ name, shape })))];
  }

  private variationsOfArray(name: string, element: ValueShape): InputExpression[] {
    const slot = { name: singular(name), shape: element };
    const inner = this.maker.inner();
    const first = inner.ordinary(slot);
    const second = inner.ordinary(slot, 1);
    const usual = elementInputs(this.maker, { name, shape: element }, usualLength(this.maker, element), 0);
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
      arrayInput(elementInputs(this.maker, { name, shape: element }, 5, 0)),
      ...varied.slice(12, 24).map((value) => short(arrayInput([value]))),
    ];
  }

  private variationsOfObject(shape: Extract<ValueShape, { kind: 'object' }>): InputExpression[] {
    const usual = usualProperties(this.maker, shape);
    const inner = this.maker.inner();
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
    const complete = objectInput(
      shape.properties.map((property) => [property.name, inner.ordinary(property)]),
    );
    // Of many optional ones, two that are looked at one after the other often belong together.
    const pairs = shape.properties.slice(1, mostPairs).map((property, index) => {
      const before = shape.properties[index] ?? property;
      return objectInput([before, property].map((one) => [one.name, inner.ordinary(one)]));
    });
    const areAllOptional =
      shape.properties.length > 2 && shape.properties.every(({ isOptional }) => isOptional);
    return [...(areAllOptional ? pairs : []), complete, ...interleaved(perProperty)];
  }

  private variationsOfInstance(exportName: string): InputExpression[] {
    const model = this.maker.scope.constructorOf(exportName);
    if (!model) return [];
    const inner = this.maker.inner();
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

  private variationsOfUnknown(slot: InputSlot): InputExpression[] {
    const guessed = guessShape(slot.name);
    if (guessed) return this.variations({ name: slot.name, shape: guessed });
    const kinds: ValueShape[] = [
      { kind: 'number' },
      { kind: 'string' },
      { kind: 'array', element: { kind: 'number' } },
      { kind: 'boolean' },
    ];
    const mixed = interleaved(
      kinds.map((shape) => [
        this.maker.ordinary({ name: slot.name, shape }),
        ...this.variations({ name: slot.name, shape }).slice(0, 8),
      ]),
    );
    if (this.maker.scope.staysInType) return mixed.slice(0, 12);
    const instances = this.maker.scope
      .constructors()
      .slice(0, 2)
      .flatMap((model) => this.instancesOf(model));
    return [
      ...mixed.slice(0, 8),
      ...instances,
      ...mixed.slice(8),
      inputOf('{}', 0.3, 'is an empty object'),
      inputOf("{ name: 'Ada', age: 36 }", 0.1),
    ];
  }

  private instancesOf(model: ConstructorModel): InputExpression[] {
    if (this.maker.depth > 1) return [];
    const required = model.parameters.filter(({ isRest }) => !isRest).slice(0, 3);
    return [0, 1].map((nth) =>
      constructionInput(
        model,
        required.map((parameter) => this.maker.inner().ordinary(parameter, nth)),
      ),
    );
  }

  private replacedElements(
    name: string,
    elements: readonly ValueShape[],
    element: ValueShape,
    index: number,
  ): InputExpression[] {
    const inner = this.maker.inner();
    return inner
      .variations({ name, shape: element })
      .slice(0, 12)
      .map((value) =>
        arrayInput(
          elements.map((other, position) =>
            position === index ? value : inner.ordinary({ name, shape: other }, position),
          ),
        ),
      );
  }

  outOfType(shape: ValueShape): InputExpression[] {
    const wrong = [
      'null',
      'undefined',
      ...(shape.kind === 'string' ? ['42'] : ["'text'"]),
      ...(shape.kind === 'array' || shape.kind === 'object' ? [] : ['{}']),
    ];
    return wrong.map((code) => inputOf(code, 2, `is ${code}`));
  }
}

/** The first of each list, then the second of each, and so on. */
function interleaved<T>(lists: readonly (readonly T[])[]): T[] {
  const length = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}
