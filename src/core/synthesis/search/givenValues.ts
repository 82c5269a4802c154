import { mutatedCall, ordinaryCall, otherCall, randomCall } from '../inputs/argumentLists';
import type { AskedQuestion, ObservedValue } from '../scenario';
import type { ObservedScenario, Showing } from './archive';
import { isOpenCallable, standInLists, withAnswers } from './askedShapes';
import { callsOnGiven } from './callsOnGiven';
import { givenCallables } from './givenCallables';
import { callableKey, depthOf, hasEnoughGivers, type KindOfValue, mostGivers } from './kindOfValue';
import { constantNameFor } from './localNames';
import { pendingAnswers } from './pendingAnswers';
import { callExpression } from './scenarioBuilder';
import { actOf, type Callable, type PlannedCall, type Receiver, type ScenarioPlan } from './scenarioPlan';
import type { Proposal, SearchGuides } from './scenarioProposer';

/** Kinds of values that are used further. */
const mostKinds = 10;
/** Systematic calls of what the first call of a kind gave, and of what the others gave. */
const callsOnFirst = 24;
const callsOnOthers = 8;
const callsOnLate = 3;
const longestSequence = 15;
const deepestChain = 4;
const mostSpare = 60;
/** Uses of what a call gave that have to fail before it is given up. */
const probes = 8;
/** Calls of one thing that are made several times at once. */
const mostConcurrent = 3;
/** Ways to ask what a function wants of its arguments. */
const mostQuestions = 4;

type Step = Exclude<Proposal, undefined>;

/** Uses what calls of a function give: calls returned functions and the functions of returned objects, once and in sequences. */
export class GivenValues {
  private readonly kinds = new Map<string, KindOfValue>();
  private readonly queue: Iterator<Step>[] = [];
  private readonly known = new Set<string>();
  /** Calls that gave something that could be used. */
  private readonly working = new Set<string>();
  private readonly concurrent = new Map<string, number>();
  private readonly answers = new Map<Callable, readonly AskedQuestion[]>();

  /** @param source the function whose results these are */
  constructor(
    private readonly source: Callable,
    private readonly guides: SearchGuides,
  ) {}

  get isSystematic(): boolean {
    return this.queue.length > 0;
  }

  nextSystematic(): Step | undefined {
    for (let next = this.queue[0]?.next(); next; next = this.queue[0]?.next()) {
      if (!next.done) return next.value;
      this.queue.shift();
    }
    return undefined;
  }

  /** A sequence of calls on something given: a longer one that showed something, or a new one. */
  random(): ScenarioPlan | undefined {
    const { random } = this.guides;
    const kind = this.nextKind();
    if (!kind) return undefined;
    const parent = kind.fruitful.length > 0 && random.next() < 0.6 ? random.pick(kind.fruitful) : undefined;
    const receiver =
      parent?.receiver && random.next() < 0.7 ? parent.receiver : this.receiver(this.anyGiver(kind));
    const before = parent ? parent.calls.slice(0, 1 + random.integer(parent.calls.length)) : [];
    const added = Array.from({ length: 1 + random.integer(parent ? 3 : 5) }, () => this.anyCall(kind));
    const calls = [...before, ...added].slice(-longestSequence);
    const answers = pendingAnswers({ receiver, calls }, this.source);
    return answers.length > 0 && random.next() < 0.6
      ? { receiver, calls: [...calls, random.pick(answers)] }
      : { receiver, calls };
  }

  learn(plan: ScenarioPlan, observation: ObservedScenario, showed: Showing): void {
    const act = actOf(plan);
    const outcome = observation.outcomes.at(-1);
    const kind = plan.receiver && this.kindWith(act.callable);
    if (plan.isQuestion) {
      if (kind) this.improve(kind, act.callable, observation);
      return;
    }
    if (kind && showed === 'point' && outcome?.status === 'returned') kind.fruitful.push(plan);
    if (outcome?.status !== 'returned') return;
    if (outcome.isPromise && act.times === undefined) this.makeConcurrent(plan, act);
    if (plan.receiver) this.working.add(callExpression(plan.receiver.call));
    const giver = plan.receiver ? chained(plan.receiver, plan.calls) : act;
    if (giver) this.take(giver, outcome.value);
  }

  /** What waits for something may do so several times at once. */
  private makeConcurrent(plan: ScenarioPlan, act: PlannedCall): void {
    const key = `${callableKey(act.callable)} ${plan.receiver ? callExpression(plan.receiver.call) : ''}`;
    const count = this.concurrent.get(key) ?? 0;
    if (count >= mostConcurrent || this.concurrent.size >= mostKinds) return;
    this.concurrent.set(key, count + 1);
    const plans = [2, 3].map((times) => ({
      ...plan,
      calls: [...plan.calls.slice(0, -1), { ...act, times }],
    }));
    this.queue.push(plans.values());
  }

  /** Notes what a call gave, and plans what to do with it. */
  private take(giver: PlannedCall, value: ObservedValue): void {
    const callables = givenCallables(value, this.source);
    const key = callables.map(callableKey).join();
    if (callables.length === 0 || depthOf(giver) > deepestChain) return;
    const kind = this.kinds.get(key) ?? { callables, isAsked: false, givers: [], spare: [], fruitful: [] };
    const text = callExpression(giver);
    const isNewKind = kind.givers.length === 0;
    if (this.known.has(text) || (isNewKind && this.kinds.size >= mostKinds)) return;
    this.known.add(text);
    this.kinds.set(key, kind);
    if (isNewKind || !hasEnoughGivers(kind, giver)) this.adopt(kind, giver);
    else if (kind.spare.length < mostSpare) kind.spare.push(giver);
  }

  private adopt(kind: KindOfValue, giver: PlannedCall): void {
    const isFirst = kind.givers.length === 0;
    const limit = isFirst ? callsOnFirst : kind.givers.length < mostGivers ? callsOnOthers : callsOnLate;
    kind.givers.push(giver);
    this.queue.push(this.stepsFor(kind, this.receiver(giver), limit));
  }

  /** What is not known of the arguments is asked first. */
  private *stepsFor(kind: KindOfValue, receiver: Receiver, limit: number): Generator<Step> {
    const open = kind.isAsked ? [] : kind.callables.filter(isOpenCallable);
    kind.isAsked = true;
    for (const callable of open) {
      for (const inputs of standInLists(callable).slice(0, mostQuestions))
        yield { receiver, calls: [{ callable, arguments: inputs }], isQuestion: true };
    }
    if (open.length > 0) yield 'observe-first';
    let count = 0;
    for (const used of kind.callables) {
      for (const plan of callsOnGiven(receiver, { used, kind, limit })) {
        yield plan;
        if (++count !== probes) continue;
        yield 'observe-first';
        if (this.working.has(callExpression(receiver.call))) continue;
        const next = kind.spare.shift();
        if (!next) continue;
        // What it gives cannot be used, `once(5)()`: something else may be.
        kind.givers.splice(kind.givers.indexOf(receiver.call), 1);
        this.adopt(kind, next);
        return;
      }
    }
  }

  private improve(kind: KindOfValue, asked: Callable, { questions }: ObservedScenario): void {
    const all = [...(this.answers.get(asked) ?? []), ...questions];
    this.answers.set(asked, all);
    kind.callables = kind.callables.map((own) =>
      callableKey(own) === callableKey(asked) ? withAnswers(asked, all) : own,
    );
  }

  private receiver(call: PlannedCall): Receiver {
    const { path } = this.source;
    const isMaker = /^(?:create|make|build)[A-Z]/.test(path);
    return { call, name: constantNameFor(isMaker ? path : 'result', new Set([path])) };
  }

  private kindWith(callable: Callable): KindOfValue | undefined {
    const key = callableKey(callable);
    return [...this.kinds.values()].find(({ callables }) =>
      callables.some((own) => callableKey(own) === key),
    );
  }

  /** One in whose text something is left to find, most of the time. */
  private nextKind(): KindOfValue | undefined {
    const { random, open } = this.guides;
    const kinds = [...this.kinds.values()];
    const left = kinds.filter(({ callables }) => callables.some(({ range }) => open.isLeftIn(range)));
    if (kinds.length === 0) return undefined;
    return random.pick(left.length > 0 && random.next() < 0.85 ? left : kinds);
  }

  /** A call that is known to give one of the kind; half of the time with other arguments somewhere. */
  private anyGiver({ givers }: KindOfValue): PlannedCall {
    const { random } = this.guides;
    const giver = random.pick(givers);
    if (random.next() < 0.5) return giver;
    const changed = (call: PlannedCall, depth: number): PlannedCall =>
      call.on && depth > 0 ? { ...call, on: changed(call.on, depth - 1) } : mutatedCall(call, random);
    return changed(giver, random.integer(depthOf(giver)));
  }

  private anyCall({ callables }: KindOfValue): PlannedCall {
    const { random, open } = this.guides;
    const left = random.next() < 0.6 ? callables.filter(({ range }) => open.isLeftIn(range)) : [];
    const callable = random.pick(left.length > 0 ? left : callables);
    const draw = random.next();
    if (draw < 0.4) return draw < 0.3 ? ordinaryCall(callable) : otherCall(callable);
    return draw < 0.7 ? mutatedCall(ordinaryCall(callable), random) : randomCall(callable, random);
  }
}

/** The call of what another call gave, as one: `map(double)(read)`; only where nothing else was called on it. */
function chained({ call: on }: Receiver, [call, ...others]: readonly PlannedCall[]): PlannedCall | undefined {
  return call && others.length === 0 ? { ...call, on } : undefined;
}
