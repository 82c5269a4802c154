import type { ValueShape } from '../moduleModel';
import { isUsableName } from '../search/localNames';
import { composedInput, type InputExpression, inputOf } from './inputExpression';
import {
  constructionInput,
  deepestInput,
  elementInputs,
  functionInputs,
  type InputMaker,
  type InputSlot,
  literalInput,
  nthOf,
  usualLength,
  usualProperties,
} from './inputMaker';
import { arrayInput, objectInput } from './objectInputs';
import { pathInputs } from './pathInputs';
import { plausibleDates, plausibleStrings, singular } from './plausibleValues';
import { numberInputs, stringInputs } from './primitiveInputs';
import { guessShape } from './shapeGuess';

/** Level from which a name says nothing about a value any more. */
const deepestGuess = 2;

/** Keys that a parameter called `key` or `keys` gets too, so that they are found. */
const plausibleKeys = plausibleStrings('key').values.slice(0, 2);

/** Believable values of every shape. */
export class OrdinaryInputs {
  constructor(private readonly maker: InputMaker) {}

  /** The value a reader expects for such a name; `nth` gives others of the same kind. */
  ordinary(slot: InputSlot, nth: number): InputExpression {
    const { name, shape } = slot;
    switch (shape.kind) {
      case 'string':
      case 'number':
      case 'function':
        return nthOf(this.ordinaries(slot), nth);
      case 'boolean':
        return inputOf(String(nth % 2 === 0));
      case 'bigint':
        return inputOf(nthOf(['5n', '12n', '0n'], nth));
      case 'null':
      case 'undefined':
        return inputOf(shape.kind);
      case 'date':
        return inputOf(`new Date('${nthOf(plausibleDates(name), nth)}')`);
      case 'regexp':
        return inputOf(nthOf(['/[aeiou]/', '/\\d+/g', '/^x/'], nth));
      case 'error':
        return inputOf(`new Error('${nthOf(['boom', 'not found', 'timed out'], nth)}')`);
      case 'literal':
        return literalInput(this.maker.scope, shape.code);
      case 'union':
        return this.ordinaryOfUnion(name, shape.options, nth);
      case 'array':
        return arrayInput(
          elementInputs(
            this.maker,
            { name, shape: shape.element },
            usualLength(this.maker, shape.element),
            nth,
          ),
        );
      case 'tuple':
        return arrayInput(
          shape.elements.map((element, index) =>
            this.maker.inner().ordinary({ name, shape: element }, nth + index),
          ),
        );
      case 'object':
        if (shape.properties.length === 0 && !this.maker.scope.staysInType)
          return inputOf("{ color: 'red', size: 5 }");
        return objectInput(
          usualProperties(this.maker, shape).map((property) => [
            property.name,
            this.maker.inner().ordinary(property, nth),
          ]),
        );
      case 'record':
        return objectInput(
          plausibleKeys.map((key, index) => [
            key,
            this.maker.inner().ordinary({ name: singular(name), shape: shape.value }, nth + index),
          ]),
        );
      case 'map':
        return this.ordinaryMap(name, shape.key, shape.value, nth);
      case 'set':
        return composedInput(
          [arrayInput(elementInputs(this.maker, { name, shape: shape.element }, 3, nth))],
          ([list]) => `new Set(${list})`,
        );
      case 'promise':
        return composedInput(
          [this.maker.inner().ordinary({ name, shape: shape.value }, nth)],
          ([value]) => `Promise.resolve(${value})`,
        );
      case 'path':
        return nthOf(this.paths(name, shape.of), nth);
      case 'instance':
        return this.instance(shape.exportName, name, nth);
      case 'unknown':
        return this.maker.ordinary({ name, shape: this.assumed(slot) }, nth);
    }
  }

  private paths(name: string, of: 'file' | 'folder'): InputExpression[] {
    const { written } = this.maker.scope;
    return pathInputs({ name, of, written, isUsable: isUsableName }).filter(({ strain }) => strain < 0.1);
  }

  private ordinaries(slot: InputSlot): InputExpression[] {
    const { name, shape } = slot;
    if (shape.kind === 'string')
      return stringInputs(name, this.maker.scope.pool, this.maker.scope.produced).slice(0, 3);
    if (shape.kind === 'number') return numberInputs(name, this.maker.scope.pool).slice(0, 3);
    if (shape.kind === 'function')
      return functionInputs(this.maker, name, shape).filter((input) => input.strain < 0.3);
    return [];
  }

  private ordinaryOfUnion(name: string, options: readonly ValueShape[], nth: number): InputExpression {
    const present = options.filter((option) => option.kind !== 'null' && option.kind !== 'undefined');
    const literals = present.filter((option) => option.kind === 'literal' || option.kind === 'boolean');
    const [first] = present;
    if (!first) return inputOf(options[0]?.kind === 'null' ? 'null' : 'undefined');
    const option =
      literals.length === present.length || this.maker.depth >= deepestInput ? nthOf(present, nth) : first;
    return this.maker.ordinary({ name, shape: option }, nth);
  }

  private ordinaryMap(name: string, key: ValueShape, value: ValueShape, nth: number): InputExpression {
    const inner = this.maker.inner();
    const entries = [0, 1].map((index) =>
      arrayInput([
        inner.ordinary({ name: key.kind === 'string' ? 'fruit' : name, shape: key }, nth + index),
        inner.ordinary({ name: singular(name), shape: value }, nth + index),
      ]),
    );
    return composedInput([arrayInput(entries)], ([list]) => `new Map(${list})`);
  }

  private instance(exportName: string, name: string, nth: number): InputExpression {
    const model = this.maker.scope.constructorOf(exportName);
    if (!model || this.maker.depth >= deepestInput)
      return this.maker.scope.staysInType
        ? inputOf('undefined', 2)
        : this.maker.ordinary({ name, shape: { kind: 'number' } }, nth);
    const required = model.parameters.filter((parameter) => !parameter.isOptional && !parameter.isRest);
    return constructionInput(
      model,
      required.map((parameter) => this.maker.inner().ordinary(parameter, nth)),
    );
  }

  /** Deep inside of a value, a name is not asked any more: the elements of what is called a list may be called lists again. */
  private assumed(slot: InputSlot): ValueShape {
    const guessed = this.maker.depth < deepestGuess ? guessShape(slot.name) : undefined;
    return guessed ?? { kind: 'number' };
  }
}
