import type { ModuleModel } from '../../synthesis/moduleModel';
import type { ReadAssertion, ReadTest } from '../../testing/languageAdapter';
import type { TestStyle } from '../candidate';
import { type CallText, freeNames, normalized, readCall } from './callText';
import { constantsIn, withConstants } from './constants';
import { demandedValue, demandsException } from './demands';
import { documentedResults } from './documentedResults';
import { type DocumentedUnit, unitCalled } from './documentedUnit';
import { failedAssertion } from './failedAssertion';
import { isMissingException, isOfOtherClassOnly, isPromise, readActual } from './failureText';
import { contradictionOf } from './promises';

/** What the test says, and where the code is described. */
export interface Case {
  readonly test: ReadTest;
  /** Of the failed assertion. */
  readonly message: string;
  readonly model: ModuleModel;
  readonly style: Pick<TestStyle, 'moduleSpecifier'>;
}

/** Why the code is wrong and not the test, in one sentence: it contradicts its own documentation, types or name. */
export function proofAgainstCode({ test, message, model, style }: Case): string | undefined {
  if (test.problem !== undefined) return undefined;
  const assertion = failedAssertion(test.assertions, message);
  if (assertion?.kind !== 'value' || assertion.subject === undefined) return undefined;
  const imports = test.imports.filter(({ module }) => module === style.moduleSpecifier);
  const constants = constantsIn(test.bodyLines);
  const subject = withConstants(called(assertion), constants.replaceable);
  const call = readCall(subject);
  if (!call) return undefined;
  const unit = unitCalled(call.callee, model, imports);
  const documented = unit && documentationProof({ assertion, call, subject, unit, message });
  if (documented !== undefined) return documented;
  // Whatever was done to an object before, its methods keep what their types say.
  const freeCall = { ...call, callee: withConstants(call.callee, onlyNew(constants.all)) };
  const typed = unitCalled(freeCall.callee, model, imports);
  const [wanted, actual] = [demandedValue(assertion), readActual(message)];
  if (!typed || wanted === undefined || actual === undefined) return undefined;
  return contradictionOf({ unit: typed, parameters: call.parameters, wanted, actual });
}

interface DocumentedCase {
  readonly assertion: ReadAssertion;
  readonly call: CallText;
  readonly subject: string;
  readonly unit: DocumentedUnit;
  readonly message: string;
}

function documentationProof({ assertion, call, subject, unit, message }: DocumentedCase): string | undefined {
  if (freeNames(call.parameters.join(',')).size > 0) return undefined;
  const { replaceable } = constantsIn(unit.documentation.split('\n'));
  const found = documentedResults(unit.documentation).find((each) =>
    isSameCall(withConstants(each.call, replaceable), { call, subject, unit }),
  );
  if (!found) return undefined;
  const head = `The documentation of ${unit.name} says that ${found.call}`;
  if (found.result === undefined)
    return demandsException(assertion) && isMissingException(message)
      ? `${head} throws, and it does not.`
      : undefined;
  const [wanted, actual] = [demandedValue(assertion), readActual(message)];
  if (wanted === undefined || normalized(wanted) !== normalized(found.result)) return undefined;
  if (isPromise(message) || isOfOtherClassOnly(message)) return undefined;
  if (actual === undefined) return `${head} gives ${found.result}, and it does not.`;
  return `${head} gives ${found.result}, and it gives ${actual}.`;
}

/** A function may be called by another name in the test; an object has to be made the same way. */
function isSameCall(
  documented: string,
  { call, subject, unit }: Pick<DocumentedCase, 'call' | 'subject' | 'unit'>,
): boolean {
  const other = readCall(documented);
  if (!other || lastWord(other.callee) !== lastWord(unit.name)) return false;
  if (call.callee.startsWith('new ')) return normalized(documented) === normalized(subject);
  return (
    !other.callee.startsWith('new ') &&
    normalized(other.parameters.join(',')) === normalized(call.parameters.join(','))
  );
}

function lastWord(name: string): string | undefined {
  return name.split('.').at(-1);
}

/** What is checked, or what is called in the function that has to throw. */
function called({ subject = '' }: ReadAssertion): string {
  const body = /^(?:async\s*)?\(\)\s*=>\s*([\s\S]+)$/.exec(subject.trim())?.[1] ?? subject;
  return body
    .replace(/^\{\s*(?:return\s+)?([^;]+);?\s*\}$/s, '$1')
    .replace(/^void\s+/, '')
    .trim();
}

function onlyNew(constants: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...constants].filter(([, value]) => /^new\s+[\w$.]+\(/.test(value)));
}
