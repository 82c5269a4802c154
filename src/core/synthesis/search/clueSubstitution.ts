import { everydayWord } from '../inputs/everydayWords';
import type { InputExpression } from '../inputs/inputExpression';
import { literalsIn } from '../inputs/literalsIn';
import { matchingStrings, mismatchingStrings } from '../inputs/patternStrings';
import type { SearchClue } from '../trial';
import { quoted, unquoted } from '../writing/expressionText';
import { type PlannedCall, type ScenarioPlan, withCalls } from './scenarioPlan';
import { textsWithin } from './textSubstitution';

/** A value that was put in the place of another one is somewhat strange to read. */
const leastStrain = 0.5;
const otherKindStrain = 1;
const mostPerClue = 16;

/** What stands for a type that `typeof` was asked for. */
const samplesOfType: ReadonlyMap<string, readonly string[]> = new Map([
  ["'number'", ['2']],
  ["'string'", ["'hello'"]],
  ["'boolean'", ['true']],
  ["'object'", ["{ color: 'red' }", 'null']],
  ["'function'", ['(value) => value']],
  ["'undefined'", ['undefined']],
]);

/**
 * The plan with what was compared replaced by what is wanted, wherever it stands among the arguments, also within a text: one place
 * at a time.
 * Values that the code computed are not found there, and give nothing.
 */
export function plansFromClues(plan: ScenarioPlan, clues: readonly SearchClue[]): readonly ScenarioPlan[] {
  return clues.flatMap((clue) => plansFromClue(plan, clue).slice(0, mostPerClue));
}

function plansFromClue(plan: ScenarioPlan, clue: SearchClue): ScenarioPlan[] {
  const { receiver } = plan;
  const ofReceiver = receiver
    ? variantsOf(receiver.call, clue).map((call) => ({ ...plan, receiver: { ...receiver, call } }))
    : [];
  const ofCalls = plan.calls.map((call, index) =>
    variantsOf(call, clue).map((variant) => withCalls(plan, plan.calls.with(index, variant))),
  );
  // The call that is tested comes first.
  return [...ofCalls.reverse().flat(), ...ofReceiver];
}

function variantsOf(call: PlannedCall, clue: SearchClue): PlannedCall[] {
  if (call.expression !== undefined) return [];
  const ofArguments = call.arguments.flatMap((input, index) =>
    replacementsIn(input, clue).map((replaced) => {
      const { trait: _, ...rest } = call;
      return { ...rest, arguments: call.arguments.with(index, replaced) };
    }),
  );
  const inner = call.on ? variantsOf(call.on, clue).map((on) => ({ ...call, on })) : [];
  return [...ofArguments, ...inner];
}

function replacementsIn(input: InputExpression, clue: SearchClue): InputExpression[] {
  const { trait: _, ...plain } = input;
  const ofType = samplesOfType.get(clue.value);
  return literalsIn(input.code).flatMap((literal) => {
    const isOfType = ofType !== undefined && typeOf(literal.text) === clue.value;
    const isWhole = isOfType || isSame(literal.text, clue.value);
    const wanted = isOfType ? samplesInstead(clue) : [...clue.wanted, ...textsFor(clue.pattern)];
    return (isWhole ? wanted : textsWithin(literal.text, clue)).map((code) => ({
      ...plain,
      code: input.code.slice(0, literal.start) + code + input.code.slice(literal.start + literal.text.length),
      strain: Math.max(input.strain, isOfOtherKind(literal.text, code) ? otherKindStrain : leastStrain),
    }));
  });
}

/** Where a type was found that was asked for, values of the others. */
function samplesInstead({ value, wanted }: SearchClue): readonly string[] {
  const types = wanted.includes(value) ? [...samplesOfType.keys()].filter((type) => type !== value) : wanted;
  return types.flatMap((type) => samplesOfType.get(type) ?? []);
}

function textsFor(pattern: string | undefined): readonly string[] {
  if (pattern === undefined) return [];
  const word = everydayWord(pattern);
  const texts = [
    ...(word === undefined ? [] : [word]),
    ...matchingStrings(pattern),
    ...mismatchingStrings(pattern),
  ];
  return texts.map((text) => quoted(text));
}

/** A truth value, or a list, where there was a number or a text: that works by chance. */
function isOfOtherKind(old: string, code: string): boolean {
  return /^['"`\d-]/.test(old) && /^(?:true|false|\[)/.test(code);
}

function isSame(a: string, b: string): boolean {
  return a === b || (/^['"`]/.test(a) && unquoted(a) === unquoted(b));
}

/** `typeof` of a literal, as an expression. */
function typeOf(literal: string): string {
  if (/^['"`]/.test(literal)) return "'string'";
  if (literal === 'true' || literal === 'false') return "'boolean'";
  if (literal === 'undefined') return "'undefined'";
  return literal === 'null' ? "'object'" : "'number'";
}
