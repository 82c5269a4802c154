import { onAbort } from '../../base/abort';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { SetTimer } from '../../base/timer';

/** Why a run ended before all was done that could be. What had passed by then was judged and kept. */
export const stopReasons = {
  goal: 'the goal is reached',
  time: 'the time is up',
  user: 'you asked for it',
} as const;
export type StopReason = keyof typeof stopReasons;

export interface RunStopOptions {
  /** Aborted by the user who wants to keep what passed; undefined: there is no such way. */
  readonly user: AbortSignal | undefined;
  readonly timeLimitSeconds: number | undefined;
  readonly setTimer: SetTimer;
}

/** Says when a run begins nothing new any more. The first reason stands. */
export class RunStop implements Disposable {
  private readonly controller = new AbortController();
  private readonly resources = new DisposableStore();
  private firstReason: StopReason | undefined;

  constructor({ user, timeLimitSeconds, setTimer }: RunStopOptions) {
    if (user) this.resources.add(onAbort(user, () => this.stop('user')));
    if (timeLimitSeconds !== undefined)
      this.resources.add(setTimer(() => this.stop('time'), timeLimitSeconds * 1000));
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get reason(): StopReason | undefined {
    return this.firstReason;
  }

  stop(reason: StopReason): void {
    this.firstReason ??= reason;
    this.controller.abort();
  }

  dispose(): void {
    this.resources.dispose();
  }
}
