import { ordinaryCall, systematicCalls } from '../inputs/argumentLists';
import type { KindOfValue } from './kindOfValue';
import { pendingAnswers } from './pendingAnswers';
import type { Callable, Receiver, ScenarioPlan } from './scenarioPlan';

/** Calls of which the first ones are repeated. */
const repeatedCalls = 4;
/** Calls after which callbacks that were kept are called. */
const answeredCalls = 6;

export interface UseOfGiven {
  readonly used: Callable;
  readonly kind: KindOfValue;
  /** Of different calls. */
  readonly limit: number;
}

/** Each call once; the first ones several times, after others, and after another member. */
export function* callsOnGiven(
  receiver: Receiver,
  { used, kind, limit }: UseOfGiven,
): Generator<ScenarioPlan> {
  const calls = [...systematicCalls(used, limit)];
  if (used.parameters.length > 0) calls.push({ callable: used, arguments: [] });
  const [first] = calls;
  const others = kind.callables.filter((member) => member !== used).slice(0, 4);
  for (const [index, call] of calls.entries()) {
    yield { receiver, calls: [call] };
    if (index < repeatedCalls) {
      yield { receiver, calls: [call, call] };
      yield { receiver, calls: [call, call, call, call] };
    }
    const [answer, ...otherAnswers] =
      index < answeredCalls ? pendingAnswers({ receiver, calls: [call] }, used) : [];
    if (answer) {
      yield { receiver, calls: [call, answer] };
      for (const between of calls.slice(0, answeredCalls)) {
        yield { receiver, calls: [call, between, answer] };
        yield { receiver, calls: [call, between, answer, answer] };
      }
      for (const other of otherAnswers) yield { receiver, calls: [call, other] };
    }
    if (first && first !== call) {
      yield { receiver, calls: [first, call] };
      yield { receiver, calls: [call, first] };
    }
    if (index < 2) for (const other of others) yield { receiver, calls: [ordinaryCall(other), call] };
  }
}
