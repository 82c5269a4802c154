import { AbortError, onAbort } from '../../base/abort';
import { countOf } from '../../base/countOf';
import { FleetError } from '../errors';
import { type TaskPriority, taskPriorities } from './task';

/** Whoever has been overtaken this often by later arrivals counts as one priority higher. */
export const overtakesPerPriority = 4;
const highestRank = taskPriorities.length - 1;

interface Waiting {
  readonly rank: number;
  overtakenBy: number;
  start(): void;
}

export interface TaskQueueLimits {
  /** Tasks at work at the same time. Read whenever a place may have become free. */
  readonly active: () => number;
  /** Tasks that may wait. Read for each new task. */
  readonly waiting: () => number;
}

/**
 * Lets so many tasks work at a time and starts the waiting ones by priority, equal ones in order of arrival. A waiting task
 * rises by one priority each time four later arrivals have overtaken it, so that none waits for ever: even the lowest is
 * overtaken by at most 12.
 */
export class TaskQueue {
  private active = 0;
  /** In order of arrival. */
  private readonly waiting: Waiting[] = [];

  constructor(private readonly limits: TaskQueueLimits) {}

  get activeCount(): number {
    return this.active;
  }

  get waitingCount(): number {
    return this.waiting.length;
  }

  /**
   * Runs `task` when it is its turn.
   * @throws FleetError `queue-full` at once, when it would have to wait and no more may.
   * @throws AbortError without having started it, when `signal` is aborted while it waits.
   */
  async run<T>(task: () => Promise<T>, signal: AbortSignal, priority: TaskPriority = 'normal'): Promise<T> {
    await this.turn(signal, priority);
    try {
      return await task();
    } finally {
      this.active--;
      this.startWaiting();
    }
  }

  /** Starts waiting tasks as far as there are places; to be called when a limit may have risen. */
  startWaiting(): void {
    while (this.waiting.length > 0 && this.active < this.limits.active()) {
      const index = this.indexOfNext();
      const [next] = this.waiting.splice(index, 1);
      for (const earlier of this.waiting.slice(0, index)) earlier.overtakenBy++;
      // Taken before it goes on, so that no late arrival can slip in between.
      this.active++;
      next?.start();
    }
  }

  private turn(signal: AbortSignal, priority: TaskPriority): Promise<void> {
    const isFree = this.waiting.length === 0 && this.active < this.limits.active();
    const limit = this.limits.waiting();
    if (!isFree && this.waiting.length >= limit) {
      throw new FleetError('queue-full', `${countOf(limit, 'task')} may wait for an agent, and so many do.`, {
        hint: 'Wait for one to end, or raise agenticQe.fleet.maxQueuedTasks.',
        isRetryable: true,
      });
    }
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        rank: taskPriorities.indexOf(priority),
        overtakenBy: 0,
        start: () => {
          listener?.dispose();
          resolve();
        },
      };
      this.waiting.push(entry);
      const listener = onAbort(signal, () => {
        const index = this.waiting.indexOf(entry);
        if (index >= 0) this.waiting.splice(index, 1);
        reject(new AbortError());
      });
      this.startWaiting();
    });
  }

  private indexOfNext(): number {
    const ranks = this.waiting.map(({ rank, overtakenBy }) =>
      Math.min(highestRank, rank + Math.floor(overtakenBy / overtakesPerPriority)),
    );
    return ranks.indexOf(Math.max(...ranks));
  }
}
