import { mutatedCall, randomCall, systematicCalls } from '../inputs/argumentLists';
import type { ObservedScenario, Showing } from './archive';
import { GivenValues } from './givenValues';
import { actOf, type Callable, type PlannedCall, type ScenarioPlan } from './scenarioPlan';
import type { Proposal, ScenarioProposer, SearchGuides } from './scenarioProposer';

const systematicLimit = 240;

/** Tries a function: systematic arguments, then random ones and mutations of those that showed something; calls what it returns. */
export class FunctionProposer implements ScenarioProposer {
  private readonly systematic: Generator<PlannedCall>;
  private readonly given: GivenValues;
  private readonly fruitful: PlannedCall[] = [];
  private isExhausted = false;

  constructor(
    private readonly callable: Callable,
    private readonly guides: SearchGuides,
  ) {
    this.systematic = systematicCalls(callable, systematicLimit);
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
      if (!next.done) return { calls: [next.value] };
      this.isExhausted = true;
    }
    const use = random.next() < 0.7 ? this.given.random() : undefined;
    if (use) return use;
    if (this.callable.parameters.length === 0) return this.given.random();
    const parent = this.fruitful.length > 0 && random.next() < 0.5 ? random.pick(this.fruitful) : undefined;
    return { calls: [parent ? mutatedCall(parent, random) : randomCall(this.callable, random)] };
  }

  learn(plan: ScenarioPlan, observation: ObservedScenario, showed: Showing): void {
    if (!plan.receiver && showed === 'point') this.fruitful.push(actOf(plan));
    this.given.learn(plan, observation, showed);
  }
}
