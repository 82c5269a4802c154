import type { InputTrait } from '../inputs/inputExpression';
import type { MinedScenario } from '../oracles/oracleMiner';
import type { ObservedError, ObservedValue, StepOutcome } from '../scenario';
import { isRecorderList } from '../search/ownConstants';
import { actOf, type PlannedCall, type ScenarioPlan, type Wait } from '../search/scenarioPlan';
import { splitTopLevel } from './expressionText';

const longestTitle = 110;
const longestValue = 44;
const longestCondition = 80;

/** A test before it is text: a plan with its mined oracles. */
export interface TitledScenario {
  readonly plan: ScenarioPlan;
  readonly mined: MinedScenario;
  /** Describe blocks of classes need the method in the title. */
  readonly unitKind: 'function' | 'class';
}

/** One sentence that states the behaviour: `throws RangeError "quantity must be at least 1" when quantity is 0`. */
export function titleOf(test: TitledScenario, isCompact = false): string {
  const versions = sentencesOf(test, isCompact);
  const fitting = versions.find((sentence) => sentence.length <= longestTitle);
  const shortest = versions.at(-1) ?? '';
  return fitting ?? `${shortest.slice(0, longestTitle - 1).trimEnd()}…`;
}

/** The title of a test with several examples: `returns true for 18 and false for 17`; undefined when it would be too long. */
export function titleOfExamples(tests: readonly TitledScenario[]): string | undefined {
  // Functions among the arguments cannot be told apart in a title.
  const hasHidden = tests.some(({ plan }) => actOf(plan).arguments.some(({ code }) => code.includes('=>')));
  if (hasHidden && tests.length > 1) return undefined;
  const [first, ...others] = tests.map((test) => titleOf(test, true));
  if (first === undefined) return undefined;
  const verb = /^(?:\w+ )?(?:returns|resolves to) /.exec(first)?.[0];
  if (verb === undefined || others.some((title) => !title.startsWith(verb))) return undefined;
  const rest = others.map((title) => title.slice(verb.length));
  const title = [first, ...rest].join(' and ');
  return title.length <= longestTitle ? title : undefined;
}

/** The title with the whole call, for when the short one is taken. */
export function explicitTitleOf(test: TitledScenario): string {
  const act = test.mined.scenario.steps.find(({ role }) => role === 'act');
  const call = act?.expression.replace(/\s+/g, ' ') ?? '';
  const title = `${titleOf(test)}: ${call}`;
  return title.length <= longestTitle + 20 ? title : titleOf(test);
}

/** The sentence with everything first, then with less and less. */
function sentencesOf({ plan, mined, unitKind }: TitledScenario, isCompact: boolean): readonly string[] {
  const { scenario, outcomes, asserted } = mined;
  const act = actOf(plan);
  const actIndex = scenario.steps.findIndex(({ role }) => role === 'act');
  const outcome = outcomes[actIndex];
  const reads = scenario.steps.flatMap((step, index) => {
    const read = outcomes[index];
    return step.role === 'inspect' && asserted.has(index) && read?.status === 'returned'
      ? [{ name: step.expression, value: read.value }]
      : [];
  });
  const subject = subjectOf(act, unitKind);
  const did = asserted.has(actIndex) && outcome ? whatItDid(act, outcome) : undefined;
  const effect = (count: number): string | undefined =>
    reads.length > 0 && count > 0 ? effectOf(plan, plainFirst(reads).slice(0, count)) : undefined;
  const isPlain = act.arguments.every(({ code }) => !/=>|\n|^new /.test(code));
  const condition =
    isCompact && isPlain && act.arguments.length > 1
      ? `for (${act.arguments.map(({ code }) => code).join(', ')})`
      : conditionOf(act, outcome?.status === 'threw');
  const after = [afterwards(plan), waitText(act)].filter((part) => part !== '').join(' and ');
  const sentence = (parts: { reads: number; hasCondition: boolean }): string => {
    const behaviour = [did, effect(parts.reads)].filter((part) => part !== undefined).join(' and ');
    const context = parts.hasCondition || after === '' ? condition : '';
    return [subject, behaviour, context, after].filter((part) => part !== '').join(' ');
  };
  const least = did === undefined ? 1 : 0;
  return [
    sentence({ reads: did === undefined && !plan.receiver ? 2 : 1, hasCondition: true }),
    sentence({ reads: 1, hasCondition: false }),
    sentence({ reads: least, hasCondition: true }),
    sentence({ reads: least, hasCondition: false }),
    [subject, did ?? effect(1) ?? ''].filter((part) => part !== '').join(' '),
  ];
}

function plainFirst<T extends { readonly value: ObservedValue }>(reads: readonly T[]): readonly T[] {
  const isPlain = ({ value }: T): boolean => value.kind === 'expressible' && value.isPrimitive;
  return [...reads.filter(isPlain), ...reads.filter((read) => !isPlain(read))];
}

function subjectOf(act: PlannedCall, unitKind: TitledScenario['unitKind']): string {
  const { form, path } = act.callable;
  if (form === 'invoke') return 'the returned function';
  if (form === 'construct') return '';
  return unitKind === 'class' ? path.slice(path.lastIndexOf('.') + 1) : '';
}

function whatItDid(act: PlannedCall, outcome: StepOutcome): string {
  if (outcome.status === 'not-reached') return '';
  if (act.wait && act.wait.kind !== 'time' && outcome.status === 'returned')
    return whatItSent(act.wait, outcome.value);
  if (outcome.status === 'threw') {
    const cannot = act.callable.form === 'construct' ? 'constructor throws' : 'throws';
    return `${outcome.isPromise ? 'rejects with' : cannot} ${errorText(outcome.error)}`;
  }
  const verb = act.callable.form === 'read' ? 'is' : outcome.isPromise ? 'resolves to' : 'returns';
  return `${verb} ${valueText(outcome.value)}`;
}

/** `emits load with 0`, `calls back with null`. */
function whatItSent(wait: Exclude<Wait, { kind: 'time' }>, value: ObservedValue): string {
  const verb = wait.kind === 'event' ? `emits ${wait.event}` : 'calls back';
  const isList = wait.kind === 'event' || wait.takesAll;
  if (value.kind !== 'expressible') return verb;
  const values = isList ? splitTopLevel(value.code.slice(1, -1)) : [value.code];
  const message = /^new \w*Error\((['"])(.*)\1\)$/.exec(values[0] ?? '')?.[2];
  if (message !== undefined) return `${verb} "${message.replaceAll("\\'", "'")}"`;
  if (values.every((code) => code === '' || code === 'undefined')) return verb;
  return `${verb} with ${values.map((code) => valueText({ ...value, code })).join(', ')}`;
}

function effectOf(
  plan: ScenarioPlan,
  reads: readonly { readonly name: string; readonly value: ObservedValue }[],
): string {
  const ofFiles = reads.filter(({ name }) => name.startsWith('readFileSync('));
  if (ofFiles.length > 0) {
    const others = reads.filter((read) => !ofFiles.includes(read));
    const written = `writes ${ofFiles.map(({ value }) => valueText(value)).join(' and ')}`;
    return others.length === 0 ? written : `${written} and ${effectOf(plan, others)}`;
  }
  const { form } = actOf(plan).callable;
  const listed = (join: string): string =>
    reads.map(({ name, value }) => `${propertyText(name, plan)} ${join}${valueText(value)}`).join(' and ');
  if (reads.every(({ name }) => isRecorderList(name)))
    return `reports ${reads.map(({ value }) => valueText(value)).join(', ')}`;
  if (form === 'construct') return `starts with ${listed('')}`;
  if (plan.receiver) return `leaves ${listed('at ')}`;
  const isArgument = reads.some(({ name }) => !name.includes('.'));
  return isArgument
    ? `turns ${reads.map(({ name, value }) => `${name} into ${valueText(value)}`).join(' and ')}`
    : `gives ${listed('')}`;
}

/** `size` of the receiver or the result, `other.size` of an argument. */
function propertyText(expression: string, { receiver }: ScenarioPlan): string {
  const isOwn = !receiver || expression.startsWith(`${receiver.name}.`);
  return (isOwn ? expression.slice(expression.indexOf('.') + 1) : expression).replace(/\(\)$/, '');
}

/** What the arguments are, as far as it fits: a trait (`when quantity is 0`), or the values (`for 'SKU-1'`). */
function conditionOf(act: PlannedCall, threw: boolean): string {
  const trait = act.trait ?? hiddenTrait(act);
  if (trait && threw) return whenText(trait);
  const { parameters, form } = act.callable;
  const isRest = parameters.some((parameter) => parameter.isRest);
  const path = pathTrait(act);
  if (path) return whenText(path);
  const described = act.arguments.flatMap(({ code }, index) => {
    if (/=>|\n|^new /.test(code) || (act.wait?.kind === 'callback' && act.wait.index === index)) return [];
    if (isPath(act, index)) return [];
    const name = isRest || parameters.length === 1 ? '' : (parameters[index]?.name ?? '');
    return [{ name, value: inWords(code) }];
  });
  const isAlone = described.length === 1 && !/^[-\d.tfn]/.test(described[0]?.value ?? '');
  const texts = described.map(({ name, value }) => (isAlone ? value : `${name} ${value}`.trim()));
  const isHidden = described.length < act.arguments.length;
  const isLong = texts.join('').length > (form === 'method' ? longestValue : longestCondition);
  if (trait && (isHidden || isLong)) return whenText(trait);
  if (isLong || texts.length === 0) return '';
  return `for ${texts.length === 1 ? texts[0] : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`}`;
}

/** What is there says more than the path. */
function pathTrait(act: PlannedCall): InputTrait | undefined {
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

/** What a function among the arguments does: it is too long for a title itself. */
function hiddenTrait({ callable, arguments: inputs }: PlannedCall): InputTrait | undefined {
  const index = inputs.findIndex(({ code, trait }) => code.includes('=>') && trait !== undefined);
  const state = inputs[index]?.trait?.state;
  return state === undefined ? undefined : { path: callable.parameters[index]?.name ?? 'it', state };
}

function whenText({ path, state }: InputTrait): string {
  return `when ${path} ${state}`;
}

function waitText({ wait }: PlannedCall): string {
  return wait?.kind === 'time' ? `after ${wait.durationMs} ms` : '';
}

function afterwards(plan: ScenarioPlan): string {
  const earlier = plan.calls.slice(0, -1).map(({ callable }) => callable.path || 'a call');
  if (earlier.length === 0) return '';
  const runs: { name: string; times: number }[] = [];
  for (const name of earlier) {
    const last = runs.at(-1);
    if (last?.name === name) last.times++;
    else runs.push({ name, times: 1 });
  }
  const texts = runs.map(({ name, times }) =>
    times === 1 ? name : times === 2 ? `${name} twice` : `${name} ${times} times`,
  );
  return `after ${texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : texts[0]}`;
}

function errorText({ name, message }: ObservedError): string {
  const text = message.replace(/\s+/g, ' ').trim();
  const quote = text.length > 70 || text === '' ? '' : text.includes('"') ? `(${text})` : `"${text}"`;
  if (name === 'Error' || name === 'string') return quote || 'an error';
  return [name, quote].filter((part) => part !== '').join(' ');
}

function valueText(value: ObservedValue): string {
  if (value.kind === 'instance') return `${/^[AEIOU]/.test(value.className) ? 'an' : 'a'} ${value.className}`;
  if (value.kind !== 'expressible') return 'a value';
  const { code } = value;
  const words = inWords(code);
  if (words !== code) return words;
  if (/^-?\d+\.\d{7,}$/.test(code)) return `about ${Number(Number(code).toFixed(4))}`;
  const text = code.replace(/\s+/g, ' ');
  if (text.length <= longestValue) return text;
  if (text.startsWith('[')) return listText(splitTopLevel(text.slice(1, -1)).length);
  if (text.startsWith('{')) {
    const keys = splitTopLevel(text.slice(1, -1)).map((entry) => entry.split(':')[0]?.trim() ?? '');
    return keys.length <= 4
      ? `an object with ${keys.slice(0, -1).join(', ')}${keys.length > 1 ? ' and ' : ''}${keys.at(-1)}`
      : `an object with ${keys.length} properties`;
  }
  if (/^['"`]/.test(text)) return 'a long text';
  return /^new (\w+)/.exec(text)?.[1] ? `a ${/^new (\w+)/.exec(text)?.[1]}` : 'the value';
}

function inWords(code: string): string {
  if (code === '[]') return 'an empty list';
  if (code === "''" || code === '""') return 'an empty string';
  return code === '{}' ? 'an empty object' : code;
}

function listText(length: number): string {
  return `a list of ${length} element${length === 1 ? '' : 's'}`;
}
