import type { SandboxSession } from '../../testing/sandbox';
import { ordinaryCall } from '../inputs/argumentLists';
import { type InputExpression, inputOf } from '../inputs/inputExpression';
import type { ParameterModel, ValueShape } from '../moduleModel';
import { type AskedQuestion, type Scenario, standInName } from '../scenario';
import { splitTopLevel } from '../writing/expressionText';
import { withOwnInstances } from './ownInstances';
import { buildScenario, type LocalNameOf } from './scenarioBuilder';
import type { Callable } from './scenarioPlan';
import { shapeFromQuestions } from './shapeFromQuestions';
import type { TestableUnit } from './testableUnit';

export interface AskingOptions {
  readonly session: SandboxSession;
  readonly localNameOf: LocalNameOf;
  /** Types are declared: only what they leave open is asked for. */
  readonly staysInType: boolean;
}

/** The unit, with shapes for parameters of which the text says nothing: what code asks of stand-ins for them. */
export async function withAskedShapes(
  unit: TestableUnit,
  options: AskingOptions,
  signal: AbortSignal,
): Promise<TestableUnit> {
  const callables = [...(unit.construct ? [unit.construct] : []), ...unit.functions, ...unit.members];
  const open = callables.filter((callable) => isOpenCallable(callable));
  if (open.length === 0) return unit;
  const questions = await ask(open, unit, options, signal);
  const improved = new Map(
    open.map((callable, index) => [callable, withAnswers(callable, questions.get(index) ?? [])] as const),
  );
  const better = (callable: Callable): Callable => improved.get(callable) ?? callable;
  const members = unit.members.map(better);
  const fields = members.some(({ parameters }) => parameters.length > 0)
    ? await fieldsOfInstance(unit, options, signal)
    : [];
  const own = { ...unit, names: new Set([...fields, ...members.map(({ path }) => path)]) };
  return {
    ...unit,
    construct: unit.construct && better(unit.construct),
    functions: unit.functions.map(better),
    members: members.map((member) => withOwnInstances(member, own)),
  };
}

/** The fields that a constructor sets, wherever it does. */
async function fieldsOfInstance(
  { construct }: TestableUnit,
  { session, localNameOf }: AskingOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!construct) return [];
  const scenario = buildScenario({ id: 'fields', plan: { calls: [ordinaryCall(construct)] }, localNameOf });
  for await (const observation of session.execute([scenario], signal)) {
    const outcome = observation.status === 'observed' ? observation.outcomes.at(-1) : undefined;
    if (outcome?.status !== 'returned' || outcome.value.kind !== 'instance') return [];
    return splitTopLevel(outcome.value.code.slice(1, -1)).flatMap(
      (entry) => /^\s*([\w$]+):/.exec(entry)?.[1] ?? [],
    );
  }
  return [];
}

/** Is there a parameter of which nothing is known but what can be asked? */
export function isOpenCallable({ parameters, generator }: Callable): boolean {
  const { staysInType } = generator.scope;
  return parameters.some((parameter) => isOpen(parameter, { staysInType }));
}

/** Without declared types, what the text shows of a parameter is only how it is used there, not in what it is handed on to. */
function isOpen(
  { shape, isRest }: ParameterModel,
  { staysInType }: Pick<AskingOptions, 'staysInType'>,
): boolean {
  if (isRest || shape.kind === 'function') return false;
  if (!staysInType) return true;
  return (
    shape.kind === 'unknown' ||
    (shape.kind === 'array' && shape.element.kind === 'unknown') ||
    (shape.kind === 'object' && shape.properties.length === 0)
  );
}

async function ask(
  callables: readonly Callable[],
  { construct }: TestableUnit,
  options: AskingOptions,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, readonly AskedQuestion[]>> {
  const { session, localNameOf } = options;
  const scenarios = callables.flatMap((callable, index): Scenario[] => {
    const needsReceiver = callable.form === 'method';
    if (needsReceiver && !construct) return [];
    const receiver =
      needsReceiver && construct ? { call: ordinaryCall(construct), name: 'receiver' } : undefined;
    return standInLists(callable).map((inputs, nth) =>
      buildScenario({
        id: `${index}.${nth}`,
        plan: {
          ...(receiver ? { receiver } : {}),
          calls: [{ callable, arguments: inputs }],
        },
        localNameOf,
      }),
    );
  });
  const questions = new Map<number, AskedQuestion[]>();
  let hanging = 0;
  for await (const observation of session.execute(scenarios, signal)) {
    if (observation.status !== 'observed') {
      // What waits for an answer that no stand-in gives is not worth more.
      if (++hanging > 3) break;
      continue;
    }
    const index = Number(observation.scenarioId.split('.')[0]);
    questions.set(index, [...(questions.get(index) ?? []), ...observation.questions]);
  }
  return questions;
}

/** All open parameters at once, as objects and as functions; then each alone among ordinary values. */
export function standInLists({ parameters, generator }: Callable): readonly (readonly InputExpression[])[] {
  const { scope: options } = generator;
  const standIn = (index: number, form: string, denied: number): InputExpression =>
    inputOf(`${standInName}('${index}', '${form}', ${denied})`);
  const list = (
    isStandIn: (index: number) => boolean,
    form: string,
    denied = 0,
  ): readonly InputExpression[] =>
    parameters.map((parameter, index) => {
      if (isOpen(parameter, options) && isStandIn(index)) return standIn(index, form, denied);
      return parameter.isRest ? inputOf('0') : generator.ordinary(parameter);
    });
  const open = parameters.flatMap((parameter, index) => (isOpen(parameter, options) ? [index] : []));
  const alone = open.length < 2 ? [] : open.map((own) => list((index) => index === own, 'object'));
  // Code may look at the first argument only when there is no second one.
  const first = parameters.length < 2 ? [] : [list(() => true, 'object').slice(0, 1)];
  // Alternatives are asked for one after the other: what has the first pair is not asked for the second.
  const others = [1, 2, 3, 4].map((denied) => list(() => true, 'object', denied).slice(0, 1));
  return [list(() => true, 'object'), list(() => true, 'function'), ...first, ...alone, ...others];
}

/** The callable with what was asked of its open parameters. */
export function withAnswers(callable: Callable, questions: readonly AskedQuestion[]): Callable {
  const { scope } = callable.generator;
  const parameters = callable.parameters.map((parameter, index) => {
    if (!isOpen(parameter, scope)) return parameter;
    const asked = shapeFromQuestions(String(index), questions);
    const shape = joined(parameter.shape, asked);
    return shape === parameter.shape ? parameter : { ...parameter, shape };
  });
  return { ...callable, parameters };
}

/** What the text says comes first, then what was asked, and last anything, where the text leaves it open. */
function joined(written: ValueShape, asked: readonly ValueShape[]): ValueShape {
  const known = written.kind === 'union' ? written.options : [written];
  const better = asked.find((shape) => shape.kind === 'function');
  const closed = known
    .filter(({ kind }) => kind !== 'unknown')
    .map((shape) => (shape.kind === 'function' && better ? moreTelling(shape, better) : shape));
  const added = asked.filter(
    ({ kind }) => kind === 'object' || kind === 'array' || closed.every((other) => other.kind !== kind),
  );
  const isNothingNew = added.length === 0 && closed.every((shape) => known.includes(shape));
  if (isNothingNew) return written;
  const rest: readonly ValueShape[] = closed.length < known.length ? [{ kind: 'unknown' }] : [];
  const options = [...closed, ...added, ...rest];
  const [only] = options;
  return options.length === 1 && only ? only : { kind: 'union', options };
}

/** The text may not show what a function is called with. */
function moreTelling(written: FunctionShape, asked: FunctionShape): ValueShape {
  return asked.parameters.length > written.parameters.length ? asked : written;
}

type FunctionShape = Extract<ValueShape, { kind: 'function' }>;
