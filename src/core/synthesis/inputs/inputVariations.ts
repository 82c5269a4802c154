import type { ValueShape } from '../moduleModel';
import { isUsableName } from '../search/localNames';
import {
  interleaved,
  variationsOfArray,
  variationsOfInstance,
  variationsOfObject,
  variationsOfTuple,
} from './compositeVariations';
import { composedInput, type InputExpression, inputOf } from './inputExpression';
import {
  type ConstructorModel,
  constructionInput,
  deepestInput,
  functionInputs,
  type InputMaker,
  type InputSlot,
  literalInput,
} from './inputMaker';
import { objectInput } from './objectInputs';
import { pathInputs } from './pathInputs';
import { singular } from './plausibleValues';
import { numberInputs, stringInputs } from './primitiveInputs';
import { guessShape } from './shapeGuess';

const anyFunction = {
  kind: 'function',
  parameters: [{ name: 'value', shape: { kind: 'unknown' }, isOptional: false, isRest: false }],
  returns: { kind: 'unknown' },
  isAsync: false,
} as const;

/** Boundary values and changes of one part at a time, for every shape. */
export class InputVariations {
  constructor(private readonly maker: InputMaker) {}

  /** Values that differ from the ordinary one in one respect. */
  variations(slot: InputSlot): InputExpression[] {
    const { name, shape } = slot;
    if (this.maker.depth >= deepestInput) return [];
    switch (shape.kind) {
      case 'string':
        return [...stringInputs(name, this.maker.scope.pool, this.maker.scope.produced)];
      case 'number':
        return [...numberInputs(name, this.maker.scope.pool)];
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
            inputOf("new Date('2024-02-29')", 0.1),
            inputOf('new Date(0)', 0.3),
            inputOf('new Date(Number.NaN)', 0.8, 'is not a valid date'),
          );
      case 'literal':
        return [literalInput(this.maker.scope, shape.code)];
      case 'union':
        return this.variationsOfUnion(name, shape.options);
      case 'array':
        return variationsOfArray(this.maker, name, shape.element);
      case 'tuple':
        return variationsOfTuple(this.maker, name, shape.elements);
      case 'object':
        return variationsOfObject(this.maker, shape);
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
          .concat(
            inputOf("Promise.reject(new Error('boom'))", 0.5, 'rejects'),
            inputOf('new Promise(() => {})', 0.4, 'never settles'),
          );
      case 'path':
        return pathInputs({
          name,
          of: shape.of,
          written: this.maker.scope.written,
          isUsable: isUsableName,
        });
      case 'instance':
        return variationsOfInstance(this.maker, shape.exportName);
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
    const some = this.maker.depth > 1 ? [] : functionInputs(this.maker, slot.name, anyFunction).slice(0, 3);
    return [
      ...mixed.slice(0, 4),
      ...some.slice(0, 1),
      ...mixed.slice(4, 8),
      ...instances,
      ...some.slice(1),
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
