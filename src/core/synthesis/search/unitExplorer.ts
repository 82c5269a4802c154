import { throwIfAborted } from '../../../base/abort';
import type { SandboxSession } from '../../testing/sandbox';
import type { EngineLimits } from '../engineLimits';
import type { Scenario, ScenarioObservation } from '../scenario';
import { type ObservedScenario, ScenarioArchive } from './archive';
import { HangingCalls } from './hangingCalls';
import type { OpenPoints } from './openPoints';
import { withOwnConstants } from './ownConstants';
import { simplificationsOf } from './planSimplification';
import { buildScenario, type LocalNameOf, setupOf, stepCount } from './scenarioBuilder';
import { actOf, type PlannedCall, type ScenarioPlan, withCalls } from './scenarioPlan';
import type { ScenarioProposer } from './scenarioProposer';
import { WaitingPlans } from './waitingPlans';

export interface ExplorationRequest {
  readonly session: SandboxSession;
  readonly proposer: ScenarioProposer;
  /** Scenarios to try at most. */
  readonly budget: number;
  readonly limits: EngineLimits;
  readonly loadedPoints: readonly number[];
  /** What is hit is taken out. */
  readonly open: OpenPoints;
  readonly localNameOf: LocalNameOf;
  /** Local names of exports: constants have other ones. */
  readonly taken: ReadonlySet<string>;
}

export interface Exploration {
  readonly archive: ScenarioArchive;
  readonly tried: number;
  /** Subjects that were given up because they did not end. */
  readonly hanging: readonly string[];
  /** Subjects that ever returned something else than undefined. */
  readonly answering: ReadonlySet<string>;
}

interface Attempt {
  readonly plan: ScenarioPlan;
  readonly scenario: Scenario;
}

/** That nothing settles a promise, or that nobody catches an error, is known much sooner than that a loop does not end. */
const cheapWeight = 0.02;
/** Files take many times as long as computing. */
const fileWeight = 4;
const simplificationRounds = 3;
const simplificationLimit = 150;

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
  private readonly hanging: HangingCalls;
  private readonly answering = new Set<string>();
  private readonly texts = new Set<string>();
  private readonly waiting: WaitingPlans;
  /** Plans that follow from what was seen. */
  private readonly next: ScenarioPlan[] = [];
  /** Attempts of a batch that was left because one of them hung. */
  private postponed: readonly Attempt[] = [];
  private tried = 0;
  private sinceNew = 0;

  constructor(private readonly request: ExplorationRequest) {
    this.archive = new ScenarioArchive(request.loadedPoints);
    this.hanging = new HangingCalls(request.limits.timeoutsPerSubject);
    this.waiting = new WaitingPlans(request.taken);
  }

  async *explore(signal: AbortSignal): AsyncGenerator<void, Exploration> {
    const { budget, limits, proposer } = this.request;
    while (
      this.tried < budget &&
      (proposer.isSystematic || this.next.length > 0 || this.sinceNew < limits.stallAfter)
    ) {
      throwIfAborted(signal);
      const batch = this.nextBatch();
      if (batch.length === 0) break;
      this.tried += batch.length;
      await this.run(batch, signal);
      yield;
    }
    await this.simplify(signal);
    const { archive, tried, answering } = this;
    return { archive, tried, hanging: this.hanging.givenUp, answering };
  }

  /** Tries what was kept with less to read; the archive takes a simpler scenario in place of the other. */
  private async simplify(signal: AbortSignal): Promise<void> {
    for (let round = 0; round < simplificationRounds; round++) {
      const plans = this.archive.scenarios
        .filter(({ novelPoints }) => novelPoints.length > 0)
        .flatMap(({ plan }) => simplificationsOf(plan));
      const batch = this.attempts(plans.slice(0, simplificationLimit));
      if (batch.length === 0) return;
      this.tried += batch.length;
      await this.run(batch, signal);
    }
  }

  private attempts(plans: readonly ScenarioPlan[]): Attempt[] {
    return plans.flatMap((plan, index) => this.attempt(plan, this.tried + index) ?? []);
  }

  private attempt(proposed: ScenarioPlan, number: number): Attempt | undefined {
    if (this.hanging.isSuspicious(proposed)) return undefined;
    const plan = withOwnConstants(proposed);
    const scenario = buildScenario({ id: String(number), plan, localNameOf: this.request.localNameOf });
    const text = scenario.steps.map(({ expression }) => expression).join('\n');
    if (this.texts.has(text)) return undefined;
    this.texts.add(text);
    return { plan, scenario };
  }

  private nextBatch(): Attempt[] {
    const { limits, budget, proposer } = this.request;
    // Where something hung before, few at a time: every further one costs a whole timeout.
    const size = Math.min(this.hanging.hasAny ? 4 : limits.batchSize, budget - this.tried);
    const batch = this.postponed.filter(({ plan }) => !this.hanging.isSuspicious(plan)).slice(0, size);
    this.postponed = this.postponed.filter((attempt) => !batch.includes(attempt));
    let isFollowing = false;
    for (let asked = 0; batch.length < size && asked < size * 20; asked++) {
      const following = this.next.shift();
      // What it shows is learned from before anything else is proposed.
      if (following) isFollowing = true;
      else if (isFollowing && batch.length > 0) break;
      const plan = following ?? proposer.propose();
      if (plan === undefined) break;
      if (plan === 'observe-first') {
        if (batch.length > 0) break;
        continue;
      }
      const attempt = this.attempt(plan, this.tried + batch.length);
      if (attempt) batch.push(attempt);
    }
    return batch;
  }

  private async run(batch: readonly Attempt[], signal: AbortSignal): Promise<void> {
    const scenarios = batch.map(({ scenario }) => scenario);
    const byId = new Map(batch.map((attempt) => [attempt.scenario.id, attempt]));
    for await (const observation of this.request.session.execute(scenarios, signal)) {
      const attempt = byId.get(observation.scenarioId);
      if (!attempt) continue;
      this.take(attempt, observation);
      if (!isCostly(observation)) continue;
      // The rest of the batch may hang in the same way: look again at what is still worth running.
      this.postponed = [...batch.slice(batch.indexOf(attempt) + 1), ...this.postponed];
      break;
    }
    throwIfAborted(signal);
  }

  private take({ plan }: Attempt, observation: ScenarioObservation): void {
    this.sinceNew += hasFiles(observation) ? fileWeight : 1;
    if (!plan.isQuestion) this.next.push(...this.waiting.after(plan, observation));
    if (observation.status !== 'observed') {
      this.hanging.noteTimeout(plan, isCostly(observation) ? 1 : cheapWeight);
      return;
    }
    this.hanging.noteEnd(plan);
    if (plan.isQuestion) {
      this.request.proposer.learn(plan, observation, undefined);
      return;
    }
    const reached = reachedPart(plan, observation);
    if (!reached) return;
    const outcome = reached.observation.outcomes.at(-1);
    const isUndefined =
      outcome?.status !== 'returned' ||
      (outcome.value.kind === 'expressible' && outcome.value.code === 'undefined');
    if (!isUndefined) this.answering.add(actOf(reached.plan).callable.subject);
    this.request.open.close(reached.observation.points);
    const showed = this.archive.consider(reached.plan, reached.observation);
    if (showed === 'point' || showed === 'behaviour') this.sinceNew = 0;
    this.request.proposer.learn(reached.plan, reached.observation, showed);
  }
}

function hasFiles(observation: ScenarioObservation): boolean {
  return observation.status === 'observed' && Object.keys(observation.trace?.files ?? {}).length > 0;
}

/** Did it take a whole timeout, or a process? */
function isCostly(observation: ScenarioObservation): boolean {
  if (observation.status === 'crashed') return observation.isUncaught !== true;
  return observation.status === 'timed-out';
}

/**
 * The plan up to the call that threw, with the outcomes of its constants, receiver and calls; undefined when the receiver
 * could not be made. Reads after the act are dropped: what the act did is enough to learn from.
 */
function reachedPart(
  plan: ScenarioPlan,
  observation: ObservedScenario,
): { readonly plan: ScenarioPlan; readonly observation: ObservedScenario } | undefined {
  const { outcomes } = observation;
  const setup = setupOf(plan).reduce((sum, { uses = [] }) => sum + 1 + uses.length, 0);
  const before = setup + (plan.receiver ? stepCount(plan.receiver.call) : 0);
  const threwAt = outcomes.findIndex((outcome) => outcome.status === 'threw');
  if (threwAt >= 0 && threwAt < before) return undefined;
  let end = before;
  const calls: PlannedCall[] = [];
  for (const call of plan.calls) {
    calls.push(call);
    end += stepCount(call);
    if (threwAt >= 0 && threwAt < end) {
      end = threwAt + 1;
      break;
    }
  }
  return { plan: withCalls(plan, calls), observation: { ...observation, outcomes: outcomes.slice(0, end) } };
}
