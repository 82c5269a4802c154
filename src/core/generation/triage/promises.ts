import type { ValueShape } from '../../synthesis/moduleModel';
import type { DocumentedUnit } from './documentedResults';

/** Names of functions that answer yes or no. */
const questionName = /^(?:is|has|can|should|was|were|does|are)[A-Z_]/;

/** What a value is not, that the unit promises by its type or name, in one sentence. @param actual as a framework writes it */
export function contradictionOf(unit: DocumentedUnit, actual: string | undefined): string | undefined {
  if (actual === undefined) return undefined;
  const kind = kindOf(actual);
  if (kind === undefined) return undefined;
  const promised = unit.returns && kindsOf(unit.returns);
  if (promised && !promised.has(kind))
    return `${unit.name} is declared to give ${[...promised].join(' or ')}, and gives ${actual}.`;
  const bareName = unit.name.split('.').at(-1) ?? '';
  if (!unit.returns && questionName.test(bareName) && kind !== 'boolean' && !unit.isAsync)
    return `${unit.name} is named like a question, and gives ${actual} instead of true or false.`;
  return undefined;
}

type Kind = 'string' | 'number' | 'boolean' | 'undefined' | 'null';

function kindOf(actual: string): Kind | undefined {
  if (actual === 'undefined' || actual === 'null') return actual;
  // A number to the types, and a good answer of many a function.
  if (actual === 'NaN') return 'number';
  if (actual === 'true' || actual === 'false') return 'boolean';
  if (/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(actual)) return 'number';
  return /^(['"`]).*\1$/.test(actual) ? 'string' : undefined;
}

/** Undefined when anything may be given. */
function kindsOf(shape: ValueShape): ReadonlySet<Kind> | undefined {
  switch (shape.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'undefined':
      return new Set([shape.kind]);
    case 'literal': {
      const kind = kindOf(shape.code);
      return kind && new Set([kind]);
    }
    case 'promise':
      return kindsOf(shape.value);
    case 'union': {
      const options = shape.options.map(kindsOf);
      return options.includes(undefined) ? undefined : new Set(options.flatMap((each) => [...(each ?? [])]));
    }
    default:
      return undefined;
  }
}
