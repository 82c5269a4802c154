import { performance } from 'node:perf_hooks';
import type {
  ClockUse,
  Scenario,
  ScenarioObservation,
  ScenarioStep,
  ScenarioTrace,
  StepOutcome,
} from '../../../core/synthesis/scenario';
import { exportedClasses } from './describeExports';
import type { EventRecorder } from './eventRecorder';
import type { ExpressOptions } from './expressValue';
import { observeError, readText } from './observeError';
import { observeValue } from './observeValue';
import type { OwnFolder } from './ownFolder';
import { QuestionRecorder } from './questionRecorder';
import { runSynchronously } from './runSynchronously';
import { scopeOf } from './scenarioScope';
import { Settling } from './settling';
import type { SteadyWorld } from './steadyWorld';
import type { VirtualClock } from './virtualClock';
import type { WorldGuard } from './worldGuard';

// The user's code may replace the globals, and its clock is not ours.
const realNow = performance.now.bind(performance);

type Step = (...scope: unknown[]) => unknown;
type Result = { readonly value: unknown } | { readonly error: unknown };
type Settled = Result | 'timed-out' | 'pending' | 'crashed';

const notAwaited: StepOutcome = {
  status: 'returned',
  isPromise: true,
  value: { kind: 'inexpressible', reason: 'is not awaited', methods: [] },
};

export interface ScenarioRunnerOptions {
  readonly moduleExports: unknown;
  readonly points: Uint32Array;
  readonly guard: WorldGuard;
  readonly world: SteadyWorld;
  readonly clock: VirtualClock;
  readonly events: EventRecorder;
  readonly folder: OwnFolder;
  readonly workspaceRoot: string;
  readonly timeoutMs: number;
  readonly isAuthored: (error: object) => boolean;
}

/** Runs scenarios against the loaded module, one at a time. */
export class ScenarioRunner {
  private readonly expressOptions: ExpressOptions;
  private readonly recorder = new QuestionRecorder();
  private readonly settling: Settling;
  private crash: string | undefined;
  private onCrash: () => void = () => {};

  constructor(private readonly options: ScenarioRunnerOptions) {
    this.settling = new Settling(options.clock);
    this.expressOptions = {
      maxDepth: 6,
      maxCodeLength: 600,
      isAuthored: options.isAuthored,
      classNames: exportedClasses(options.moduleExports),
      expressPath: options.folder.expressPath,
    };
  }

  /** Takes an error that nobody caught: the running scenario ends as crashed. */
  reportCrash(message: string): void {
    this.crash ??= message;
    this.onCrash();
  }

  async run(scenario: Scenario): Promise<ScenarioObservation> {
    const { guard, points, world, clock, events, folder } = this.options;
    this.crash = undefined;
    world.restart();
    clock.restart(scenario.clock);
    events.restart();
    guard.takeEffects();
    guard.takeDenied();
    points.fill(0);
    this.settling.restart();
    const scenarioId = scenario.id;

    const values: unknown[] = [];
    const outcomes = await this.runSteps(scenario, values);
    if (outcomes === 'timed-out') return { scenarioId, status: 'timed-out' };
    const isBusy = await this.settling.isBusy();
    const clockUse = clock.use();
    const hit = hitPoints(points);
    // What only happens from here on, no test waits for.
    await this.settling.settle();
    const traced = this.traceOf(values, isBusy, clockUse);
    folder.clear();

    if (this.crash !== undefined)
      return { scenarioId, status: 'crashed', message: this.crash, isUncaught: true, ...traced };
    if (outcomes === 'pending') return { scenarioId, status: 'pending', ...traced };
    return {
      scenarioId,
      status: 'observed',
      outcomes,
      points: hit,
      effects: guard.takeEffects(),
      questions: this.recorder.take(),
      ...traced,
    };
  }

  private traceOf(
    values: readonly unknown[],
    isBusy: boolean,
    use: ClockUse | undefined,
  ): { readonly trace?: ScenarioTrace } {
    const { events, folder, guard } = this.options;
    const trace = {
      events: events.eventsOf(values),
      ...(use && { clock: use }),
      isBusy,
      files: folder.texts(),
      deniedPaths: guard.takeDenied(),
    };
    const isEmpty =
      !use &&
      !isBusy &&
      trace.events.length + trace.deniedPaths.length + Object.keys(trace.files).length === 0;
    return isEmpty ? {} : { trace };
  }

  private async runSteps(
    scenario: Scenario,
    values: unknown[],
  ): Promise<StepOutcome[] | 'timed-out' | 'pending'> {
    const { moduleExports, folder, clock, events, timeoutMs } = this.options;
    const { steps } = scenario;
    const outcomes: StepOutcome[] = [];
    this.recorder.take();
    let scope: Map<string, unknown>;
    try {
      scope = scopeOf(scenario, { moduleExports, folder, clock, standIn: this.recorder.standIn });
    } catch (error) {
      this.reportCrash(error instanceof Error ? error.message : String(error));
      return outcomes;
    }
    const deadlineMs = realNow() + timeoutMs;
    const keep = (result: Result, isPromise: boolean): void => {
      const name = steps[outcomes.length]?.resultName;
      if ('value' in result) {
        values[outcomes.length] = result.value;
        if (name !== undefined) scope.set(name, result.value);
      }
      outcomes.push(this.toOutcome(result, isPromise));
    };
    const defer = (value: unknown, { resultName }: ScenarioStep): void => {
      // Whoever awaits it later hears of its failure.
      Promise.resolve(value).catch(() => {});
      if (resultName !== undefined) scope.set(resultName, value);
      outcomes.push(notAwaited);
    };

    while (outcomes.length < steps.length && outcomes.at(-1)?.status !== 'threw') {
      const pending = runSynchronously(() => {
        // One turn takes as many steps as do not wait for anything.
        for (const step of steps.slice(outcomes.length)) {
          events.beginStep(outcomes.length);
          const result = callStep(step.expression, scope);
          events.endStep();
          if (result === 'uncompilable')
            return this.reportCrash(`Step cannot be compiled: ${step.expression}`);
          if ('value' in result && isThenable(result.value)) {
            if (!step.isDeferred) return result;
            defer(result.value, step);
            continue;
          }
          keep(result, false);
          if ('error' in result) return undefined;
        }
        return undefined;
      }, timeoutMs);
      if (pending === undefined) {
        if (this.crash !== undefined) break;
        continue;
      }
      const settled = await this.settled(pending.value, deadlineMs);
      if (settled === 'timed-out' || settled === 'pending') return settled;
      if (settled === 'crashed') break;
      runSynchronously(() => keep(settled, true), timeoutMs);
    }
    while (outcomes.length < steps.length) outcomes.push({ status: 'not-reached' });
    return outcomes;
  }

  private async settled(promise: unknown, deadlineMs: number): Promise<Settled> {
    let settled: Settled | undefined;
    this.onCrash = () => {
      settled ??= 'crashed';
    };
    const inMicrotasks = Promise.resolve(promise).then(
      (value) => {
        settled ??= { value };
      },
      (error: unknown) => {
        settled ??= { error };
      },
    );
    const outcome = await this.settling.waitFor(() => settled !== undefined, deadlineMs, inMicrotasks);
    this.onCrash = () => {};
    return outcome === 'late' ? 'timed-out' : (settled ?? 'pending');
  }

  private toOutcome(result: Result, isPromise: boolean): StepOutcome {
    if ('error' in result) {
      const error = observeError(result.error, this.options.isAuthored);
      this.noteErrorCode(result.error);
      this.noteMachinePaths(error.message);
      return { status: 'threw', isPromise, error };
    }
    const value = observeValue(result.value, this.expressOptions);
    if ('code' in value) this.noteMachinePaths(value.code);
    return { status: 'returned', isPromise, value };
  }

  /** Node's own permission model answers for calls that reached it around the guard. */
  private noteErrorCode(error: unknown): void {
    if (typeof error !== 'object' || error === null || readText(error, 'code') !== 'ERR_ACCESS_DENIED')
      return;
    const permission = readText(error, 'permission') ?? '';
    this.options.guard.note(permission.startsWith('FileSystem') ? 'file-system' : 'process');
  }

  /** A result that names the folder of the workspace is different on every machine. */
  private noteMachinePaths(text: string): void {
    const { guard, workspaceRoot } = this.options;
    if (workspaceRoot.length < 4) return;
    const escaped = workspaceRoot.replaceAll('\\', '\\\\');
    if (text.includes(workspaceRoot) || text.includes(escaped)) guard.note('environment');
  }
}

function callStep(expression: string, scope: ReadonlyMap<string, unknown>): Result | 'uncompilable' {
  let step: Step;
  try {
    step = new Function(...scope.keys(), `"use strict"; return (${expression}\n);`) as Step;
  } catch {
    return 'uncompilable';
  }
  try {
    return { value: step(...scope.values()) };
  } catch (error) {
    return { error };
  }
}

function isThenable(value: unknown): boolean {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  try {
    return typeof Reflect.get(value, 'then') === 'function';
  } catch {
    return false;
  }
}

function hitPoints(points: Uint32Array): number[] {
  const hit: number[] = [];
  for (const [index, count] of points.entries()) if (count > 0) hit.push(index);
  return hit;
}
