import { withSignal } from '../inputs/signalParameter';
import type { ParameterModel } from '../moduleModel';
import type { RuntimeFunction } from '../runtimeExports';
import type { ObservedValue } from '../scenario';
import type { Callable } from './scenarioPlan';

/** What can be called of a value that a call of `source` gave: the value itself, or its functions. */
export function givenCallables(value: ObservedValue, source: Callable): readonly Callable[] {
  const isFunction = value.kind === 'function';
  const methods = value.kind === 'expressible' ? [] : (value.methods ?? []);
  const own: Callable[] = isFunction
    ? [{ ...source, form: 'invoke', path: '', examples: [], ...textOf(value, source) }]
    : [];
  const members = methods.map(
    (method): Callable => ({
      ...source,
      form: method.isAccessor ? 'read' : 'method',
      path: method.name,
      examples: [],
      ...source.lookup.factsOf(method),
    }),
  );
  const { staysInType } = source.generator.scope;
  return [...own, ...members].map((callable) =>
    staysInType ? callable : { ...callable, parameters: withSignal(callable.parameters) },
  );
}

/** What a returned function takes: as its text says, else what a function among the parameters takes. */
function textOf(
  value: RuntimeFunction,
  { lookup, parameters }: Callable,
): Pick<Callable, 'parameters' | 'range'> {
  if (lookup.of(value) || value.parameterNames.length > 0) {
    const facts = lookup.factsOf(value);
    return { parameters: facts.parameters, range: facts.range };
  }
  const expected = parameters.map(({ shape }) => shape).find((shape) => shape.kind === 'function');
  return { parameters: expected?.parameters ?? [unknownParameter], range: undefined };
}

const unknownParameter: ParameterModel = {
  name: 'value',
  shape: { kind: 'unknown' },
  isOptional: false,
  isRest: false,
};
