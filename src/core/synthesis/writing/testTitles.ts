import type { MinedScenario } from '../oracles/oracleMiner';
import type { StepOutcome } from '../scenario';
import { isReset } from '../search/moduleChanges';
import { actOf, type PlannedCall, type ScenarioPlan } from '../search/scenarioPlan';
import { hiddenTrait, pathTrait, receiverText, shortValues, valuesText, whenText } from './argumentText';
import { isRepeated } from './callbackText';
import { withoutLiterals } from './expressionText';
import { didText, echoOf, effectText, readsOf } from './outcomeText';
import type { TitledScenario } from './titledScenario';
import { joined, valueText } from './valueWords';

const longestTitle = 100;
/** A call that shares a test with another one. */
const longestExample = 60;

/** One sentence that states the behaviour: `throws RangeError when quantity is negative`. */
export function titleOf(test: TitledScenario): string {
  return titlesOf(test)[0] ?? '';
}

/** Sentences that state the behaviour, the one that reads best first, for when others are taken. */
export function titlesOf(test: TitledScenario): readonly string[] {
  const sentences = [...new Set(sentencesOf(test))].filter((sentence) => sentence !== '');
  const fitting = sentences.filter((sentence) => sentence.length <= longestTitle);
  if (fitting.length > 0) return [...fitting, ...explicitTitles(test, fitting)];
  const shortest = sentences.toSorted((a, b) => a.length - b.length)[0] ?? '';
  return [`${shortest.slice(0, longestTitle - 1).trimEnd()}…`];
}

/** The title of a test with several examples: `returns true for 18 and false for 17`; undefined when it would be too long. */
export function titleOfExamples(tests: readonly TitledScenario[]): string | undefined {
  // Functions among the arguments cannot be told apart in a title.
  const isFit = ({ plan, mined }: TitledScenario): boolean =>
    valuesText(actOf(plan), true) !== '' &&
    mined.scenario.steps.every(({ expression }) => expression.length <= longestExample);
  if (tests.length > 1 && !tests.every(isFit)) return undefined;
  const [first, ...others] = tests.map((test) => {
    const { conditions: _, ...alone } = test;
    return sentence(alone, { context: valuesText(actOf(test.plan), true), reads: 0, hasMessage: false });
  });
  if (first === undefined) return undefined;
  const verb = /^(?:\w+ )?(?:returns|resolves to) /.exec(first)?.[0];
  if (verb === undefined || others.some((title) => !title.startsWith(verb))) return undefined;
  const title = joined([first, ...others.map((other) => other.slice(verb.length))]);
  return title.length <= longestTitle ? title : undefined;
}

/** The title with the whole call, for when the short ones are taken. */
function explicitTitles({ plan, mined }: TitledScenario, [title = '']: readonly string[]): readonly string[] {
  const given = plan.receiver?.call.arguments.length ?? 0;
  const counted =
    actOf(plan).callable.form === 'invoke' && given > 1 ? [`${title}, made of ${given} arguments`] : [];
  const act = mined.scenario.steps.find(({ role }) => role === 'act');
  const call = act?.expression.replace(/\s+/g, ' ') ?? '';
  const explicit = `${title}: ${call}`;
  return [...counted, ...(explicit.length <= longestTitle + 20 ? [explicit] : [])];
}

function sentencesOf(test: TitledScenario): readonly string[] {
  const { plan, mined, conditions = [] } = test;
  const act = actOf(plan);
  const outcome = outcomeOf(mined);
  const documented = documentedSentence(test);
  if (documented !== undefined) return [documented];
  const isFailure = outcome?.status === 'threw';
  const isEcho = echoOf(act, outcome) !== undefined;
  const values = valuesText(act, false) || receiverText(plan);
  const ofReceiver =
    act.callable.form === 'invoke' && plan.receiver ? hiddenTrait(plan.receiver.call) : undefined;
  const trait = act.trait ?? hiddenTrait(act) ?? ofReceiver;
  const told = isFailure || values === '' ? trait && whenText(trait) : undefined;
  const path = pathTrait(act);
  const whens = [
    ...(path ? [whenText(path)] : []),
    ...(conditions[0] === undefined ? [] : [`when ${conditions[0]}`]),
    ...(conditions[1] === undefined ? [] : [`when ${conditions[0]} and ${conditions[1]}`]),
    ...(told === undefined ? [] : [told]),
  ];
  // What is not so says less than what is there, if that is short.
  const isValuesFirst =
    values !== '' && values.length <= shortValues && /\bnot\b|^has no/.test(conditions[0] ?? '');
  const contexts = (isValuesFirst ? [values, ...whens] : [...whens, values]).filter(
    (context) => context !== '',
  );
  const counts = didText(test) === undefined ? [2, 1] : [1, 0];
  const isTold = whens.length === 0 && values !== '' && values.length <= shortValues;
  const failing = [...whens.slice(0, 1), ...(isTold ? [values] : []), ''].flatMap((context) => [
    ...(context === '' || context === values ? [] : [{ context, reads: 0, hasMessage: false }]),
    { context, reads: 0, hasMessage: true },
  ]);
  if (isFailure)
    return [...failing, ...contexts.map((context) => ({ context, reads: 0, hasMessage: true }))].map(
      (parts) => sentence(test, parts),
    );
  const afterwards = afterText(plan);
  const first =
    (isEcho && conditions.length === 0) || (contexts.length === 0 && afterwards === '') ? [''] : [];
  const last = afterwards === '' ? [] : [''];
  return [...first, ...contexts, ...last, ''].flatMap((context) =>
    counts.map((reads) => sentence(test, { context, reads, hasMessage: false })),
  );
}

/** `mean([1, 2]).toFixed(1) is '1.5'`: where the documentation goes on with what the call under test gives. */
function documentedSentence({ plan, mined }: TitledScenario): string | undefined {
  const { expression, callable } = actOf(plan);
  const outcome = outcomeOf(mined);
  if (expression === undefined || callable.form !== 'call' || outcome?.status !== 'returned')
    return undefined;
  const isWhole =
    expression.startsWith(`${callable.path}(`) && isOneCall(expression.slice(callable.path.length));
  if (isWhole || outcome.isPromise || /\n/.test(expression)) return undefined;
  const title = `${expression} is ${valueText(outcome.value)}`;
  return title.length <= longestTitle ? title : undefined;
}

/** Nothing follows on the bracket that closes the first one. */
function isOneCall(code: string): boolean {
  const inside = withoutLiterals(code);
  let depth = 0;
  for (const [index, character] of [...inside].entries()) {
    if (/[([{]/.test(character)) depth++;
    if (/[)\]}]/.test(character) && --depth === 0) return index === inside.length - 1;
  }
  return true;
}

interface SentenceParts {
  /** `when …`, `for …`, or nothing. */
  readonly context: string;
  /** How many reads of the state are told. */
  readonly reads: number;
  readonly hasMessage: boolean;
}

function sentence(test: TitledScenario, { context, reads, hasMessage }: SentenceParts): string {
  const { plan, mined, unitKind } = test;
  const act = actOf(plan);
  const read = readsOf(mined).slice(0, reads);
  const did = didText(test, hasMessage);
  const effect = read.length > 0 ? effectText(test, read) : undefined;
  const behaviour = [did, effect].filter((part) => part !== undefined).join(' and ');
  if (behaviour === '') return '';
  return [subjectOf(act, unitKind), behaviour, context, afterText(plan)]
    .filter((part) => part !== '')
    .join(' ');
}

function outcomeOf({ scenario, outcomes }: MinedScenario): StepOutcome | undefined {
  return outcomes[scenario.steps.findIndex(({ role }) => role === 'act')];
}

function subjectOf(act: PlannedCall, unitKind: TitledScenario['unitKind']): string {
  const { form, path } = act.callable;
  if (form === 'invoke') return 'returns a function that';
  if (form === 'construct') return '';
  return unitKind === 'class' ? path.slice(path.lastIndexOf('.') + 1) : '';
}

const ordinals = ['the second time', 'the third time', 'the fourth time'];

/** What came before: earlier calls, and time. */
function afterText(plan: ScenarioPlan): string {
  const { wait } = actOf(plan);
  if (isRepeated(plan)) return ordinals[plan.calls.length - 2] ?? `after ${plan.calls.length - 1} calls`;
  const parts = [earlierCalls(plan), wait?.kind === 'time' ? `${wait.durationMs} ms` : ''];
  const told = parts.filter((part) => part !== '');
  return told.length > 0 ? `after ${told.join(' and after ')}` : '';
}

/** Elements of lists have numbers, and what is called itself has no name. */
function nameOf(path: string): string {
  return path === '' || /^\d+$/.test(path) ? 'a call' : path;
}

function earlierCalls(plan: ScenarioPlan): string {
  const earlier = plan.calls
    .slice(0, -1)
    .filter((call) => !isReset(call))
    .map(({ callable, expression }) => /([\w$]+)\(/.exec(expression ?? '')?.[1] ?? nameOf(callable.path));
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
  return joined(texts);
}
