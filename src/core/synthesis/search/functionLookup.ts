import type { ProbePoint } from '../../testing/languageAdapter';
import type { FunctionFacts, LineRange, ParameterModel } from '../moduleModel';
import type { RuntimeFunction } from '../runtimeExports';

export interface CallableText {
  readonly parameters: readonly ParameterModel[];
  readonly constants: readonly string[];
  readonly range: LineRange | undefined;
}

/** Finds what the source says of functions that only showed at run time, by the counters in them. */
export class FunctionLookup {
  constructor(
    private readonly functions: readonly FunctionFacts[],
    private readonly points: readonly ProbePoint[],
  ) {}

  /** The innermost function that has all counters of the other one in it. */
  of({ counters }: RuntimeFunction): FunctionFacts | undefined {
    const offsets = counters.flatMap((counter) => this.points[counter]?.offset ?? []);
    if (offsets.length === 0) return undefined;
    const [first, last] = [Math.min(...offsets), Math.max(...offsets)];
    const around = this.functions.filter(({ span: [start, end] }) => start <= first && last < end);
    return around.sort((a, b) => lengthOf(a) - lengthOf(b))[0];
  }

  /** The text's own facts, else what can be guessed: the names of the parameters, all of which may be left out. */
  factsOf(runtime: RuntimeFunction): CallableText {
    const found = this.of(runtime);
    if (found) return found;
    const names = runtime.parameterNames.length > 0 ? runtime.parameterNames : ['value', 'other'];
    const parameters = names.map((name) => ({ name, shape: unknown, isOptional: true, isRest: false }));
    return { parameters, constants: [], range: undefined };
  }
}

const unknown = { kind: 'unknown' } as const;

function lengthOf({ span: [start, end] }: FunctionFacts): number {
  return end - start;
}
