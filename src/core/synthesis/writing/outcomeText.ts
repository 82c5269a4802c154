import type { MinedScenario } from '../oracles/oracleMiner';
import type { ObservedValue, StepOutcome } from '../scenario';
import { isRecorderList } from '../search/ownConstants';
import { actOf, type PlannedCall, type ScenarioPlan, type Wait } from '../search/scenarioPlan';
import { argumentsText, recordedText, type ToldRead } from './callbackText';
import { splitTopLevel } from './expressionText';
import type { TitledScenario } from './titledScenario';
import { errorText, joined, valueText } from './valueWords';

/** What the act gave; undefined when that is not asserted. */
export function didText({ plan, mined }: TitledScenario, hasMessage = true): string | undefined {
  const act = actOf(plan);
  const index = mined.scenario.steps.findIndex(({ role }) => role === 'act');
  const outcome = mined.outcomes[index];
  if (!mined.asserted.has(index) || !outcome || outcome.status === 'not-reached') return undefined;
  if (act.wait && act.wait.kind !== 'time' && outcome.status === 'returned')
    return sentText(act, act.wait, outcome.value);
  if (outcome.status === 'threw') {
    const cannot = act.callable.form === 'construct' ? 'constructor throws' : 'throws';
    return `${outcome.isPromise ? 'rejects with' : cannot} ${errorText(outcome.error, hasMessage)}`;
  }
  const verb = act.callable.form === 'read' ? 'is' : outcome.isPromise ? 'resolves to' : 'returns';
  const echo = echoOf(act, outcome);
  if (act.callable.form === 'construct') return `makes ${valueText(outcome.value)}`;
  return `${verb} ${echo === undefined ? valueText(outcome.value) : `the given ${echo} as it is`}`;
}

/** `emits load with 0`, `calls cb with null`. */
function sentText(
  { callable }: PlannedCall,
  wait: Exclude<Wait, { kind: 'time' }>,
  value: ObservedValue,
): string {
  const callback = wait.kind === 'callback' ? callable.parameters[wait.index] : undefined;
  const name = callback && !callback.isRest ? callback.name : 'the callback';
  const verb = wait.kind === 'event' ? `emits ${wait.event}` : `calls ${name}`;
  const isList = wait.kind === 'event' || wait.takesAll;
  if (value.kind !== 'expressible') return verb;
  const values = isList ? splitTopLevel(value.code.slice(1, -1)) : [value.code];
  if (values.every((code) => code === '' || code === 'undefined')) return verb;
  const message = /^new \w*Error\((['"])(.*)\1\)$/.exec(values[0] ?? '')?.[2];
  if (message !== undefined && wait.kind === 'event') return `${verb} "${message.replaceAll("\\'", "'")}"`;
  return `${verb} ${argumentsText(values)}`;
}

/** The parameter whose argument comes back; only what is more than a plain flag or number says something that way. */
export function echoOf(act: PlannedCall, outcome: StepOutcome | undefined): string | undefined {
  if (outcome?.status !== 'returned' || outcome.value.kind !== 'expressible') return undefined;
  const { code } = outcome.value;
  if (code.length < 3 || /^(?:true|false|null|undefined|-?\d{1,2}|''|\[\]|\{\})$/.test(code))
    return undefined;
  const index = act.arguments.findIndex((argument) => argument.code === code);
  const parameter = act.callable.parameters[index];
  return index < 0 || !parameter || parameter.isRest || act.expression !== undefined
    ? undefined
    : parameter.name;
}

/** What the act did to its receiver, its arguments or files, as far as `reads` show it. */
export function effectText(test: TitledScenario, reads: readonly ToldRead[]): string {
  const { plan, showsChange = true } = test;
  const ofFiles = reads.filter(({ name }) => name.startsWith('readFileSync('));
  if (ofFiles.length > 0) {
    const others = reads.filter((read) => !ofFiles.includes(read));
    const written = `writes ${joined(ofFiles.map(({ value }) => valueText(value)))}`;
    return others.length === 0 ? written : `${written} and ${effectText(test, others)}`;
  }
  const { form } = actOf(plan).callable;
  const listed = (join: string): string =>
    joined(reads.map(({ name, value }) => `${propertyText(name, plan)} ${join}${valueText(value)}`));
  const ofCallbacks = reads.filter(({ name }) => isRecorderList(name));
  if (ofCallbacks.length > 0) {
    const others = reads.filter((read) => !ofCallbacks.includes(read));
    const called = joined(ofCallbacks.map((read) => recordedText(read, plan)));
    // That nothing else changed need not be told.
    return others.length === 0 || !showsChange ? called : `${called} and ${effectText(test, others)}`;
  }
  if (form === 'construct') return `starts with ${listed('')}`;
  if (plan.receiver) return showsChange ? `changes ${listed('to ')}` : `leaves ${listed('at ')}`;
  const isArgument = reads.some(({ name }) => !name.includes('.'));
  return isArgument
    ? `turns ${joined(reads.map(({ name, value }) => `${name} into ${valueText(value)}`))}`
    : `gives ${listed('')}`;
}

/** `size` of the receiver or the result, `other.size` of an argument. */
function propertyText(expression: string, { receiver }: ScenarioPlan): string {
  const isOwn = !receiver || expression.startsWith(`${receiver.name}.`);
  return (isOwn ? expression.slice(expression.indexOf('.') + 1) : expression).replace(/\(\)$/, '');
}

/** What is read after the act, plain values first. */
export function readsOf({ scenario, outcomes, asserted }: MinedScenario): readonly ToldRead[] {
  const reads = scenario.steps.flatMap((step, index) => {
    const read = outcomes[index];
    return step.role === 'inspect' && asserted.has(index) && read?.status === 'returned'
      ? [{ name: step.expression, value: read.value }]
      : [];
  });
  const isPlain = ({ value }: ToldRead): boolean => value.kind === 'expressible' && value.isPrimitive;
  return [...reads.filter(isPlain), ...reads.filter((read) => !isPlain(read))];
}
