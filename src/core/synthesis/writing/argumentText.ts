import type { InputTrait } from '../inputs/inputExpression';
import { singular } from '../inputs/plausibleValues';
import { callExpression } from '../search/scenarioBuilder';
import type { PlannedCall, ScenarioPlan } from '../search/scenarioPlan';
import { splitTopLevel } from './expressionText';
import { inWords, joined, longestValue } from './valueWords';

const longestCondition = 88;
/** Arguments that are read at a glance. */
export const shortValues = 48;

/** The arguments, as far as they fit: `for 'SKU-1'`, `for price 25 and code 'HALF'`. */
export function valuesText(act: PlannedCall, isCompact: boolean): string {
  const { parameters, form } = act.callable;
  const isBare = act.arguments.length === 0 && form !== 'read' && act.expression === undefined;
  if (isBare && parameters.some(({ isRest, isOptional }) => !isRest && !isOptional))
    return 'without arguments';
  const inputs = act.arguments.flatMap(({ code }, index) =>
    isPath(act, index) || isAwaitedCallback(act, index) ? [] : [{ code, index }],
  );
  const isPlain =
    inputs.length === act.arguments.length && inputs.every(({ code }) => !/=>|\n|^new /.test(code));
  if (isCompact && isPlain && inputs.length > 1) return `for (${inputs.map(({ code }) => code).join(', ')})`;
  const isRest = parameters.some((parameter) => parameter.isRest);
  const described = inputs.flatMap(({ code, index }) => {
    const parameter = isRest ? undefined : parameters[index];
    const count = parameter && countOf(code, parameter.name);
    if (count !== undefined) return [{ name: '', value: count }];
    const short = withShortDates(code);
    if (/=>|\n|^new /.test(short)) return [];
    const name = act.arguments.length === 1 ? '' : (parameter?.name ?? '');
    return [{ name, value: inWords(short) }];
  });
  const texts = described.map(({ name, value }) =>
    value.startsWith('an empty ') && name !== '' ? `${value} as ${name}` : `${name} ${value}`.trim(),
  );
  const isLong = texts.join('').length > (form === 'method' ? longestValue : longestCondition);
  const isHidden =
    described.length < act.arguments.filter((_, index) => !isAwaitedCallback(act, index)).length;
  return isLong || texts.length === 0 || (isHidden && isCompact) ? '' : `for ${joined(texts)}`;
}

/** `for new Iterator('hello')`, `with an existing file`: where nothing else tells one test from another. */
export function receiverText({ receiver }: ScenarioPlan): string {
  if (!receiver || receiver.call.arguments.length === 0) return '';
  const code = callExpression(receiver.call);
  const file = receiver.call.arguments.findIndex((_, index) => isPath(receiver.call, index));
  if (file >= 0) {
    const isThere = receiver.call.arguments[file]?.setup.some(({ uses = [] }) => uses.length > 0);
    return isThere ? 'with an existing file' : 'with a new file';
  }
  return code.length <= shortValues && !/=>|\n/.test(code) ? `for ${code}` : '';
}

/** `2 ranges` for a long list of that name. */
function countOf(code: string, name: string): string | undefined {
  if (!code.startsWith('[') || code.length <= longestValue || !/[a-z]s$/.test(name)) return undefined;
  const { length } = splitTopLevel(code.slice(1, -1));
  return length === 1 ? `one ${singular(name)}` : `${length} ${name}`;
}

/** `2024-03-15` for `new Date('2024-03-15')`. */
function withShortDates(code: string): string {
  return code.replace(/new Date\('([^']*)'\)/g, '$1');
}

/** What a function among the arguments does, also of the call whose result is called: it is too long for a title itself. */
export function hiddenTrait(call: PlannedCall): InputTrait | undefined {
  return ownTrait(call) ?? (call.on ? hiddenTrait(call.on) : undefined);
}

function ownTrait({ callable, arguments: inputs }: PlannedCall): InputTrait | undefined {
  const traits = inputs.map(({ code, trait }) => {
    if (!code.includes('=>')) return undefined;
    return trait?.state ?? (/^\([^)]*\) => \{\s*throw\b/.test(code) ? 'throws' : undefined);
  });
  const index = traits.findIndex((trait) => trait !== undefined);
  const state = traits[index];
  return state === undefined ? undefined : { path: callable.parameters[index]?.name ?? 'it', state };
}

/** What is there says more than the path: `when file does not exist`. */
export function pathTrait(act: PlannedCall): InputTrait | undefined {
  const index = act.arguments.findIndex(({ trait }, at) => trait !== undefined && isPath(act, at));
  const state = act.arguments[index]?.trait?.state;
  return state === undefined
    ? undefined
    : { path: act.callable.parameters[index]?.name ?? 'the path', state };
}

function isPath({ arguments: inputs }: PlannedCall, index: number): boolean {
  const input = inputs[index];
  if (!input) return false;
  return /^(?:join\(folder, |folder$)/.test(input.code) || input.setup.some(({ uses }) => uses !== undefined);
}

function isAwaitedCallback({ wait }: PlannedCall, index: number): boolean {
  return wait?.kind === 'callback' && wait.index === index;
}

/** `when quantity is negative`. */
export function whenText({ path, state }: InputTrait): string {
  return `when ${path} ${state}`;
}
