import { AbortError, onAbort } from '../../base/abort';
import type { Disposable } from '../../base/disposable';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { SetTimer } from '../../base/timer';
import { BoundedText } from './boundedText';
import { refusal, unheardOf } from './refusal';
import { type MemoryLimits, type PartCursor, RememberedParts } from './rememberedParts';
import { RisingProgress } from './risingProgress';
import { isTerminal, type RunPart, type SequencedPart } from './runPart';
import { RunReader } from './runReader';
import { SilenceWatch } from './silenceWatch';
import { highWaterOf, type StreamSettings } from './streamSettings';

export type StreamListener = (entry: SequencedPart) => void;

export interface RunSessionOptions {
  readonly runId: string;
  readonly logger: Logger;
  readonly limits: MemoryLimits;
  readonly settings: StreamSettings;
  readonly setTimer: SetTimer;
}

/** Somebody who is told each part as it comes. */
interface Follower {
  readonly cursor: PartCursor;
  readonly listener: StreamListener;
  isBusy: boolean;
}

/** A writer that waits for readers. */
interface HeldWriter {
  readonly go: () => void;
}

const passed = Promise.resolve();

/** The feed of one run: numbers its parts, remembers them within limits, tells followers and lets readers take them. */
export class RunSession {
  /** Progress of the run over all its attempts. */
  readonly progress = new RisingProgress();
  private readonly parts: RememberedParts;
  private readonly followers = new Set<Follower>();
  private readonly readers = new Set<RunReader>();
  private readonly heldWriters = new Set<HeldWriter>();
  private readonly highWater: number;
  private lastSeq = 0;
  private hasEnded = false;

  constructor(private readonly options: RunSessionOptions) {
    this.parts = new RememberedParts(options.limits);
    this.highWater = highWaterOf(options.settings);
  }

  get isEnded(): boolean {
    return this.hasEnded;
  }

  /** Appends a part; one after the terminal part is refused with an error in the log. */
  emit(part: RunPart): void {
    if (this.hasEnded) {
      const { logger, runId } = this.options;
      logger.error('Part after the end of a run was refused', { runId, type: part.type });
      return;
    }
    // Who was shown progress at all sees it arrive.
    if (part.type === 'finish' && (this.progress.fraction ?? 1) < 1)
      this.append({ type: 'progress', fraction: 1, message: 'Done' });
    this.append(part);
  }

  /** Appends a part and waits for readers that are far behind. @throws AbortError when aborted before or meanwhile */
  write(part: RunPart, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return refusal();
    this.emit(part);
    return this.isHeldUp() ? this.waitForReaders(signal) : passed;
  }

  subscribe(afterSeq: number, listener: StreamListener): Disposable {
    const follower = { cursor: this.parts.cursorAfter(afterSeq), listener, isBusy: false };
    this.followers.add(follower);
    this.tell(follower);
    return { dispose: () => this.followers.delete(follower) };
  }

  read(afterSeq: number, signal: AbortSignal): RunReader {
    const reader = new RunReader({
      cursor: this.parts.cursorAfter(afterSeq),
      afterSeq,
      signal,
      isEnded: () => this.hasEnded,
      onTaken: (taker) => this.onTaken(taker),
      onClosed: (closed) => {
        this.readers.delete(closed);
        this.releaseWriters();
      },
    });
    if (!signal.aborted && !this.hasEnded) this.readers.add(reader);
    return reader;
  }

  private append(part: RunPart): void {
    const entry = { runId: this.options.runId, seq: ++this.lastSeq, part: this.within(part) };
    this.hasEnded = isTerminal(part);
    this.parts.add(entry);
    for (const follower of this.followers) this.tell(follower);
    for (const reader of this.readers) reader.wake();
    if (this.hasEnded) this.end();
  }

  /** The part within the limits that hold for every part. */
  private within(part: RunPart): RunPart {
    const { maxOutputCharacters } = this.options.limits;
    if (part.type === 'progress') {
      const fraction = this.progress.raise(part.fraction);
      return fraction === part.fraction ? part : { ...part, fraction };
    }
    if (part.type === 'output' && part.text.length > maxOutputCharacters)
      return { ...part, text: new BoundedText(part.text, maxOutputCharacters).toString() };
    return part;
  }

  /** Catches up with what is there; a listener that causes further parts gets them afterwards, in order. */
  private tell(follower: Follower): void {
    if (follower.isBusy) return;
    follower.isBusy = true;
    while (this.followers.has(follower)) {
      const entry = follower.cursor.next();
      if (!entry) break;
      try {
        follower.listener(entry);
      } catch (error) {
        const { logger, runId } = this.options;
        logger.error('A listener of a run failed', { runId, error: describeError(error) });
      }
    }
    follower.isBusy = false;
    if (this.hasEnded) this.followers.delete(follower);
  }

  private end(): void {
    // Readers take the rest from what is remembered; nobody is held up by them any more.
    for (const reader of this.readers) reader.watch?.dispose();
    this.readers.clear();
    this.releaseWriters();
  }

  private onTaken(reader: RunReader): void {
    reader.watch?.touch();
    if (reader.isStalled && this.lagOf(reader) <= this.highWater) reader.isStalled = false;
    if (this.heldWriters.size > 0) this.releaseWriters();
  }

  private lagOf(reader: RunReader): number {
    return this.lastSeq - reader.takenSeq;
  }

  private holds(reader: RunReader): boolean {
    return !reader.isStalled && this.lagOf(reader) > this.highWater;
  }

  private isHeldUp(): boolean {
    if (this.hasEnded) return false;
    for (const reader of this.readers) if (this.holds(reader)) return true;
    return false;
  }

  private waitForReaders(signal: AbortSignal): Promise<void> {
    const isFirst = this.heldWriters.size === 0;
    const held = new Promise<void>((resolve, reject) => {
      const abortion = onAbort(signal, () => {
        this.heldWriters.delete(writer);
        reject(new AbortError());
      });
      const writer: HeldWriter = {
        go: () => {
          abortion.dispose();
          resolve();
        },
      };
      this.heldWriters.add(writer);
    });
    for (const reader of this.readers) {
      if (!this.holds(reader)) continue;
      if (isFirst) reader.watch?.touch();
      reader.watch ??= this.watch(reader);
    }
    return unheardOf(held);
  }

  private watch(reader: RunReader): SilenceWatch {
    const { logger, runId, setTimer, settings } = this.options;
    return new SilenceWatch({
      timeoutMs: settings.timeoutMs,
      setTimer,
      isPaused: () => this.heldWriters.size === 0,
      onSilence: () => {
        reader.watch = undefined;
        reader.isStalled = true;
        logger.warn('A reader of a run has stalled; the run goes on without it', { runId });
        this.releaseWriters();
      },
    });
  }

  private releaseWriters(): void {
    if (this.heldWriters.size === 0 || this.isHeldUp()) return;
    for (const writer of this.heldWriters) writer.go();
    this.heldWriters.clear();
  }
}
