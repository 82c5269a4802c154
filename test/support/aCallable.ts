import { constantPoolOf } from '../../src/core/synthesis/inputs/constantPool';
import { InputGenerator } from '../../src/core/synthesis/inputs/inputGenerator';
import type { ParameterModel } from '../../src/core/synthesis/moduleModel';
import { FunctionLookup } from '../../src/core/synthesis/search/functionLookup';
import type { Callable } from '../../src/core/synthesis/search/scenarioPlan';

/** A plain function of a module in JavaScript, exported under its own name. */
export function aCallable(
  name: string,
  parameters: readonly ParameterModel[] = [],
  changes: Partial<Callable> = {},
): Callable {
  const generator = new InputGenerator({
    pool: constantPoolOf([]),
    produced: [],
    written: [],
    staysInType: false,
    constructorOf: () => undefined,
    constructors: () => [],
    exportNameIn: () => undefined,
  });
  return {
    subject: name,
    unit: name,
    form: 'call',
    path: name,
    exportNames: [name],
    range: undefined,
    parameters,
    generator,
    lookup: new FunctionLookup([], []),
    examples: [],
    ...changes,
  };
}
