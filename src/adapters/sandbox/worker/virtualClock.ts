import { performance } from 'node:perf_hooks';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import { replaceFunction } from '../../../base/node/interception/replaceFunction';
import { type ClockUse, type FakeClock, fakeDate } from '../../../core/synthesis/scenario';
import { type TimerPlan, VirtualTimer } from './virtualTimer';

// From before they are replaced.
const realNow = Date.now;
const realPerformanceNow = performance.now.bind(performance);
const later = setImmediate;
const nextTurn = (): Promise<void> => new Promise((resolve) => later(resolve));

const longestDelayMs = 2 ** 31 - 1;
const mostDelays = 20;
/** Timers that one step may let run: an interval that nobody ends must not go on for ever. */
const mostRuns = 1000;

export interface VirtualClockOptions {
  readonly clockOffsetMs: number;
  /** Timers that are set meanwhile are real ones. */
  readonly isLoading: () => boolean;
}

/**
 * The clock and the timers of the code under observation: time passes when the runner says so, at once. Without a fake clock
 * the date is the real one, plus what was let pass.
 */
export class VirtualClock {
  private readonly running = new Set<VirtualTimer>();
  private fake: FakeClock | undefined;
  /** Of the date and of `performance.now`, with a fake clock. */
  private frozen = { dateMs: 0, performanceMs: 0 };
  private elapsedMs = 0;
  private waitedMs = 0;
  private readsDate = false;
  private delaysMs: number[] = [];
  private jumpsMs: number[][] = [];
  private lastId = 0;

  constructor(private readonly options: VirtualClockOptions) {}

  /** Replaces timers everywhere; the date is left to the caller, who asks `now`. */
  install(): void {
    for (const owner of [globalThis, timers]) {
      this.replaceTimer(owner, 'setTimeout', false);
      this.replaceTimer(owner, 'setInterval', true);
      for (const name of ['clearTimeout', 'clearInterval']) {
        replaceFunction(owner, name, (proceed, [timer]) => {
          const isId = typeof timer === 'number' || typeof timer === 'string';
          const own = [...this.running].find((one) => one === timer || (isId && one.id === Number(timer)));
          return own ? this.stop(own) : proceed();
        });
      }
    }
    replaceFunction(timersPromises, 'setTimeout', (proceed, [delayMs, value, options]) =>
      this.options.isLoading() ? proceed() : this.sleep(delayMs, value, options),
    );
    replaceFunction(timersPromises.scheduler, 'wait', (proceed, [delayMs, options]) =>
      this.options.isLoading() ? proceed() : this.sleep(delayMs, undefined, options),
    );
    replaceFunction(performance, 'now', (proceed) =>
      this.fake ? this.frozen.performanceMs + this.elapsedMs : (proceed() as number) + this.elapsedMs,
    );
  }

  /** For `Date` and its like. */
  now(): number {
    if (!this.options.isLoading()) this.readsDate = true;
    const base = this.fake ? this.frozen.dateMs : realNow() + this.options.clockOffsetMs;
    return base + this.elapsedMs;
  }

  /** Begins a scenario: timers of the one before it are gone. */
  restart(fake: FakeClock | undefined): void {
    this.running.clear();
    this.fake = fake;
    const dateMs = fake?.isDated ? Date.parse(fakeDate) : realNow() + this.options.clockOffsetMs;
    this.frozen = { dateMs, performanceMs: realPerformanceNow() };
    this.elapsedMs = 0;
    this.waitedMs = 0;
    this.readsDate = false;
    this.delaysMs = [];
    this.jumpsMs = [];
    this.lastId = 0;
  }

  /** Something is still to happen when time passes. */
  get hasTimers(): boolean {
    return this.running.size > 0;
  }

  /** @returns what was used since `restart`; undefined: nothing. */
  use(): ClockUse | undefined {
    const { readsDate, delaysMs, waitedMs, jumpsMs, elapsedMs } = this;
    if (!readsDate && delaysMs.length === 0) return undefined;
    const openTimersMs = [...this.running].map(({ dueMs }) => dueMs - elapsedMs).sort((a, b) => a - b);
    return { readsDate, delaysMs, waitedMs, jumpsMs, openTimersMs };
  }

  /** Lets time pass to the next timer, where time passes by itself. @returns false when none is due within `limitMs`. */
  runNext(limitMs = Number.POSITIVE_INFINITY): boolean {
    const next = this.fake ? undefined : this.nextTimer(this.elapsedMs + limitMs);
    if (!next) return false;
    this.waitedMs += Math.max(0, next.dueMs - this.elapsedMs);
    try {
      this.run(next);
    } catch (error) {
      // Nobody catches what a timer's function throws.
      later(() => {
        throw error;
      });
    }
    return true;
  }

  /** Lets time pass, with all timers that are due meanwhile. */
  readonly advance = (durationMs: number): void => {
    const jumps = this.beginJumps();
    const endMs = this.elapsedMs + durationMs;
    for (
      let next = this.nextTimer(endMs), runs = 0;
      next && runs < mostRuns;
      next = this.nextTimer(endMs), runs++
    )
      this.jumpTo(next, jumps);
    this.finishJumps(jumps, endMs);
  };

  /** The same; promises go on between the timers. */
  readonly advanceAsync = async (durationMs: number): Promise<void> => {
    const jumps = this.beginJumps();
    const endMs = this.elapsedMs + durationMs;
    await nextTurn();
    for (
      let next = this.nextTimer(endMs), runs = 0;
      next && runs < mostRuns;
      next = this.nextTimer(endMs), runs++
    ) {
      this.jumpTo(next, jumps);
      await nextTurn();
    }
    this.finishJumps(jumps, endMs);
  };

  /** For timers: it runs from now on. */
  start(timer: VirtualTimer): void {
    this.running.delete(timer);
    timer.dueMs = this.elapsedMs + timer.plan.delayMs;
    timer.isActive = true;
    this.running.add(timer);
  }

  stop(timer: VirtualTimer): void {
    timer.isActive = false;
    this.running.delete(timer);
  }

  /** A function of its own, not one in front of the original: what `promisify` makes of that cannot be replaced. */
  private replaceTimer(owner: object, name: 'setTimeout' | 'setInterval', isRepeated: boolean): void {
    const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
    const replacement = (...given: unknown[]): unknown => {
      const [callback, delay, ...args] = given;
      if (this.options.isLoading() || typeof callback !== 'function') return original(...given);
      return this.set(callback as TimerPlan['callback'], delay, { args, isRepeated });
    };
    Object.defineProperties(replacement, {
      name: { value: name },
      length: { value: original.length },
      ...(!isRepeated && {
        [promisify.custom]: { value: (delay: unknown, value: unknown) => this.sleep(delay, value) },
      }),
    });
    Object.defineProperty(owner, name, {
      value: replacement,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  }

  private set(
    callback: TimerPlan['callback'],
    delay: unknown,
    { args, isRepeated }: { readonly args: readonly unknown[]; readonly isRepeated: boolean },
  ): VirtualTimer {
    const wished = Number(delay);
    const delayMs = wished >= 1 && wished <= longestDelayMs ? Math.trunc(wished) : 1;
    if (this.delaysMs.length < mostDelays) this.delaysMs.push(delayMs);
    const timer = new VirtualTimer(++this.lastId, { callback, args, delayMs, isRepeated }, this);
    this.start(timer);
    return timer;
  }

  private sleep(delay: unknown, value: unknown, options?: unknown): Promise<unknown> {
    const signal: unknown =
      typeof options === 'object' && options !== null ? Reflect.get(options, 'signal') : undefined;
    return new Promise((resolve, reject) => {
      const timer = this.set(() => resolve(value), delay, { args: [], isRepeated: false });
      if (!(signal instanceof AbortSignal)) return;
      const abort = (): void => {
        this.stop(timer);
        const error = new Error('The operation was aborted', { cause: signal.reason });
        reject(Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' }));
      };
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
  }

  private nextTimer(endMs = Number.POSITIVE_INFINITY): VirtualTimer | undefined {
    let next: VirtualTimer | undefined;
    for (const timer of this.running)
      if (timer.dueMs <= endMs && (!next || timer.dueMs < next.dueMs)) next = timer;
    return next;
  }

  private run(timer: VirtualTimer): void {
    this.elapsedMs = Math.max(this.elapsedMs, timer.dueMs);
    if (timer.plan.isRepeated) this.start(timer);
    else this.stop(timer);
    // Node calls them with the timer for `this`.
    Reflect.apply(timer.plan.callback, timer, timer.plan.args);
  }

  private beginJumps(): number[] {
    const jumps: number[] = [];
    this.jumpsMs.push(jumps);
    return jumps;
  }

  private jumpTo(timer: VirtualTimer, jumps: number[]): void {
    const distanceMs = timer.dueMs - this.elapsedMs;
    if (distanceMs > 0) jumps.push(distanceMs);
    this.run(timer);
  }

  private finishJumps(jumps: number[], endMs: number): void {
    if (endMs > this.elapsedMs) jumps.push(endMs - this.elapsedMs);
    this.elapsedMs = Math.max(this.elapsedMs, endMs);
  }
}
