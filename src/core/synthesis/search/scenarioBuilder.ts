import type { SetupConstant } from '../inputs/inputExpression';
import { advanceAsyncName, advanceName, type Scenario, type ScenarioStep } from '../scenario';
import { toolsIn } from '../testTools';
import { memberOf, quoted } from '../writing/expressionText';
import { actOf, allCalls, allInputs, type PlannedCall, type ScenarioPlan } from './scenarioPlan';

/** The local names tests use for exports. */
export type LocalNameOf = (exportName: string) => string;

/** What is read after the act, besides what the inputs ask for. */
export interface Inspection {
  /** Constant that holds the result of the act; needed when an expression reads it. */
  readonly resultName?: string;
  /** Arguments of the act that get a constant, because the act may change them: index → name. */
  readonly namedArguments?: ReadonlyMap<number, string>;
  readonly expressions: readonly string[];
}

export interface BuildRequest {
  readonly id: string;
  readonly plan: ScenarioPlan;
  readonly localNameOf: LocalNameOf;
  readonly inspection?: Inspection;
}

/** The scenario of a plan: constants, receiver, calls with what is waited for, reads of what the act left behind, and its end. */
export function buildScenario({ id, plan, localNameOf, inspection }: BuildRequest): Scenario {
  const { receiver, calls } = plan;
  const act = actOf(plan);
  const setup = setupOf(plan);
  const steps: ScenarioStep[] = setup.flatMap(({ name, code, uses = [] }) => [
    { expression: code, resultName: name, role: 'arrange' as const },
    ...uses.map((expression) => ({ expression, role: 'arrange' as const })),
  ]);
  if (receiver) steps.push(...stepsOf(receiver.call, { resultName: receiver.name }));
  for (const call of calls.slice(0, -1)) steps.push(...stepsOf(call, { receiver: receiver?.name }));
  const named = inspection?.namedArguments ?? new Map<number, string>();
  for (const [index, name] of named) {
    steps.push({ expression: act.arguments[index]?.code ?? 'undefined', resultName: name, role: 'arrange' });
  }
  // An instance that is waited for in the end needs a name.
  const made = act.callable.form === 'construct' ? plan.endings?.[0]?.emitter : undefined;
  const resultName = inspection?.resultName ?? made;
  steps.push(...stepsOf(act, { receiver: receiver?.name, named, resultName, isAct: true }));
  const reads = [
    ...setup.filter(({ isInspected }) => isInspected).map(({ name }) => name),
    ...(inspection?.expressions ?? []),
  ];
  steps.push(...reads.map((expression) => ({ expression, role: 'inspect' as const })));
  for (const { emitter, event } of plan.endings ?? [])
    steps.push({
      expression: eventExpression(receiver ? emitter : (resultName ?? emitter), event),
      role: 'cleanup',
    });
  const bindings = bindingsOf(plan, localNameOf);
  const tools = toolsIn(
    steps.map(({ expression }) => expression),
    new Set(Object.keys(bindings)),
  );
  return {
    id,
    subject: act.callable.subject,
    bindings,
    steps,
    ...(tools.length > 0 && { tools }),
    ...(hasFakeClock(plan) && { clock: { isDated: plan.isDated ?? false } }),
  };
}

/** Constants that stand before everything else, each once. */
export function setupOf(plan: ScenarioPlan): readonly SetupConstant[] {
  const setup = allInputs(plan).flatMap((input) => input.setup.map((one) => [one.name, one] as const));
  return [...new Map(setup).values()];
}

/** Does the scenario run on a fake clock? */
export function hasFakeClock(plan: ScenarioPlan): boolean {
  return (
    plan.isDated === true || plan.isTimed === true || allCalls(plan).some(({ wait }) => wait?.kind === 'time')
  );
}

/** How many steps a call takes, with what it waits for; the last one has its result. */
export function stepCount({ wait }: PlannedCall): number {
  if (wait?.kind === 'time') return wait.isAsync ? 3 : 2;
  return wait?.kind === 'event' ? 2 : 1;
}

interface StepOptions {
  readonly receiver?: string | undefined;
  readonly resultName?: string | undefined;
  readonly named?: ReadonlyMap<number, string>;
  readonly isAct?: true;
}

/** The last step of the act is what is tested; what goes before it only leads there. */
function stepsOf(call: PlannedCall, { receiver, resultName, named, isAct }: StepOptions): ScenarioStep[] {
  const { wait } = call;
  const role = isAct ? 'act' : 'arrange';
  const expression = callExpression(call, receiver, named);
  const result = resultName === undefined ? {} : { resultName };
  switch (wait?.kind) {
    case 'event': {
      const isMade = call.callable.form === 'construct';
      const emitter = isMade ? (resultName ?? wait.emitter) : wait.emitter;
      const began: ScenarioStep = { expression, role: 'arrange', ...(isMade && { resultName: emitter }) };
      return [began, { expression: eventExpression(emitter, wait.event), role }];
    }
    case 'time':
      if (wait.isAsync)
        return [
          { expression, resultName: 'promise', role: 'arrange', isDeferred: true },
          { expression: `${advanceAsyncName}(${wait.durationMs})`, role: 'arrange' },
          { expression: 'promise', role, ...result },
        ];
      return [
        { expression, role: 'arrange', ...result },
        { expression: `${advanceName}(${wait.durationMs})`, role },
      ];
    default:
      return [{ expression, role, ...result }];
  }
}

function eventExpression(emitter: string, event: string): string {
  return `once(${emitter}, ${quoted(event)})`;
}

/** `cart.add('SKU-1', 3)`. */
export function callExpression(
  call: PlannedCall,
  outerReceiver = 'undefined',
  named: ReadonlyMap<number, string> = new Map(),
): string {
  if (call.expression !== undefined) return call.expression;
  const single = singleCall(call, outerReceiver, named);
  const expression = call.isDrained ? `[...${single}]` : single;
  if (call.times === undefined) return expression;
  return `Promise.all([${Array.from({ length: call.times }, () => expression).join(', ')}])`;
}

function singleCall(call: PlannedCall, outerReceiver: string, named: ReadonlyMap<number, string>): string {
  const receiver = call.on ? callExpression(call.on, outerReceiver) : outerReceiver;
  const { wait } = call;
  if (wait?.kind === 'callback') {
    const resolve = wait.takesAll ? '(...values) => resolve(values)' : 'resolve';
    const settling = { ...call.arguments[wait.index], code: resolve, exportNames: [], setup: [], strain: 0 };
    const { wait: _, ...plain } = call;
    const args = [...call.arguments.slice(0, wait.index), settling, ...call.arguments.slice(wait.index + 1)];
    return `new Promise((resolve) => ${callExpression({ ...plain, arguments: args }, outerReceiver, named)})`;
  }
  const { form, path } = call.callable;
  const list = `(${call.arguments.map((argument, index) => named.get(index) ?? argument.code).join(', ')})`;
  switch (form) {
    case 'call':
      return path + list;
    case 'construct':
      return `new ${path}${list}`;
    case 'method':
      return memberOf(receiver, path) + list;
    case 'read':
      return memberOf(receiver, path);
    case 'invoke':
      return receiver + list;
  }
}

function bindingsOf(plan: ScenarioPlan, localNameOf: LocalNameOf): Readonly<Record<string, string>> {
  const exportNames = allCalls(plan).flatMap((call) => [
    ...(call.on ? [] : call.callable.exportNames),
    ...[...(call.before ?? []), ...call.arguments].flatMap((input) => input.exportNames),
  ]);
  return Object.fromEntries(
    [...new Set(exportNames)].map((exportName) => [localNameOf(exportName), exportName]),
  );
}
