import {
  type Scenario,
  type ScenarioObservation,
  type StepOutcome,
  standInName,
} from '../../../core/synthesis/scenario';
import { exportedClasses, readExport } from './describeExports';
import type { ExpressOptions } from './expressValue';
import { observeError, readText, summarizeThrown } from './observeError';
import { observeValue } from './observeValue';
import { QuestionRecorder } from './questionRecorder';
import { runSynchronously } from './runSynchronously';
import type { SteadyWorld } from './steadyWorld';
import type { WorldGuard } from './worldGuard';

// The user's code may replace the globals.
const later = setImmediate;
const startTimer = setTimeout;
const stopTimer = clearTimeout;
/** What a scenario leaves behind gets this many turns to end, if anything is still open. */
const settlingTurns = 3;

type Step = (...scope: unknown[]) => unknown;
type Settled = { readonly value: unknown } | { readonly error: unknown } | 'timed-out' | 'crashed';

export interface ScenarioRunnerOptions {
  readonly moduleExports: unknown;
  readonly points: Uint32Array;
  readonly guard: WorldGuard;
  readonly world: SteadyWorld;
  readonly workspaceRoot: string;
  readonly timeoutMs: number;
  readonly isAuthored: (error: object) => boolean;
}

/** Runs scenarios against the loaded module, one at a time. */
export class ScenarioRunner {
  private readonly expressOptions: ExpressOptions;
  private readonly recorder = new QuestionRecorder();
  private crash: string | undefined;
  private onCrash: () => void = () => {};

  constructor(private readonly options: ScenarioRunnerOptions) {
    this.expressOptions = {
      maxDepth: 6,
      maxCodeLength: 600,
      isAuthored: options.isAuthored,
      classNames: exportedClasses(options.moduleExports),
    };
  }

  /** Takes an error that nobody caught: the running scenario ends as crashed. */
  reportCrash(message: string): void {
    this.crash ??= message;
    this.onCrash();
  }

  async run(scenario: Scenario): Promise<ScenarioObservation> {
    const { guard, points, world } = this.options;
    this.crash = undefined;
    world.restart();
    guard.takeEffects();
    points.fill(0);
    const openBefore = process.getActiveResourcesInfo().length;
    const scenarioId = scenario.id;

    const outcomes = await this.runSteps(scenario);
    if (outcomes === 'timed-out') return { scenarioId, status: 'timed-out' };
    await settle(openBefore);

    if (this.crash !== undefined) return { scenarioId, status: 'crashed', message: this.crash };
    return {
      scenarioId,
      status: 'observed',
      outcomes,
      points: hitPoints(points),
      effects: guard.takeEffects(),
      questions: this.recorder.take(),
    };
  }

  private async runSteps(scenario: Scenario): Promise<StepOutcome[] | 'timed-out'> {
    const outcomes: StepOutcome[] = [];
    this.recorder.take();
    const scope = new Map<string, unknown>([[standInName, this.recorder.standIn]]);
    for (const [local, exported] of Object.entries(scenario.bindings)) {
      try {
        scope.set(local, readExport(this.options.moduleExports, exported));
      } catch (error) {
        this.reportCrash(`Export ${exported} cannot be read: ${summarizeThrown(error)}`);
        return outcomes;
      }
    }
    const deadlineMs = performance.now() + this.options.timeoutMs;
    const keep = (
      settled: { readonly value: unknown } | { readonly error: unknown },
      isPromise: boolean,
    ): void => {
      const name = scenario.steps[outcomes.length]?.resultName;
      if ('value' in settled && name !== undefined) scope.set(name, settled.value);
      outcomes.push(this.toOutcome(settled, isPromise));
    };

    while (outcomes.length < scenario.steps.length && outcomes.at(-1)?.status !== 'threw') {
      const pending = runSynchronously(() => {
        // One turn takes as many steps as do not wait for anything.
        for (const step of scenario.steps.slice(outcomes.length)) {
          const settled = callStep(step.expression, scope);
          if (settled === 'uncompilable')
            return this.reportCrash(`Step cannot be compiled: ${step.expression}`);
          if ('value' in settled && isThenable(settled.value)) return settled;
          keep(settled, false);
          if ('error' in settled) return undefined;
        }
        return undefined;
      }, this.options.timeoutMs);
      if (pending === undefined) {
        if (this.crash !== undefined) break;
        continue;
      }
      const settled = await this.settled(pending.value, deadlineMs);
      if (settled === 'timed-out') return settled;
      if (settled === 'crashed') break;
      runSynchronously(() => keep(settled, true), this.options.timeoutMs);
    }
    while (outcomes.length < scenario.steps.length) outcomes.push({ status: 'not-reached' });
    return outcomes;
  }

  private settled(promise: unknown, deadlineMs: number): Promise<Settled> {
    return new Promise((resolve) => {
      const timer = startTimer(() => finish('timed-out'), Math.max(0, deadlineMs - performance.now()));
      const finish = (settled: Settled): void => {
        stopTimer(timer);
        this.onCrash = () => {};
        resolve(settled);
      };
      this.onCrash = () => finish('crashed');
      Promise.resolve(promise).then(
        (value) => finish({ value }),
        (error: unknown) => finish({ error }),
      );
    });
  }

  private toOutcome(
    settled: { readonly value: unknown } | { readonly error: unknown },
    isPromise: boolean,
  ): StepOutcome {
    if ('error' in settled) {
      const error = observeError(settled.error, this.options.isAuthored);
      this.noteErrorCode(settled.error);
      this.noteMachinePaths(error.message);
      return { status: 'threw', isPromise, error };
    }
    const value = observeValue(settled.value, this.expressOptions);
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

function callStep(
  expression: string,
  scope: ReadonlyMap<string, unknown>,
): { readonly value: unknown } | { readonly error: unknown } | 'uncompilable' {
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

/** One turn lets unhandled rejections surface; more are given only to what is still open. */
async function settle(openBefore: number): Promise<void> {
  await new Promise<void>((resolve) => later(resolve));
  for (let turn = 0; turn < settlingTurns; turn++) {
    if (process.getActiveResourcesInfo().length <= openBefore) return;
    await new Promise<void>((resolve) => startTimer(resolve, 1));
  }
}
