import { throwIfAborted } from '../../../base/abort';
import type { SandboxSession } from '../../testing/sandbox';
import type { EngineLimits } from '../engineLimits';
import type { LineRange } from '../moduleModel';
import type { ScenarioObservation } from '../scenario';
import { ScenarioArchive, type SeenScenario, stumbles } from './archive';
import { plansFromClues } from './clueSubstitution';
import { changersOf } from './moduleChanges';
import type { OpenPoints } from './openPoints';
import { PlanRunner } from './planRunner';
import { simplificationsOf } from './planSimplification';
import { type ReachedPart, reachedPart } from './reachedPart';
import type { LocalNameOf } from './scenarioBuilder';
import { actOf, allCalls, type PlannedCall, planKey, type ScenarioPlan, withCalls } from './scenarioPlan';
import type { ScenarioProposer } from './scenarioProposer';
import { shorterPlans } from './shorterPlans';
import { WaitingPlans } from './waitingPlans';

export interface ExplorationRequest {
  readonly session: SandboxSession;
  readonly proposer: ScenarioProposer;
  /** Trials at most. */
  readonly budget: number;
  readonly limits: EngineLimits;
  readonly loadedPoints: readonly number[];
  /** What is hit is taken out. */
  readonly open: OpenPoints;
  /** Where the unit stands; empty: not known. */
  readonly ranges: readonly LineRange[];
  readonly localNameOf: LocalNameOf;
  /** Local name → export name of everything that scenarios may mention; constants have other names. */
  readonly bindings: Readonly<Record<string, string>>;
}

export interface Exploration {
  readonly archive: ScenarioArchive;
  readonly tried: number;
  /** Subjects that were given up because they did not end. */
  readonly hanging: readonly string[];
  /** Subjects that ever returned something else than undefined. */
  readonly answering: ReadonlySet<string>;
}

const simplificationRounds = 3;
const simplificationLimit = 150;
/** Scenarios of several calls that are taken apart. */
const separationLimit = 40;
/** Proposals in a row that may be known already before a batch goes as it is. */
const mostKnownInRow = 2000;
/** Plans from clues that may wait. */
const mostGuided = 4000;

/**
 * Tries scenarios of one unit until its budget is used, nothing is left, or nothing new was seen for long. Yields after each
 * batch, so that whoever waits can tell that the work goes on.
 */
export function exploreUnit(
  request: ExplorationRequest,
  signal: AbortSignal,
): AsyncGenerator<void, Exploration> {
  return new UnitExplorer(request).explore(signal);
}

class UnitExplorer {
  private readonly archive: ScenarioArchive;
  private readonly runner: PlanRunner;
  private readonly answering = new Set<string>();
  private readonly known = new Set<string>();
  /** Subjects that gave an iterator: what is in it is seen by taking its items. */
  private readonly iterating = new Set<string>();
  private readonly waiting: WaitingPlans;
  /** Plans that follow from what was seen. */
  private readonly next: ScenarioPlan[] = [];
  /** Plans that may take a comparison the other way. */
  private readonly guided: ScenarioPlan[] = [];
  private readonly reached = new Set<number>();
  /** What was seen while calls are tried on their own, by `planKey`. */
  private seen: Map<string, SeenScenario> | undefined;
  private tried = 0;
  private sinceNew = 0;

  constructor(private readonly request: ExplorationRequest) {
    const { session, limits, localNameOf, loadedPoints, bindings } = request;
    const taken = new Set(Object.keys(bindings));
    this.archive = new ScenarioArchive(loadedPoints);
    this.waiting = new WaitingPlans(taken);
    this.runner = new PlanRunner(
      { session, limits, localNameOf, taken },
      {
        spent: (trials) => {
          this.tried += trials;
          this.sinceNew += trials;
        },
        restarted: () => this.startTrials(),
        observed: (plan, observation) => this.take(plan, observation),
        guided: (plan, clues) => {
          if (this.guided.length < mostGuided) this.guided.push(...plansFromClues(plan, clues));
        },
      },
    );
  }

  async *explore(signal: AbortSignal): AsyncGenerator<void, Exploration> {
    const { budget, proposer } = this.request;
    this.startTrials();
    while (
      this.tried < budget &&
      (proposer.isSystematic || this.next.length + this.guided.length > 0 || this.sinceNew < this.patience)
    ) {
      throwIfAborted(signal);
      const batch = this.nextBatch();
      if (batch.length === 0) break;
      await this.runner.run(batch, signal);
      yield;
    }
    await this.simplify(simplificationsOf, signal);
    await this.simplify(shorterPlans, signal);
    await this.separate(signal);
    const { archive, tried, answering } = this;
    return { archive, tried, hanging: this.runner.hanging.givenUp, answering };
  }

  /** Trials without anything new before the unit is left. */
  private get patience(): number {
    const { limits, open, ranges } = this.request;
    const isLeft = ranges.length === 0 || ranges.some((range) => open.isLeftIn(range));
    return isLeft ? limits.stallAfter : limits.stallAfterAll;
  }

  /** Tries what was kept with less to read; the archive takes a simpler scenario in place of the other. */
  private async simplify(
    simplerThan: (plan: ScenarioPlan) => readonly ScenarioPlan[],
    signal: AbortSignal,
  ): Promise<void> {
    for (let round = 0; round < simplificationRounds; round++) {
      const plans = this.archive.scenarios
        .filter(({ novelPoints }) => novelPoints.length > 0)
        .flatMap(({ plan }) => simplerThan(plan));
      const batch = this.untried(plans, simplificationLimit);
      if (batch.length === 0) return;
      await this.runner.observe(batch, signal);
    }
  }

  /** Tries each of several calls in a row on its own: what none needs the others for gets tests of its own. */
  private async separate(signal: AbortSignal): Promise<void> {
    const involved = this.archive.scenarios
      .filter(({ plan, novelPoints }) => novelPoints.length > 0 && plan.receiver && plan.calls.length > 1)
      // What goes on beside the calls is another matter: it hangs on when they come.
      .filter(
        ({ plan, observation: { trace } }) => !trace?.isBusy && allCalls(plan).every(({ wait }) => !wait),
      )
      .slice(0, separationLimit);
    const alone = (plan: ScenarioPlan): ScenarioPlan[] => plan.calls.map((call) => withCalls(plan, [call]));
    const plans = new Map(involved.flatMap(({ plan }) => alone(plan).map((one) => [planKey(one), one])));
    this.seen = new Map();
    await this.runner.observe([...plans.values()], signal);
    for (const entry of involved)
      this.archive.separate(
        entry,
        alone(entry.plan).flatMap((plan) => this.seen?.get(planKey(plan)) ?? []),
      );
  }

  private nextBatch(): ScenarioPlan[] {
    const { limits, proposer } = this.request;
    const batch: ScenarioPlan[] = [];
    let isFollowing = false;
    for (
      let knownInRow = 0;
      batch.length < limits.trialsAtOnce && knownInRow < mostKnownInRow;
      knownInRow++
    ) {
      const following = this.next.shift();
      // What it shows is learned from before anything else is proposed.
      if (following) isFollowing = true;
      else if (isFollowing && batch.length > 0) break;
      const isGuided = batch.length < limits.trialsAtOnce / 2;
      const proposed = following ?? (isGuided ? this.guided.shift() : undefined) ?? proposer.propose();
      if (proposed === undefined) break;
      const plan = proposed === 'observe-first' ? proposed : this.drained(proposed);
      if (plan === 'observe-first') {
        if (batch.length > 0) break;
        continue;
      }
      if (!this.isWorthTrying(plan)) continue;
      batch.push(plan);
      knownInRow = 0;
    }
    return batch;
  }

  /** The plan with all items taken, where its act is known to give an iterator. */
  private drained(plan: ScenarioPlan): ScenarioPlan {
    const act = actOf(plan);
    const isPlain = !act.isDrained && !act.wait && act.times === undefined && act.expression === undefined;
    if (!isPlain || plan.isQuestion || !this.iterating.has(iteratorKey(act))) return plan;
    return withCalls(plan, [...plan.calls.slice(0, -1), { ...act, isDrained: true }]);
  }

  /** The first of those that were not tried yet. */
  private untried(plans: readonly ScenarioPlan[], most: number): readonly ScenarioPlan[] {
    const untried: ScenarioPlan[] = [];
    for (const plan of plans) {
      if (untried.length === most) break;
      if (this.isWorthTrying(plan)) untried.push(plan);
    }
    return untried;
  }

  private isWorthTrying(plan: ScenarioPlan): boolean {
    if (this.runner.hanging.isSuspicious(plan)) return false;
    const key = planKey(plan);
    if (this.known.has(key)) return false;
    this.known.add(key);
    return true;
  }

  /** A change of the module is worth a test where something else shows it. */
  private showsMoreThanChange({ plan, observation }: ReachedPart): boolean {
    const changers = changersOf(plan);
    if (changers.length === 0) return true;
    const ranges = changers.flatMap(({ range }) => range ?? []);
    return this.request.open.isOpenOutside(ranges, observation.points);
  }

  private take(plan: ScenarioPlan, observation: ScenarioObservation): void {
    if (!plan.isQuestion) this.next.push(...this.waiting.after(plan, observation));
    if (observation.status !== 'observed') return;
    if (plan.isQuestion) {
      this.request.proposer.learn(plan, observation, undefined);
      return;
    }
    const reached = reachedPart(plan, observation);
    if (!reached) return;
    this.seen?.set(planKey(plan), reached);
    const outcome = reached.observation.outcomes.at(-1);
    const isUndefined =
      outcome?.status !== 'returned' ||
      (outcome.value.kind === 'expressible' && outcome.value.code === 'undefined');
    if (outcome?.status === 'returned' && outcome.value.kind === 'inexpressible' && outcome.value.isIterator)
      this.noteIterator(reached.plan);
    if (!isUndefined) this.answering.add(actOf(reached.plan).callable.subject);
    if (!this.showsMoreThanChange(reached)) return;
    if (!stumbles(reached.observation)) {
      for (const point of reached.observation.points) this.reached.add(point);
      this.request.open.close(reached.observation.points);
    }
    const showed = this.archive.consider(reached.plan, reached.observation);
    if (showed === 'point' || showed === 'behaviour') this.sinceNew = 0;
    this.request.proposer.learn(reached.plan, reached.observation, showed);
  }

  private startTrials(): void {
    const { session, bindings, loadedPoints } = this.request;
    session.startTrials({ bindings, seenPoints: [...loadedPoints, ...this.reached] });
  }

  private noteIterator(plan: ScenarioPlan): void {
    const act = actOf(plan);
    if (act.isDrained) return;
    this.iterating.add(iteratorKey(act));
    this.next.push(this.drained(plan));
  }
}

function iteratorKey({ callable: { subject, form, path } }: PlannedCall): string {
  return `${subject}/${form}/${path}`;
}
