import type { LineRange } from '../moduleModel';
import type { Callable } from './scenarioPlan';

/** What of the module tests can reach, joined from the source text and what really is there at run time. */
export interface TestableUnit {
  /** The `describe` of its tests. */
  readonly name: string;
  readonly kind: 'function' | 'class';
  readonly exportName: string;
  readonly localName: string;
  /** Undefined for what the source text does not show. */
  readonly range: LineRange | undefined;
  /** Calls that stand alone: the function, or static methods. */
  readonly functions: readonly Callable[];
  readonly construct: Callable | undefined;
  /** Methods and readable properties of instances. */
  readonly members: readonly Callable[];
}

/** Where its code stands, as far as that is known: classes in the old style have their methods anywhere in the file. */
export function rangesOf({ range, construct, functions, members }: TestableUnit): readonly LineRange[] {
  const callables = [...(construct ? [construct] : []), ...functions, ...members];
  return [...new Set([range, ...callables.map((callable) => callable.range)])].filter(
    (one) => one !== undefined,
  );
}

/** Expressions that show the state of an instance: its properties, then its methods that are named like questions. */
export function inspectionsOf(unit: TestableUnit, isQuery: (name: string) => boolean): readonly Callable[] {
  const reads = unit.members.filter(({ form }) => form === 'read');
  const queries = unit.members.filter(
    ({ form, path, parameters }) =>
      form === 'method' &&
      isQuery(path) &&
      parameters.every((parameter) => parameter.isOptional || parameter.isRest),
  );
  return [...reads, ...queries];
}
