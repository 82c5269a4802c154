import timers from 'node:timers';
import { replaceFunction } from '../../base/node/interception/replaceFunction';
import type { BodyContext, MarkedBody } from './bodyContext';

/** Knows the timers that a body has left running and that would keep the process alive without end. */
export class OpenTimers {
  private readonly byBody = new Map<MarkedBody, Set<object>>();
  private readonly waiting = new Map<MarkedBody, () => void>();

  /** @param endlessMs a single time-out that is due no sooner counts as well */
  constructor(
    private readonly context: BodyContext,
    endlessMs: number,
  ) {
    for (const owner of [globalThis, timers]) {
      replaceFunction(owner, 'setInterval', (proceed) => this.track(proceed()));
      replaceFunction(owner, 'setTimeout', (proceed, [, delayMs]) =>
        Number(delayMs) >= endlessMs ? this.track(proceed()) : proceed(),
      );
      for (const name of ['clearInterval', 'clearTimeout']) {
        replaceFunction(owner, name, (proceed) => {
          proceed();
          this.settle();
        });
      }
    }
  }

  /** Calls `end` when the body has left nothing running: at once, later, or never. */
  whenNoneLeft(body: MarkedBody, end: () => void): void {
    this.waiting.set(body, end);
    this.settle();
  }

  /** Looks again: timers may also end by their own methods. */
  settle(): void {
    for (const [body, end] of this.waiting) {
      if ([...(this.byBody.get(body) ?? [])].some(isAlive)) continue;
      this.waiting.delete(body);
      this.byBody.delete(body);
      end();
    }
  }

  private track(timer: unknown): unknown {
    const body = this.context.findCaller();
    if (body === undefined || typeof timer !== 'object' || timer === null) return timer;
    const own = this.byBody.get(body) ?? new Set();
    this.byBody.set(body, own);
    own.add(timer);
    return timer;
  }
}

function isAlive(timer: object): boolean {
  return !Reflect.get(timer, '_destroyed') && (timer as NodeJS.Timeout).hasRef();
}
