import { ordinaryCall, systematicCalls } from '../inputs/argumentLists';
import type { Callable, PlannedCall, ScenarioPlan } from './scenarioPlan';
import type { TestableUnit } from './testableUnit';

const changeNames =
  /^(?:add|clear|configure|define|delete|disable|enable|extend|init|install|patch|monkeyPatch|push|put|register|remove|replace|reset|restore|set|subscribe|switch|uninstall|unmonkeyPatch|unpatch|unregister|unset|unsubscribe|use)(?:[A-Z_]\w*)?$/;
const resetNames = /^(?:clear|reset)(?:[A-Z_]\w*)?$/;

/** What was there before is gone then. */
const settingNames = /^(?:configure|disable|enable|set|switch|use)(?:[A-Z_]\w*)?$/;

const mostPreparing = 8;
const callsEach = 6;

/** True for functions that are named like a change of what the module holds. */
export function changesModule(name: string): boolean {
  return changeNames.test(name);
}

/** Functions, also of classes and objects, that stand alone and are named like a change. */
export function moduleChanges(units: readonly TestableUnit[]): readonly Callable[] {
  return units
    .flatMap(({ functions }) => functions)
    .filter(({ form, path }) => form === 'call' && changesModule(lastName(path)));
}

/** Calls that make it certain what the module holds: those that put it back, by their names, come first. */
export function preparingCalls(units: readonly TestableUnit[]): readonly PlannedCall[] {
  const changes = moduleChanges(units);
  const resets = changes.filter(
    ({ path, parameters }) =>
      resetNames.test(lastName(path)) && parameters.every(({ isOptional, isRest }) => isOptional || isRest),
  );
  const others = changes.filter(({ path }) => settingNames.test(lastName(path)));
  return [
    ...resets.map(ordinaryCall),
    ...others.flatMap((change) => [...systematicCalls(change, callsEach)]),
  ].slice(0, mostPreparing);
}

/** Is it a call that only puts the module back? Names of tests do not mention it. */
export function isReset({ callable }: PlannedCall): boolean {
  return callable.form === 'call' && resetNames.test(lastName(callable.path));
}

/**
 * What a plan changes of the module before its act, by name. Without that it would show the same only where an earlier plan has
 * changed the module.
 */
export function changesBefore(plan: ScenarioPlan): string {
  return changersOf(plan)
    .map(({ path }) => path)
    .join();
}

/** What stands alone before the act of a plan. */
export function changersOf({ calls }: ScenarioPlan): readonly Callable[] {
  return calls
    .slice(0, -1)
    .flatMap(({ callable, on }) => (callable.form === 'call' && !on ? [callable] : []));
}

/** The call with the arguments that an earlier one has for parameters of the same name: what was put in is asked for. */
export function withSharedArguments(call: PlannedCall, earlier: PlannedCall): PlannedCall {
  const shared = call.arguments.map((input, index) => {
    const { name } = call.callable.parameters[index] ?? { name: undefined };
    const place = earlier.callable.parameters.findIndex((parameter) => parameter.name === name);
    return earlier.arguments[place] ?? input;
  });
  return { ...call, arguments: shared };
}

/** `register` of `Delta.register`. */
function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
