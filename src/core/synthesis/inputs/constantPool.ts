import { unquoted } from '../writing/expressionText';
import { builtInClass } from './builtInSamples';

/** Literals of a unit by type, in the order of the text. */
export interface ConstantPool {
  readonly strings: readonly string[];
  readonly numbers: readonly number[];
  /** Source of each regular expression, without slashes and flags. */
  readonly patterns: readonly string[];
  /** Names of built-in classes that the text looks for. */
  readonly classes: readonly string[];
}

const longestString = 60;

/** Sorts literals by type; what is none (or too long to be an input) is left out. */
export function constantPoolOf(constants: readonly string[]): ConstantPool {
  const strings = new Set<string>();
  const numbers = new Set<number>();
  const patterns = new Set<string>();
  const classes = new Set<string>();
  for (const constant of constants) {
    const text = unquoted(constant);
    const pattern = /^\/(.+)\/[a-z]*$/s.exec(constant)?.[1];
    const number = Number(constant.replaceAll('_', ''));
    const className = builtInClass(text ?? constant);
    if (className !== undefined) classes.add(className);
    if (text !== undefined) {
      if (text.length <= longestString) strings.add(text);
    } else if (pattern !== undefined) patterns.add(pattern);
    else if (constant.trim() !== '' && Number.isFinite(number)) numbers.add(number);
  }
  return {
    strings: [...strings],
    numbers: [...numbers],
    patterns: [...patterns],
    classes: [...classes],
  };
}
