import { throwIfAborted } from '../../../base/abort';
import type { SandboxSession } from '../../testing/sandbox';
import type { EngineLimits } from '../engineLimits';
import type { ScenarioObservation } from '../scenario';
import { toolsIn } from '../testTools';
import type { SearchClue, TrialReport, TrialResult } from '../trial';
import { HangingCalls } from './hangingCalls';
import { withOwnConstants } from './ownConstants';
import { buildScenario, hasFakeClock, type LocalNameOf } from './scenarioBuilder';
import { actOf, allCalls, allInputs, type ScenarioPlan } from './scenarioPlan';

export interface PlanRunnerOptions {
  readonly session: SandboxSession;
  readonly limits: EngineLimits;
  readonly localNameOf: LocalNameOf;
  /** Local names of exports. */
  readonly taken: ReadonlySet<string>;
}

/** What became of a plan. */
export interface PlanListener {
  /** So many trials' worth of work was done. */
  spent(trials: number): void;
  /** The process was replaced: what has been seen is not known to the new one. */
  restarted(): void;
  observed(plan: ScenarioPlan, observation: ScenarioObservation): void;
  /** A comparison of the plan went a way that has been gone only. */
  guided(plan: ScenarioPlan, clues: readonly SearchClue[]): void;
}

/** That nothing settles a promise, or that nobody catches an error, is known much sooner than that a loop does not end. */
const cheapWeight = 0.02;
/** What is observed at leisure takes as long as so many trials; where files are written, many times longer. */
const leisurely = 15;
const fileWeight = 4;
/** Above it, what goes on afterwards is what matters of a subject. */
const waitingShare = 0.3;
/** Of one subject, beside what hits new counters. */
const mostWays = 40;
const mostWaysToRead = 3;
/** Where there are many subjects, each gets less. */
const manySubjects = 20;
const mostWaysOfMany = 12;
const nothingTried: TrialResult = { done: 0, reports: [] };

/** Runs plans: quickly, where that is possible, and at leisure those that showed something. */
export class PlanRunner {
  readonly hanging: HangingCalls;
  /** By subject: how many trials there were, and how many went on after they had returned. */
  private readonly waiting = new Map<string, { tried: number; waited: number }>();
  /** What trials did that were worth a look. */
  private readonly ways = new Map<string, Set<string>>();
  private readonly withTools = new Map<string, boolean>();

  constructor(
    private readonly options: PlanRunnerOptions,
    private readonly listener: PlanListener,
  ) {
    this.hanging = new HangingCalls(options.limits.timeoutsPerSubject);
  }

  async run(plans: readonly ScenarioPlan[], signal: AbortSignal): Promise<void> {
    for (let rest = plans; rest.length > 0; ) {
      const left = rest.filter((plan) => !this.hanging.isSuspicious(plan));
      const quick = left.filter((plan) => this.isQuick(plan));
      const { done, reports } =
        quick.length === 0 ? nothingTried : await this.options.session.attempt(quick, signal);
      this.listener.spent(done);
      const next = quick[done];
      const tried = next ? left.slice(0, left.indexOf(next)) : left;
      const remarkable = this.learn(quick.slice(0, done), reports);
      const areQuick = new Set(quick);
      await this.observe(
        tried.filter((plan) => remarkable.has(plan) || !areQuick.has(plan)),
        signal,
      );
      rest = left.slice(tried.length);
    }
  }

  /** @returns those that are worth a look */
  private learn(tried: readonly ScenarioPlan[], reports: readonly TrialReport[]): ReadonlySet<ScenarioPlan> {
    const remarkable = new Set<ScenarioPlan>();
    const hung = new Set<ScenarioPlan>();
    const endless = new Set<ScenarioPlan>();
    for (const plan of tried) this.tallyOf(plan).tried++;
    for (const { index, status, clues, way } of reports) {
      const plan = tried[index];
      if (!plan) continue;
      if (status === 'endless') {
        endless.add(plan);
        continue;
      }
      if (clues.length > 0) this.listener.guided(plan, clues);
      if (status === 'waits' || status === 'waits-again') this.tallyOf(plan).waited++;
      if (status === 'hung' || status === 'crashed') hung.add(plan);
      else if (status !== 'seen' && status !== 'waits-again' && this.isFirst(plan, way)) remarkable.add(plan);
    }
    for (const plan of hung) this.hanging.noteTimeout(plan);
    if (hung.size > 0) this.listener.restarted();
    for (const plan of endless) this.hanging.noteEndless(plan);
    // It costs more than it tells before there was a hang at all.
    if (this.hanging.hasAny)
      for (const plan of tried) if (!hung.has(plan) && !endless.has(plan)) this.hanging.noteEnd(plan);
    return remarkable;
  }

  /** Nothing is waited for in a trial, and it has no folder and no clock of its own. */
  private isQuick(plan: ScenarioPlan): boolean {
    if (plan.isQuestion || plan.endings || hasFakeClock(plan)) return false;
    if (allCalls(plan).some(({ wait, callable }) => wait || this.isWaiting(callable.subject))) return false;
    return allInputs(plan).every(({ code, setup }) =>
      setup.length === 0
        ? !this.usesTools(code)
        : setup.every((one) => ![one.code, ...(one.uses ?? [])].some((text) => this.usesTools(text))),
    );
  }

  /** Does most of what it does go on after it has returned? Then it is always observed at leisure. */
  private isWaiting(subject: string): boolean {
    const { tried, waited } = this.waiting.get(subject) ?? { tried: 0, waited: 0 };
    return waited > tried * waitingShare;
  }

  /** A process that was replaced after a crash tells again what the one before it had told. */
  private isFirst(plan: ScenarioPlan, way: string | undefined): boolean {
    if (way === undefined) return true;
    const { subject, form } = actOf(plan).callable;
    const key = `${subject}/${form}`;
    const ways = this.ways.get(key) ?? new Set<string>();
    this.ways.set(key, ways);
    const most = form === 'read' ? mostWaysToRead : this.ways.size > manySubjects ? mostWaysOfMany : mostWays;
    if (ways.has(way) || ways.size >= most) return false;
    ways.add(way);
    return true;
  }

  private tallyOf(plan: ScenarioPlan): { tried: number; waited: number } {
    const { subject } = actOf(plan).callable;
    const tally = this.waiting.get(subject) ?? { tried: 0, waited: 0 };
    this.waiting.set(subject, tally);
    return tally;
  }

  private usesTools(code: string): boolean {
    if (!/[a-z]{4}/.test(code)) return false;
    const known = this.withTools.get(code);
    if (known !== undefined) return known;
    const uses = toolsIn([code], this.options.taken).length > 0;
    this.withTools.set(code, uses);
    return uses;
  }

  /** At leisure. */
  async observe(plans: readonly ScenarioPlan[], signal: AbortSignal): Promise<void> {
    for (let rest = plans; rest.length > 0; ) {
      const left = rest.filter((plan) => !this.hanging.isSuspicious(plan));
      // Where something hung before, few at a time: every further one costs a whole timeout.
      const batch = left.slice(0, this.hanging.hasTimeouts ? 4 : this.options.limits.batchSize);
      const observed = await this.observeRow(batch, signal);
      // The rest of the batch may hang in the same way: look again at what is still worth running.
      rest = left.slice(observed);
    }
  }

  /** @returns how many were observed: up to the first that did not end */
  private async observeRow(plans: readonly ScenarioPlan[], signal: AbortSignal): Promise<number> {
    const { session, localNameOf } = this.options;
    const own = plans.map(withOwnConstants);
    const scenarios = own.map((plan, index) => buildScenario({ id: String(index), plan, localNameOf }));
    let observed = 0;
    for await (const observation of session.execute(scenarios, signal)) {
      const plan = own[observed++];
      if (!plan) break;
      this.listener.spent(hasFiles(observation) ? leisurely * fileWeight : leisurely);
      if (observation.status === 'observed') this.hanging.noteEnd(plan);
      else this.hanging.noteTimeout(plan, isCostly(observation) ? 1 : cheapWeight);
      this.listener.observed(plan, observation);
      if (isCostly(observation)) break;
    }
    throwIfAborted(signal);
    return observed;
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
