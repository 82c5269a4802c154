import { AbortError, onAbort } from '../../base/abort';

interface Waiting {
  start(): void;
}

/** Lets at most `limit()` tasks work at a time; the others wait in order of arrival. */
export class TaskQueue {
  private active = 0;
  private readonly waiting: Waiting[] = [];

  /** @param limit read whenever a place becomes free. */
  constructor(private readonly limit: () => number) {}

  get activeCount(): number {
    return this.active;
  }

  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Runs `task` when a place is free. @throws AbortError without having started it, when `signal` is aborted while waiting. */
  async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    // Whoever waited was handed its place by the task before it, so that no late arrival can slip in between.
    if (this.active >= this.limit()) await this.turn(signal);
    else this.active++;
    try {
      return await task();
    } finally {
      const next = this.active <= this.limit() ? this.waiting.shift() : undefined;
      if (next) next.start();
      else this.active--;
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        start: () => {
          listener.dispose();
          resolve();
        },
      };
      this.waiting.push(entry);
      const listener = onAbort(signal, () => {
        const index = this.waiting.indexOf(entry);
        if (index >= 0) this.waiting.splice(index, 1);
        reject(new AbortError());
      });
    });
  }
}
