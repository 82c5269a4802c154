import type { ParameterModel } from '../../synthesis/moduleModel';
import type { DocumentedUnit } from './documentedUnit';
import { kindOf, kindsOf } from './kinds';

/** Names of functions that answer yes or no. */
const questionName = /^(?:is|has|can|should|was|were|does|are)[A-Z_]/;

export interface AnsweredCall {
  readonly unit: DocumentedUnit;
  readonly parameters: readonly string[];
  /** What the test wants it to give. */
  readonly wanted: string;
  /** What it gives. */
  readonly actual: string;
}

/** How what a call gives contradicts the declared type or the name of the unit, in one sentence; undefined: it does not. */
export function contradictionOf({ unit, parameters, wanted, actual }: AnsweredCall): string | undefined {
  const kind = kindOf(actual);
  const wantedKind = kindOf(wanted);
  if (kind === undefined || wantedKind === undefined || !isFit(parameters, unit.parameters)) return undefined;
  const promised = unit.returns && kindsOf(unit.returns);
  if (promised) {
    if (promised.has(kind) || !promised.has(wantedKind)) return undefined;
    return `${unit.name} is declared to give ${[...promised].join(' or ')}, and gives ${actual}.`;
  }
  const bareName = unit.name.split('.').at(-1) ?? '';
  const isQuestion = !unit.returns && questionName.test(bareName);
  return isQuestion && wantedKind === 'boolean' && kind !== 'boolean'
    ? `${unit.name} is named like a question, and gives ${actual} instead of true or false.`
    : undefined;
}

/** What is given to a function that it is not made for proves nothing. */
function isFit(given: readonly string[], parameters: readonly ParameterModel[]): boolean {
  if (given.some((text) => /\bas\s+(?:any|never|unknown)\b|^\.\.\./.test(text))) return false;
  return parameters.every(({ shape, isOptional, isRest }, index) => {
    const text = given[index];
    if (isRest) return true;
    if (text === undefined || text === 'undefined') return isOptional;
    const kind = kindOf(text);
    const allowed = kindsOf(shape);
    return kind === undefined || allowed === undefined || allowed.has(kind);
  });
}
