import type { ObservedValue } from '../scenario';
import { actOf, allCalls, type ScenarioPlan } from '../search/scenarioPlan';
import { splitTopLevel } from './expressionText';
import { joined, valueText } from './valueWords';

/** What is read after the act, and what that gave. */
export interface ToldRead {
  readonly name: string;
  readonly value: ObservedValue;
}

const mostTold = 3;
const longestTold = 60;

/** `calls cb with null and 1, then with true`: what the list of a recorder says. */
export function recordedText({ name, value }: ToldRead, plan: ScenarioPlan): string {
  const { callback, keepsLists } = recorderOf(name, plan);
  const listed = value.kind === 'expressible' ? splitTopLevel(value.code.slice(1, -1)) : [];
  // One answer to each of several calls: the last one is what this is about.
  const isAnswered = isRepeated(plan) && listed.length === plan.calls.length;
  const calls = isAnswered ? listed.slice(-1) : listed;
  const texts = calls.map((code) => argumentsText(keepsLists ? elementsOf(code) : [code]));
  const told = texts.join(', then ');
  if (calls.length <= mostTold && told.length <= longestTold) return `calls ${callback} ${told}`;
  if (new Set(calls).size === 1) return `calls ${callback} ${calls.length} times ${texts[0]}`;
  return calls.length === 1 ? `calls ${callback}` : `calls ${callback} ${calls.length} times`;
}

/** The same function is called over and over. */
export function isRepeated({ calls }: ScenarioPlan): boolean {
  return calls.length > 1 && calls.every(({ callable }) => callable.form === 'invoke');
}

/** `with null and 1`, `without arguments`. */
export function argumentsText(codes: readonly string[]): string {
  const given = codes.filter((code) => code !== '');
  if (given.length === 0) return 'without arguments';
  return `with ${joined(given.map((code) => argumentText(code)))}`;
}

function argumentText(code: string): string {
  const message = /^new \w*Error\((['"])(.*)\1\)$/.exec(code)?.[2];
  if (message !== undefined) return `error "${message.replaceAll("\\'", "'")}"`;
  const value: ObservedValue = { kind: 'expressible', code, isPrimitive: !/^[[{]/.test(code) };
  return valueText(value);
}

/** The callback that fills a list, by the name of its parameter, and whether it keeps all arguments of a call. */
function recorderOf(
  name: string,
  plan: ScenarioPlan,
): { readonly callback: string; readonly keepsLists: boolean } {
  for (const call of [actOf(plan), ...allCalls(plan)]) {
    const index = call.arguments.findIndex(({ setup }) => setup.some((constant) => constant.name === name));
    const input = call.arguments[index];
    if (!input) continue;
    const parameter = call.callable.parameters[index];
    const callback = parameter && !parameter.isRest ? parameter.name : 'the callback';
    return { callback, keepsLists: /\.push\((?:values\)|\[)/.test(input.code) };
  }
  return { callback: 'the callback', keepsLists: false };
}

function elementsOf(code: string): readonly string[] {
  return code.startsWith('[') ? splitTopLevel(code.slice(1, -1)) : [code];
}
