import { performance } from 'node:perf_hooks';
import type { VirtualClock } from './virtualClock';

// The user's code may replace the globals.
const later = setImmediate;
const startTimer = setTimeout;
const realNow = performance.now.bind(performance);

const nextTurn = (): Promise<void> => new Promise((resolve) => later(resolve));
/** Between two pieces of input or output there may be a turn in which nothing shows. */
const quietTurns = 4;
/** Work in the thread pool shows nowhere: what has not settled by then is not expected to. */
const graceMs = 30;
const graceStepMs = 3;
const ticksBeforeWork = 4;
/** What a scenario leaves behind gets so long to end. */
const settlingMs = 200;
/** Timers that stand for "as soon as you can" and still run when the steps are done. */
const soonMs = 5;
const mostSoonTimers = 20;

/** Knows what is under way: input, output and timers that the code has begun. */
export class Settling {
  private openBefore = 0;

  constructor(private readonly clock: VirtualClock) {}

  restart(): void {
    this.openBefore = process.getActiveResourcesInfo().length;
  }

  /** Is anything but a mere turn of the event loop still to come? */
  async isBusy(): Promise<boolean> {
    // Streams begin a tick or two after they were made.
    for (let tick = 0; tick < ticksBeforeWork; tick++)
      await new Promise<void>((resolve) => process.nextTick(resolve));
    await nextTurn();
    const open = process.getActiveResourcesInfo();
    return (
      open.length > this.openBefore && open.filter((name) => name !== 'Immediate').length > this.openBefore
    );
  }

  /**
   * Waits until `isDone`, lets time pass when there is nothing else to wait for, and gives up when nothing is left that could
   * bring it about, or at the deadline.
   * @param soon settles when it may be done before the next turn
   */
  async waitFor(
    isDone: () => boolean,
    deadlineMs: number,
    soon: Promise<unknown>,
  ): Promise<'done' | 'never' | 'late'> {
    let quiet = 0;
    let graceEndsMs: number | undefined;
    await Promise.race([soon, nextTurn()]);
    for (; ; await nextTurn()) {
      if (isDone()) return 'done';
      if (realNow() > deadlineMs) return 'late';
      if (this.isOpen) {
        quiet = 0;
        graceEndsMs = undefined;
      } else if (++quiet >= quietTurns) {
        if (this.clock.runNext()) quiet = 0;
        else {
          graceEndsMs ??= realNow() + graceMs;
          if (realNow() > graceEndsMs) return 'never';
          await new Promise<void>((resolve) => startTimer(resolve, graceStepMs));
        }
      }
    }
  }

  /** Gives turns to what is still open. */
  async settle(): Promise<void> {
    let timers = 0;
    const hasMore = (): boolean => this.isOpen || (timers++ < mostSoonTimers && this.clock.runNext(soonMs));
    if (!hasMore()) return;
    const deadlineMs = realNow() + settlingMs;
    for (let quiet = 0; quiet < quietTurns && realNow() < deadlineMs; ) {
      await nextTurn();
      quiet = hasMore() ? 0 : quiet + 1;
    }
  }

  private get isOpen(): boolean {
    return process.getActiveResourcesInfo().length > this.openBefore;
  }
}
