import { setTimeout as delay } from 'node:timers/promises';
import type { Disposable } from '../../../base/disposable';
import type { NewRecords, RecordTail } from './recordTail';
import { OpenBodies } from './openBodies';

const intervalMs = 100;

/** What one process or thread of the runner was last heard of. */
interface Thread {
  readonly bodies: OpenBodies;
  heardAtMs: number;
}

/**
 * Watches the bodies of marked tests from outside: one that never gives its thread back can be stopped by nobody inside. A
 * body is stuck when it is open and nothing has been heard of its thread for longer than the limit; each mutant that is
 * tried on it counts anew.
 */
export class BodyWatch {
  private readonly threads = new Map<string, Thread>();

  constructor(private readonly limitMs: number) {}

  /** @returns whether a body is stuck */
  look(news: readonly NewRecords[], nowMs: number): boolean {
    for (const { fileName, records } of news) {
      const thread = this.threads.get(fileName) ?? { bodies: new OpenBodies(), heardAtMs: nowMs };
      this.threads.set(fileName, thread);
      thread.heardAtMs = nowMs;
      for (const record of records) thread.bodies.add(record);
    }
    return [...this.threads.values()].some(
      ({ bodies, heardAtMs }) => bodies.list().length > 0 && nowMs - heardAtMs > this.limitMs,
    );
  }
}

export interface WatchBodiesOptions {
  readonly tail: RecordTail;
  readonly limitMs: number;
  /** Called once, and not after `dispose`. */
  readonly onStuck: () => void;
}

/** Looks several times in a second, until a body is stuck or it is disposed of. */
export function watchBodies({ tail, limitMs, onStuck }: WatchBodiesOptions): Disposable {
  const watch = new BodyWatch(limitMs);
  const controller = new AbortController();
  const loop = async (): Promise<void> => {
    while (!controller.signal.aborted) {
      await delay(intervalMs, undefined, { signal: controller.signal, ref: false });
      const news = await tail.read();
      if (controller.signal.aborted || !watch.look(news, performance.now())) continue;
      controller.abort();
      onStuck();
    }
  };
  // Disposed of while it waited, or while its folder was removed. Records that cannot be read are reported after the run.
  loop().catch(() => {});
  return { dispose: () => controller.abort() };
}
