import { ordinaryCall } from '../inputs/argumentLists';
import type { PlannedCall, ScenarioPlan } from './scenarioPlan';

/** Plans with one thing less to read: a call left out, a strange argument made ordinary, an optional argument dropped. */
export function simplificationsOf(plan: ScenarioPlan): ScenarioPlan[] {
  const withoutCall = plan.calls
    .slice(0, -1)
    .map((_, index) => withCalls(plan, plan.calls.toSpliced(index, 1)));
  const withSimplerCall = plan.calls.flatMap((call, index) =>
    simplerCalls(call).map((simpler) => withCalls(plan, plan.calls.with(index, simpler))),
  );
  return [...withoutCall, ...withSimplerCall];
}

function simplerCalls(call: PlannedCall): PlannedCall[] {
  const { callable } = call;
  const ordinary = ordinaryCall(callable).arguments;
  const replaced = call.arguments.flatMap((argument, index) => {
    const usual = ordinary[index];
    if (!usual || usual.code === argument.code) return [];
    return [{ callable, arguments: call.arguments.with(index, usual) }];
  });
  const shortened =
    call.arguments.length > ordinary.length ? [{ callable, arguments: call.arguments.slice(0, -1) }] : [];
  const isOrdinary = call.arguments.every((argument, index) => argument.code === ordinary[index]?.code);
  return isOrdinary && shortened.length === 0
    ? []
    : [{ callable, arguments: ordinary }, ...shortened, ...replaced];
}

function withCalls(plan: ScenarioPlan, calls: readonly PlannedCall[]): ScenarioPlan {
  return plan.receiver ? { receiver: plan.receiver, calls } : { calls };
}
