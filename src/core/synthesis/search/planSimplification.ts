import { ordinaryCall } from '../inputs/argumentLists';
import { type PlannedCall, type ScenarioPlan, withCalls } from './scenarioPlan';

/** Plans with one thing less to read: a call left out, a strange argument made ordinary, an optional argument dropped. */
export function simplificationsOf(plan: ScenarioPlan): ScenarioPlan[] {
  const withoutCall = plan.calls
    .slice(0, -1)
    .map((_, index) => withCalls(plan, plan.calls.toSpliced(index, 1)));
  const withoutWait = plan.calls.flatMap(({ wait, ...call }, index) =>
    wait === undefined ? [] : [withCalls(plan, plan.calls.with(index, call))],
  );
  const withSimplerCall = plan.calls.flatMap((call, index) =>
    simplerCalls(call).map((simpler) => withCalls(plan, plan.calls.with(index, simpler))),
  );
  return [...withoutCall, ...withoutWait, ...withSimplerCall];
}

function simplerCalls(call: PlannedCall): PlannedCall[] {
  const { callable } = call;
  const waiting = call.wait ? { wait: call.wait } : {};
  // What it waits for may be one of its arguments.
  if (call.wait?.kind === 'callback') return [];
  const ordinary = ordinaryCall(callable).arguments;
  const replaced = call.arguments.flatMap((argument, index) => {
    const usual = ordinary[index];
    if (!usual || usual.code === argument.code) return [];
    return [{ ...waiting, callable, arguments: call.arguments.with(index, usual) }];
  });
  const shortened =
    call.arguments.length > ordinary.length
      ? [{ ...waiting, callable, arguments: call.arguments.slice(0, -1) }]
      : [];
  const isOrdinary = call.arguments.every((argument, index) => argument.code === ordinary[index]?.code);
  return isOrdinary && shortened.length === 0
    ? []
    : [{ ...waiting, callable, arguments: ordinary }, ...shortened, ...replaced];
}
