import type { ValueShape } from '../../synthesis/moduleModel';

/** Kinds of values that show in the text of a value. */
export type Kind = 'string' | 'number' | 'boolean' | 'undefined' | 'null';

/** The kind of a value by its text in code; undefined when the text does not show it. */
export function kindOf(code: string): Kind | undefined {
  if (code === 'undefined' || code === 'null') return code;
  // A number to the types, and a good answer of many a function.
  if (code === 'NaN') return 'number';
  if (code === 'true' || code === 'false') return 'boolean';
  if (/^[+-]?(?:\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?|Infinity)$/i.test(code)) return 'number';
  return /^(['"`])(?:(?!\1)[^\\]|\\.)*\1$/s.test(code) ? 'string' : undefined;
}

/** The kinds that values of a shape are of; undefined when they can be anything else. */
export function kindsOf(shape: ValueShape): ReadonlySet<Kind> | undefined {
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
