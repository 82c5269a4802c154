import type { ParameterModel, ValueShape } from '../../moduleModel';
import type { Callable } from '../../search/scenarioPlan';
import type { TestableUnit } from '../../search/testableUnit';
import { isGenerable } from './propertySamples';

/** Something that may hold for all arguments of a function. */
export interface CandidateProperty {
  /** The unit whose tests it belongs to. */
  readonly unit: TestableUnit;
  readonly title: string;
  readonly exportNames: readonly string[];
  /** Names of the values that it is about, each with its shape. */
  readonly parameters: readonly PropertyParameter[];
  /** Expressions in these names that are always equal. */
  readonly actual: string;
  readonly expected: string;
  /** Expressions that are not always equal: else it would hold of a function that does nothing. */
  readonly differing: readonly [string, string];
  /** An ordinary value for each parameter, as an expression. */
  readonly ordinary: readonly string[];
}

export interface PropertyParameter {
  readonly name: string;
  readonly shape: ValueShape;
}

/** Verbs of functions that undo each other: what the first writes, the second reads. */
const inverses: readonly (readonly [writes: RegExp, reads: RegExp])[] = [
  [/^(?:format|stringify|serialize|serialise|render|print)/, /^parse/],
  [/^(?:stringify|serialize|serialise)/, /^(?:deserialize|deserialise)/],
  [/^encode/, /^decode/],
  [/^escape/, /^unescape/],
  [/^(?:compress|deflate|pack|zip)/, /^(?:decompress|inflate|unpack|unzip)/],
  [/^to(?=[A-Z])/, /^from(?=[A-Z])/],
  [/^encrypt/, /^decrypt/],
];

/** Laws that functions of these units may obey, by their shapes and names. Whether they do is for the trial to find out. */
export function candidateProperties(units: readonly TestableUnit[]): readonly CandidateProperty[] {
  const functions = units.flatMap((unit) => {
    const [callable] = unit.functions;
    return unit.kind === 'function' && callable?.form === 'call' ? [{ unit, callable }] : [];
  });
  const own = functions.flatMap(({ unit, callable }) => propertiesOf(unit, callable));
  const pairs = functions.flatMap((writer) => functions.flatMap((reader) => roundTrips(writer, reader)));
  return [...pairs, ...own];
}

interface ExportedFunction {
  readonly unit: TestableUnit;
  readonly callable: Callable;
}

function propertiesOf(unit: TestableUnit, callable: Callable): readonly CandidateProperty[] {
  const { path, exportNames } = callable;
  const parameters = requiredOf(callable);
  const [first, second, ...others] = parameters;
  if (!first || others.length > 0 || !parameters.every(({ shape }) => isGenerable(shape))) return [];
  const base = {
    unit,
    exportNames,
    ordinary: parameters.map((each) => callable.generator.ordinary(each).code),
  };
  const call = (...codes: readonly string[]): string => `${path}(${codes.join(', ')})`;
  const { name, shape } = first;
  if (second) {
    if (JSON.stringify(shape) !== JSON.stringify(second.shape)) return [];
    return [
      {
        ...base,
        title: 'does not depend on the order of its arguments',
        parameters: [first, second],
        actual: call(name, second.name),
        expected: call(second.name, name),
        differing: [call(name, second.name), call(name, name)],
      },
    ];
  }
  const once = call(name);
  const applied: CandidateProperty[] = [
    {
      ...base,
      title: 'gives back the original when it is applied twice',
      parameters: [first],
      actual: call(once),
      expected: name,
      differing: [once, name],
    },
    {
      ...base,
      title: 'changes nothing more when it is applied again',
      parameters: [first],
      actual: call(once),
      expected: once,
      differing: [once, name],
    },
  ];
  if (shape.kind === 'array')
    applied.push({
      ...base,
      title: `keeps the number of ${name}`,
      parameters: [first],
      actual: `${once}.length`,
      expected: `${name}.length`,
      differing: [once, name],
    });
  if (shape.kind === 'number')
    applied.push({
      ...base,
      title: `never falls when ${name} grows`,
      parameters: [
        { name: 'low', shape },
        { name: 'step', shape },
      ],
      actual: `${call('low')} <= ${call('low + Math.abs(step)')}`,
      expected: 'true',
      differing: [call('low'), call('low + Math.abs(step)')],
      ordinary: ['1', '3'],
    });
  return applied;
}

function roundTrips(writer: ExportedFunction, reader: ExportedFunction): readonly CandidateProperty[] {
  const [value, ...others] = requiredOf(writer.callable);
  if (writer === reader || !value || others.length > 0 || !isGenerable(value.shape)) return [];
  if (requiredOf(reader.callable).length !== 1) return [];
  const [written, read] = [writer.callable.path, reader.callable.path];
  const isInverse = inverses.some(([writes, reads]) => {
    const [restOfWriter, restOfReader] = [written.replace(writes, ''), read.replace(reads, '')];
    return writes.test(written) && reads.test(read) && restOfWriter === restOfReader;
  });
  if (!isInverse) return [];
  return [
    {
      unit: reader.unit,
      title: `gives back what ${written} was given`,
      exportNames: [...writer.callable.exportNames, ...reader.callable.exportNames],
      parameters: [value],
      ordinary: [writer.callable.generator.ordinary(value).code],
      actual: `${read}(${written}(${value.name}))`,
      expected: value.name,
      differing: [`${written}(${value.name})`, value.name],
    },
  ];
}

function requiredOf({ parameters }: Callable): readonly ParameterModel[] {
  const first = parameters.findIndex(({ isOptional, isRest }) => isOptional || isRest);
  return first < 0 ? parameters : parameters.slice(0, first);
}
