import {
  completeCall,
  mutatedCall,
  ordinaryCall,
  otherCall,
  randomCall,
  systematicCalls,
} from '../inputs/argumentLists';
import type { ObservedValue } from '../scenario';
import type { ObservedScenario, Showing } from './archive';
import { followingCall } from './followingCall';
import { FunctionProposer } from './functionProposer';
import { constantNameFor } from './localNames';
import { ordinaryPartners, randomPartner, takesPartner, withPartner } from './partnerInstances';
import { isQueryName } from './queryMethods';
import { actOf, type Callable, type PlannedCall, type Receiver, type ScenarioPlan } from './scenarioPlan';
import type { Proposal, ScenarioProposer, SearchGuides } from './scenarioProposer';
import { rangesOf, type TestableUnit } from './testableUnit';

const constructorLimit = 120;
const callsPerMember = 40;
const callsThatShow = 12;
const callsPerPair = 10;
const pairLimit = 300;
const pairsPerVariant = 60;
const longestSequence = 8;
const partnerShare = 0.25;
const receiversPerRank = [10, 8, 2] as const;

/**
 * Tries a class: its constructor, every member on a fresh instance, every pair of a change and another member, then random
 * extensions of sequences that showed something. Static methods are tried like functions.
 */
export class ClassProposer implements ScenarioProposer {
  private readonly systematic: Generator<Exclude<Proposal, undefined>>;
  private readonly statics: FunctionProposer[];
  private readonly receivers: Receiver[] = [];
  private readonly ranks: (0 | 1 | 2)[] = [];
  private readonly fruitful: ScenarioPlan[] = [];
  private isExhausted = false;
  /** Members that were seen to give an instance: calls of them can be chained. */
  private readonly chained = new Set<Callable>();
  private readonly name: string;
  /** What may stand before the act: reading something there would only puzzle the reader. */
  private readonly changes: readonly Callable[];

  constructor(
    private readonly unit: TestableUnit,
    private readonly guides: SearchGuides,
    taken: ReadonlySet<string>,
  ) {
    this.name = constantNameFor(unit.localName, taken);
    const methods = unit.members.filter(({ form }) => form === 'method');
    const changes = methods.filter(({ path }) => !isQueryName(path));
    this.changes = changes.length > 0 ? changes : methods.length > 0 ? methods : unit.members;
    this.statics = unit.functions.map((callable) => new FunctionProposer(callable, guides));
    this.systematic = this.systematicPlans();
  }

  get isSystematic(): boolean {
    return !this.isExhausted;
  }

  propose(): Proposal {
    if (!this.isExhausted) {
      const next = this.systematic.next();
      if (!next.done) return next.value;
      this.isExhausted = true;
    }
    const { receivers } = this;
    const { random } = this.guides;
    if (this.statics.length > 0 && (receivers.length === 0 || random.next() < 0.2)) {
      const plan = random.pick(this.statics).propose();
      if (plan) return plan;
    }
    return receivers.length === 0 || this.unit.members.length === 0 ? undefined : this.randomSequence();
  }

  learn(plan: ScenarioPlan, observation: ObservedScenario, showed: Showing): void {
    const [first] = plan.calls;
    if (!plan.receiver && first?.callable.form === 'construct') {
      if (observation.outcomes.at(-1)?.status === 'returned') this.learnReceiver(first, observation);
      return;
    }
    if (!plan.receiver) {
      this.learnFromStatic(plan, observation);
      for (const proposer of this.statics) proposer.learn(plan, observation, showed);
      return;
    }
    const threw = observation.outcomes.some((outcome) => outcome.status !== 'returned');
    const last = observation.outcomes.at(-1);
    if (last?.status === 'returned' && this.isOwnInstance(last.value)) this.chained.add(actOf(plan).callable);
    if (showed && !threw && plan.calls.length < longestSequence) this.fruitful.push(plan);
  }

  /** Instances that are ready at once come first, then those that have to be waited for; few of those that are still at work. */
  private learnReceiver(call: PlannedCall, { trace }: ObservedScenario): void {
    const rank = call.wait ? 1 : trace?.isBusy ? 2 : 0;
    const { receivers, ranks } = this;
    const peers = ranks.filter((other) => other === rank).length;
    if (peers >= receiversPerRank[rank]) return;
    const place = ranks.findIndex((other) => other > rank);
    const index = place < 0 ? receivers.length : place;
    receivers.splice(index, 0, { call, name: this.name });
    ranks.splice(index, 0, rank);
  }

  /** A factory method: what it returns is another way to get an instance. */
  private learnFromStatic(plan: ScenarioPlan, observation: ObservedScenario): void {
    const outcome = observation.outcomes.at(-1);
    const [call] = plan.calls;
    if (outcome?.status !== 'returned' || !call) return;
    if (this.isOwnInstance(outcome.value) && this.receivers.length < 3) this.learnReceiver(call, observation);
  }

  private isOwnInstance(value: ObservedValue): boolean {
    return value.kind === 'instance' && value.className === this.unit.localName;
  }

  private *systematicPlans(): Generator<Exclude<Proposal, undefined>> {
    const { construct, members } = this.unit;
    if (construct) for (const call of systematicCalls(construct, constructorLimit)) yield { calls: [call] };
    for (const proposer of this.statics) {
      for (let plan = proposer.propose(); plan && proposer.isSystematic; plan = proposer.propose())
        yield plan;
    }
    yield 'observe-first';
    const [receiver] = this.receivers;
    if (!receiver) return;
    for (const member of members) {
      let count = 0;
      for (const call of systematicCalls(member, callsPerMember)) {
        // The first ones show what it does, the others only look for what is left.
        if (count++ >= callsThatShow && !this.isAnythingLeft()) break;
        yield { receiver, calls: [call] };
      }
    }
    const variants = this.receivers.slice(1);
    for (const variant of variants)
      for (const member of members)
        for (const call of systematicCalls(member, this.isAnythingLeft() ? callsThatShow : 1))
          yield { receiver: variant, calls: [call] };
    yield* this.pairs(receiver);
    yield* this.partners(receiver);
    for (const variant of variants) {
      let count = 0;
      for (const first of this.changes) {
        for (const second of this.changes) {
          if (count++ >= pairsPerVariant) break;
          yield { receiver: variant, calls: [ordinaryCall(first), otherCall(second)] };
        }
      }
    }
  }

  /** In the unit as a whole: what is private is reached by way of members that have nothing left of their own. */
  private isAnythingLeft(): boolean {
    return rangesOf(this.unit).some((range) => this.guides.open.isLeftIn(range));
  }

  private get chainedChanges(): readonly Callable[] {
    return this.changes.filter((change) => this.chained.has(change));
  }

  /** A change, then another member that may show it: every combination once before any second arguments. */
  private *pairs(receiver: Receiver): Generator<ScenarioPlan> {
    const { members } = this.unit;
    const befores = this.changes.flatMap((change) => [
      ...new Map(
        [ordinaryCall(change), completeCall(change)].map((call) => [call.arguments.length, call]),
      ).values(),
    ]);
    const afters = members.map((member) => [...systematicCalls(member, callsPerPair)]);
    let count = 0;
    for (let round = 0; round < callsPerPair; round++) {
      for (const before of befores) {
        for (const calls of afters) {
          const after = calls[round];
          if (after && count++ < pairLimit) yield { receiver, calls: [before, after] };
        }
      }
    }
  }

  /** Every member that may take another instance, as made and after each change, with instances after each change. */
  private *partners(receiver: Receiver): Generator<ScenarioPlan> {
    const members = this.unit.members.filter(takesPartner);
    const befores = [[], ...this.changes.map((change) => [ordinaryCall(change)])];
    let count = 0;
    for (const before of befores)
      for (const partner of ordinaryPartners(receiver, this.chainedChanges))
        for (const member of members)
          if (count++ < pairLimit)
            yield { receiver, calls: [...before, withPartner(ordinaryCall(member), partner)] };
  }

  private randomSequence(): ScenarioPlan {
    const { random } = this.guides;
    const act = this.nextAct();
    if (random.next() < 0.4) {
      return { receiver: this.anyReceiver(), calls: [this.partnered(randomCall(act, random))] };
    }
    const parent = this.fruitful.length > 0 && random.next() < 0.75 ? random.pick(this.fruitful) : undefined;
    const receiver = parent?.receiver ?? this.anyReceiver();
    const before = (parent?.calls ?? []).filter(({ callable }) => this.changes.includes(callable));
    const between = Array.from({ length: random.integer(parent ? 2 : 4) }, () =>
      followingCall(before, random.pick(this.changes), random),
    );
    const added = [...between, this.partnered(followingCall(before, act, random))];
    return { receiver, calls: [...before, ...added].slice(0, longestSequence) };
  }

  /** Some of the calls that may take another instance get one. */
  private partnered(call: PlannedCall): PlannedCall {
    const { random } = this.guides;
    if (!takesPartner(call.callable) || random.next() > partnerShare) return call;
    const partner = randomPartner(random.pick(this.receivers), this.chainedChanges, random);
    return partner ? withPartner(call, partner) : call;
  }

  /** A member in which something is left to find, most of the time. */
  private nextAct(): Callable {
    const { random, open } = this.guides;
    const { members } = this.unit;
    const left = random.next() < 0.85 ? members.filter(({ range }) => open.isLeftIn(range)) : [];
    return random.pick(left.length > 0 ? left : members);
  }

  /** The usual instance, another one that is known to work, or a new one. */
  private anyReceiver(): Receiver {
    const { random } = this.guides;
    const { construct } = this.unit;
    const draw = random.next();
    const [usual] = this.receivers;
    if (draw < 0.35 && usual) return usual;
    if (draw < 0.65 || !construct) return random.pick(this.receivers);
    const known = random.pick(this.receivers).call;
    const isNear = known.callable === construct && !known.wait && random.next() < 0.6;
    return { call: isNear ? mutatedCall(known, random) : randomCall(construct, random), name: this.name };
  }
}
