import type { Clock } from '../../src/base/clock';
import type { SetTimer } from '../../src/base/timer';

/** Time that passes only when a test says so: a clock and its timers. */
export class ManualTime implements Clock {
  private currentMs = 0;
  private readonly waiting = new Set<{ readonly atMs: number; readonly callback: () => void }>();

  now(): number {
    return this.currentMs;
  }

  readonly setTimer: SetTimer = (callback, delayMs) => {
    const entry = { atMs: this.currentMs + delayMs, callback };
    this.waiting.add(entry);
    return { dispose: () => void this.waiting.delete(entry) };
  };

  /** Timers that have not gone off. */
  get pendingTimers(): number {
    return this.waiting.size;
  }

  /** Lets time pass; what is due goes off in order, and promises settle in between. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.currentMs + byMs;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const [next] = [...this.waiting].sort((a, b) => a.atMs - b.atMs);
      if (!next || next.atMs > untilMs) break;
      this.waiting.delete(next);
      this.currentMs = next.atMs;
      next.callback();
    }
    this.currentMs = untilMs;
  }
}
