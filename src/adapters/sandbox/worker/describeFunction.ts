import type { RuntimeFunction } from '../../../core/synthesis/runtimeExports';
import { pointsKey } from '../../../core/testing/languageAdapter';

const counter = new RegExp(`\\b${pointsKey}\\[(\\d+)\\]`, 'g');
/** The parameters of a function, a method or an arrow function; a single one may go without parentheses. */
const parameterList =
  /^(?:async\s+)?(?:function\b[\s*]*)?(?:[\w$]+\s*)?\(([^()]*)\)|^(?:async\s+)?([A-Za-z_$][\w$]*)\s*=>/;
const constructorParameters = /\bconstructor\s*\(([^()]*)\)/;
const noFunction: RuntimeFunction = { counters: [], parameterNames: [] };

/** What the text of a function tells: which counters stand in it, and what its parameters are called. */
export function describeFunction(value: unknown): RuntimeFunction {
  if (typeof value !== 'function') return noFunction;
  const text = sourceOf(value);
  const numbers = [...text.matchAll(counter)].map(([, number]) => Number(number));
  const [first] = numbers;
  return {
    counters: first === undefined ? [] : [first, numbers.reduce((a, b) => Math.max(a, b))],
    parameterNames: parameterNamesIn(text),
  };
}

/** A Proxy around a function has no text of its own. */
export function sourceOf(value: object): string {
  return Function.prototype.toString.call(value);
}

function parameterNamesIn(text: string): readonly string[] {
  const match = (/^class\b/.test(text) ? constructorParameters : parameterList).exec(text);
  const list = match?.[1] ?? match?.[2] ?? '';
  return list.split(',').flatMap((part) => /^\s*(?:\.\.\.)?([A-Za-z_$][\w$]*)/.exec(part)?.[1] ?? []);
}
