import { mutatedCall, ordinaryCall, randomCall, systematicCalls } from '../inputs/argumentLists';
import type { ObservedScenario, Showing } from './archive';
import { followingCall } from './followingCall';
import { GivenValues } from './givenValues';
import { withSharedArguments } from './moduleChanges';
import { actOf, type Callable, type PlannedCall, type ScenarioPlan } from './scenarioPlan';
import type { Proposal, ScenarioProposer, SearchGuides } from './scenarioProposer';

const systematicLimit = 240;
const mostChanges = 8;
const callsPerChange = 12;
/** Of random plans, where there are functions that change the module. */
const changeShare = 0.25;
const longestSequence = 5;

/** Tries a function: systematic arguments, then random ones and mutations of those that showed something; calls what it returns. */
export class FunctionProposer implements ScenarioProposer {
  private readonly systematic: Generator<Exclude<Proposal, undefined>>;
  private readonly given: GivenValues;
  private readonly fruitful: PlannedCall[] = [];
  private isExhausted = false;

  constructor(
    private readonly callable: Callable,
    private readonly guides: SearchGuides,
  ) {
    this.systematic = this.systematicPlans();
    this.given = new GivenValues(callable, guides);
  }

  get isSystematic(): boolean {
    return this.given.isSystematic || !this.isExhausted;
  }

  propose(): Proposal {
    const { random } = this.guides;
    const queued = this.given.nextSystematic();
    if (queued) return queued;
    if (!this.isExhausted) {
      const next = this.systematic.next();
      if (!next.done) return next.value;
      this.isExhausted = true;
    }
    if (this.guides.changes.length > 0 && random.next() < changeShare) return this.afterChanges();
    const use = random.next() < 0.7 ? this.given.random() : undefined;
    if (use) return use;
    if (this.callable.parameters.length === 0) return this.given.random();
    const parent = this.fruitful.length > 0 && random.next() < 0.5 ? random.pick(this.fruitful) : undefined;
    return { calls: [parent ? mutatedCall(parent, random) : randomCall(this.callable, random)] };
  }

  private *systematicPlans(): Generator<Exclude<Proposal, undefined>> {
    for (const call of systematicCalls(this.callable, systematicLimit)) yield { calls: [call] };
    if (this.guides.changes.length === 0) return;
    // What it shows by itself is seen before anything is changed.
    yield 'observe-first';
    for (const change of this.guides.changes.slice(0, mostChanges))
      for (const first of systematicCalls(change, callsPerChange))
        yield { calls: [first, withSharedArguments(ordinaryCall(this.callable), first)] };
  }

  /** A few changes of the module, then a call that may show them. */
  private afterChanges(): ScenarioPlan {
    const { random, changes } = this.guides;
    const before: PlannedCall[] = [];
    for (let left = 1 + random.integer(longestSequence - 1); left > 0; left--)
      before.push(followingCall(before, random.pick(changes), random));
    return { calls: [...before, followingCall(before, this.callable, random)] };
  }

  learn(plan: ScenarioPlan, observation: ObservedScenario, showed: Showing): void {
    if (!plan.receiver && plan.calls.length === 1 && showed === 'point') this.fruitful.push(actOf(plan));
    this.given.learn(plan, observation, showed);
  }
}
