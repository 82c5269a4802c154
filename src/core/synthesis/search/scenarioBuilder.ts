import type { Scenario, ScenarioStep } from '../scenario';
import { memberOf } from '../writing/expressionText';
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

/** The scenario of a plan: constants, receiver, calls, and reads of what the act left behind. */
export function buildScenario({ id, plan, localNameOf, inspection }: BuildRequest): Scenario {
  const { receiver, calls } = plan;
  const act = actOf(plan);
  const setup = new Map(
    allInputs(plan).flatMap((input) => input.setup.map((one) => [one.name, one] as const)),
  );
  const steps: ScenarioStep[] = [...setup.values()].map(({ name, code }) => ({
    expression: code,
    resultName: name,
    role: 'arrange',
  }));
  if (receiver)
    steps.push({ expression: callExpression(receiver.call), resultName: receiver.name, role: 'arrange' });
  for (const call of calls.slice(0, -1))
    steps.push({ expression: callExpression(call, receiver?.name), role: 'arrange' });
  const named = inspection?.namedArguments ?? new Map<number, string>();
  for (const [index, name] of named) {
    steps.push({ expression: act.arguments[index]?.code ?? 'undefined', resultName: name, role: 'arrange' });
  }
  const actStep: ScenarioStep = { expression: callExpression(act, receiver?.name, named), role: 'act' };
  steps.push(
    inspection?.resultName === undefined ? actStep : { ...actStep, resultName: inspection.resultName },
  );
  const reads = [
    ...[...setup.values()].filter(({ isInspected }) => isInspected).map(({ name }) => name),
    ...(inspection?.expressions ?? []),
  ];
  steps.push(...reads.map((expression) => ({ expression, role: 'inspect' as const })));
  return { id, subject: act.callable.subject, bindings: bindingsOf(plan, localNameOf), steps };
}

/** `cart.add('SKU-1', 3)`. */
export function callExpression(
  call: PlannedCall,
  outerReceiver = 'undefined',
  named: ReadonlyMap<number, string> = new Map(),
): string {
  if (call.expression !== undefined) return call.expression;
  const receiver = call.on ? callExpression(call.on, outerReceiver) : outerReceiver;
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
