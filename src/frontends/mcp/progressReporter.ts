import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import type { SetTimer } from '../../base/timer';
import type { ToolProgress } from './baseMcpTool';

/** One thing to tell. */
export interface ProgressNote {
  readonly message: string;
  /** Of the whole call, in [0, 1]. */
  readonly fraction?: number;
  /** True for what comes so often that a few of it are enough; such a note may be replaced by the next. */
  readonly isChatty?: boolean;
  /** True for what is being written: it is put together with the next of its kind instead of being replaced. Implies `isChatty`. */
  readonly isText?: boolean;
}

export interface ProgressReporterOptions {
  send(progress: ToolProgress): Promise<void>;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  /** Least time between two chatty notes, in milliseconds. */
  readonly chattyIntervalMs: number;
}

const total = 100;
/** What follows the last known fraction must find room below the total. */
const highestBeforeEnd = 99;
/** Characters of one message; of more, the end is what was written last. */
const longestText = 4000;
/** Part of the way to the total that a note without a fraction goes. */
const creep = 0.0005;

/** A chatty note that waits for its time. */
interface Waiting {
  readonly message: string;
  readonly timer: Disposable;
  readonly isText: boolean;
}

/**
 * Turns notes into progress that rises with every notification and reaches its total exactly once, at the end. Chatty notes are
 * thinned out; the last of a burst is sent once its time has come, unless something newer was sent before. Text that is being
 * written is not lost but gathered, and sent at the same pace.
 */
export class ProgressReporter {
  private progress = 0;
  private fraction = 0;
  private lastChattyAtMs = Number.NEGATIVE_INFINITY;
  private waiting: Waiting | undefined;
  /** One notification after the other; rejects from the first failure on. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly options: ProgressReporterOptions) {}

  /** Resolves when the note has been taken by the client's side, or is waiting for its time. @throws what `send` threw */
  async report({ message: said, fraction, isText = false, isChatty = isText }: ProgressNote): Promise<void> {
    this.fraction = Math.max(this.fraction, fraction ?? 0);
    const earlier = this.dropWaiting();
    const text = earlier?.isText ? earlier.message : undefined;
    if (!isChatty) {
      if (text !== undefined) await this.enqueue(text);
      return await this.enqueue(said);
    }
    const message = messageOf(said, { text, isText });
    const waitMs = this.lastChattyAtMs + this.options.chattyIntervalMs - this.options.clock.now();
    if (waitMs <= 0) return await this.sendChatty(message);
    const timer = this.options.setTimer(() => {
      this.waiting = undefined;
      // A failure is thrown to whoever reports next.
      this.sendChatty(message).catch(() => {});
    }, waitMs);
    this.waiting = { message, timer, isText: isText || text !== undefined };
  }

  /** Sends what still waits and then the total. Nothing may be reported afterwards. @throws what `send` threw */
  async finish(message: string): Promise<void> {
    const last = this.dropWaiting();
    if (last) await this.enqueue(last.message);
    await this.enqueue(message, total);
  }

  private dropWaiting(): Waiting | undefined {
    const { waiting } = this;
    waiting?.timer.dispose();
    this.waiting = undefined;
    return waiting;
  }

  private async sendChatty(message: string): Promise<void> {
    this.lastChattyAtMs = this.options.clock.now();
    await this.enqueue(message);
  }

  private enqueue(message: string, exactly?: number): Promise<void> {
    this.queue = this.queue.then(async () => {
      const known = Math.min(this.fraction * total, highestBeforeEnd);
      const progress = exactly ?? Math.max(known, this.progress + (total - this.progress) * creep);
      // After very many notes there is no number left in between.
      if (progress <= this.progress || (progress >= total && exactly === undefined)) return;
      this.progress = progress;
      await this.options.send({ progress, total, message });
    });
    // Whoever enqueues handles the failure; the queue itself must not count as unhandled.
    this.queue.catch(() => {});
    return this.queue;
  }
}

function endOf(text: string): string {
  return text.length > longestText ? `…${text.slice(-longestText)}` : text;
}

/** What a chatty note says beside text that waits. */
function messageOf(
  said: string,
  { text, isText }: { readonly text: string | undefined; readonly isText: boolean },
): string {
  if (text === undefined) return said;
  return isText ? endOf(`${text}\n${said}`) : text;
}
