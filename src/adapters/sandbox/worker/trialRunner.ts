import { performance } from 'node:perf_hooks';
import type { TrialReport, TrialResult, TrialScope } from '../../../core/synthesis/trial';
import { keep, type PackedTrials } from '../trialPacking';
import { readExport } from './describeExports';
import { observeError } from './observeError';
import { runWithin } from './runSynchronously';
import type { ScenarioRunnerOptions } from './scenarioRunner';
import type { SearchGuides } from './searchGuides';
import { type CallHead, type MakeInput, TrialCompiler } from './trialCompiler';
import { endingOfError, endingOfValue } from './trialEnding';

const realNow = performance.now.bind(performance);
const later = setImmediate;
const nextTurn = (): Promise<void> => new Promise((resolve) => later(resolve));

/** So long the thread is held before others get a turn: a hang must be told from a row of many trials. */
const sliceMs = 50;
/** After so long the parent is told how far it got: it must not take many slow trials for one that hangs. */
const answerAfterMs = 200;
const roundsPerTrial = 20_000;
/** So many trials of a callable are looked at for what they do after they have returned. */
const probation = 3;
/** Ways of one callable to end that are told, beside what hits new counters. */
const mostWays = 30;
/** Trials of one callable that go on after they have returned, and are told though they began like others. */
const mostWaiting = 12;

interface Head {
  readonly call: CallHead | undefined;
  readonly ways: Set<string>;
  trials: number;
  /** Trials that went on afterwards, and began like others before. */
  waiting: number;
}

interface Input {
  readonly make: MakeInput | undefined;
  readonly isSpread: boolean;
}

interface Ending {
  readonly text: string;
  readonly waits: boolean;
  /** The engine threw, not the code: no test can be made of it. */
  readonly isStumble?: boolean;
}

/** Runs trials against the loaded module, thousands in a second. */
export class TrialRunner {
  private compiler = new TrialCompiler(new Map());
  private heads: Head[] = [];
  private inputs: Input[] = [];
  private seen: Uint8Array;
  /** By trials that stumbled; what they saw is still to be seen by one that did not. */
  private glimpsed: Uint8Array;
  private hasCrashed = false;

  constructor(
    private readonly options: ScenarioRunnerOptions,
    private readonly guides: SearchGuides,
  ) {
    this.seen = new Uint8Array(options.points.length);
    this.glimpsed = new Uint8Array(options.points.length);
  }

  /** Parts that were sent before are no longer known. */
  start({ bindings, seenPoints }: TrialScope): void {
    const { moduleExports } = this.options;
    const scope = new Map<string, unknown>();
    for (const [local, exported] of Object.entries(bindings)) {
      try {
        scope.set(local, readExport(moduleExports, exported));
      } catch {
        // What cannot be read cannot be called: trials that mention it end in a ReferenceError.
      }
    }
    this.compiler = new TrialCompiler(scope);
    this.heads = [];
    this.inputs = [];
    this.seen.fill(0);
    this.glimpsed.fill(0);
    for (const point of seenPoints) this.seen[point] = 1;
    this.guides.restart();
  }

  /** Takes an error that nobody caught. */
  reportCrash(): void {
    this.hasCrashed = true;
  }

  async run({ heads, inputs, trials }: PackedTrials): Promise<TrialResult> {
    this.learn(heads, inputs);
    const { timeoutMs } = this.options;
    const reports: TrialReport[] = [];
    let done = 0;
    const answerAtMs = realNow() + answerAfterMs;
    while (done < trials.length && (done === 0 || realNow() < answerAtMs)) {
      let isOnProbation = false;
      const endMs = realNow() + sliceMs;
      const isInTime = runWithin(() => {
        do {
          const report = this.runOne(trials[done] ?? [], done);
          if (report) reports.push(report);
          isOnProbation = this.isOnProbation(trials[done] ?? []);
          done++;
        } while (done < trials.length && !isOnProbation && realNow() < endMs);
      }, sliceMs + timeoutMs);
      if (!isInTime) {
        this.guides.stop();
        return { done: done + 1, reports: [...reports, { index: done, status: 'hung', clues: [] }] };
      }
      if (!isOnProbation || reports.at(-1)?.status === 'waits') continue;
      this.options.points.fill(0);
      this.hasCrashed = false;
      await nextTurn();
      if (this.hasCrashed || this.options.points.some((count) => count > 0))
        reports.push({ index: done - 1, status: 'waits', clues: [] });
    }
    this.options.folder.clear();
    await nextTurn();
    return { done, reports };
  }

  private learn(heads: PackedTrials['heads'], inputs: PackedTrials['inputs']): void {
    for (const head of heads)
      this.heads.push({
        call: attempt(() => this.compiler.head(head)),
        ways: new Set(),
        trials: 0,
        waiting: 0,
      });
    for (const input of inputs)
      this.inputs.push({
        make: attempt(() => this.compiler.input(input)),
        isSpread: input.code.startsWith('...'),
      });
  }

  private isOnProbation(trial: readonly number[]): boolean {
    const act = this.heads[this.actOf(trial)];
    return act !== undefined && ++act.trials <= probation;
  }

  /** The head of the last call. */
  private actOf(trial: readonly number[]): number {
    let at = 0;
    let head = -1;
    while (at < trial.length) {
      const number = trial[at] ?? keep;
      if (number !== keep) head = number;
      at += number === keep ? 1 : 3 + (trial[at + 2] ?? 0);
    }
    return head;
  }

  private runOne(trial: readonly number[], index: number): TrialReport | undefined {
    const { guard, points, world, clock, events } = this.options;
    world.restart();
    clock.restart(undefined);
    events.restart();
    guard.takeEffects();
    guard.takeDenied();
    points.fill(0);
    this.guides.record(roundsPerTrial);
    const ending = this.callAll(trial);
    const clues = this.guides.stop();
    if (clues === undefined) return { index, status: 'endless', clues: [] };
    if (ending === undefined) return undefined;
    const act = this.actOf(trial);
    const { hasPoint, way } = this.judge(act, ending);
    const isNew = hasPoint || way !== undefined;
    if (ending.waits || clock.hasTimers) {
      const head = this.heads[act];
      const isKnown = !isNew && head !== undefined && ++head.waiting > mostWaiting;
      return { index, status: isKnown ? 'waits-again' : 'waits', clues };
    }
    if (hasPoint) return { index, status: 'new', clues };
    if (way !== undefined) return { index, status: 'new', clues, way };
    return clues.length > 0 ? { index, status: 'seen', clues } : undefined;
  }

  /** Calls one after the other up to the first that throws; undefined when something of it is no code. */
  private callAll(trial: readonly number[]): Ending | undefined {
    let receiver: unknown;
    let value: unknown;
    let at = 0;
    try {
      while (at < trial.length) {
        const number = trial[at] ?? keep;
        if (number === keep) {
          receiver = value;
          at++;
          continue;
        }
        const head = this.heads[number]?.call;
        const given = head && this.givenAt(trial, at + 2);
        if (!head || !given) return undefined;
        const on = trial[at + 1] === 1 ? value : receiver;
        at += 3 + (trial[at + 2] ?? 0);
        value = head(on, given);
        if (isThenable(value)) return { text: 'promise', waits: true };
      }
      return { text: endingOfValue(value), waits: false };
    } catch (error) {
      const text = `${at < trial.length ? 'early ' : ''}${endingOfError(error)}`;
      const { isDeliberate, code } = observeError(error, this.options.isAuthored);
      return { text, waits: false, isStumble: !isDeliberate && code === undefined };
    }
  }

  /** Fresh arguments: their number stands at `at`, and they follow it. Undefined when one of them is no code. */
  private givenAt(trial: readonly number[], at: number): readonly unknown[] | undefined {
    const given: unknown[] = [];
    const end = at + (trial[at] ?? 0);
    for (let place = at + 1; place <= end; place++) {
      const input = this.inputs[trial[place] ?? -1];
      if (!input?.make) return undefined;
      const made = input.make();
      if (input.isSpread) given.push(...(made as unknown[]));
      else given.push(made);
    }
    return given;
  }

  /** Did it hit a new counter? Else the way it went, when it is a new one. */
  private judge(
    act: number,
    { text, isStumble = false }: Ending,
  ): { readonly hasPoint: boolean; readonly way?: string } {
    const { points } = this.options;
    let hasPoint = false;
    let hash = 0;
    for (let point = 0; point < points.length; point++) {
      if (points[point] === 0) continue;
      hash = (Math.imul(hash, 31) + point) | 0;
      if (this.seen[point] === 1 || (isStumble && this.glimpsed[point] === 1)) continue;
      if (isStumble) this.glimpsed[point] = 1;
      else this.seen[point] = 1;
      hasPoint = true;
    }
    const way = `${text} ${hash}`;
    const head = this.heads[act];
    if (!head || head.ways.has(way) || head.ways.size >= mostWays) return { hasPoint };
    head.ways.add(way);
    return { hasPoint, way };
  }
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
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
