import type { Random } from '../../../base/random';
import { mutatedCall, ordinaryCall, otherCall, randomCall } from '../inputs/argumentLists';
import type { Callable, PlannedCall } from './scenarioPlan';

/** A call of the member; half of the time with an argument that an earlier call had, so that what was put in is found. */
export function followingCall(before: readonly PlannedCall[], member: Callable, random: Random): PlannedCall {
  const draw = random.next();
  if (draw < 0.4) return draw < 0.3 ? ordinaryCall(member) : otherCall(member);
  const call = draw < 0.6 ? mutatedCall(ordinaryCall(member), random) : randomCall(member, random);
  const earlier = before.flatMap((planned) => planned.arguments);
  const reusable = earlier.filter((input) =>
    call.arguments.some((argument) => literalKind(argument.code) === literalKind(input.code)),
  );
  if (reusable.length === 0 || random.next() < 0.5) return call;
  const reused = random.pick(reusable);
  const index = call.arguments.findIndex(
    (argument) => literalKind(argument.code) === literalKind(reused.code),
  );
  return { callable: member, arguments: call.arguments.with(index, reused) };
}

function literalKind(code: string): string {
  if (/^-?[\d.]/.test(code)) return 'number';
  return /^['"]/.test(code) ? 'text' : code.slice(0, 12);
}
