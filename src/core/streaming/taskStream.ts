import { AbortError, isAbortError, onAbort } from '../../base/abort';
import type { Clock } from '../../base/clock';
import { DisposableStore } from '../../base/disposable';
import { AppError, describeError } from '../../base/error';
import type { SetTimer } from '../../base/timer';
import { BufferOverflowError, StreamingError, StreamTimeoutError } from '../errors';
import { ChunkBuffer, type QueuedPart } from './chunkBuffer';
import { refusal, unheardOf } from './refusal';
import type { RisingProgress } from './risingProgress';
import type { RunPart } from './runPart';
import { SilenceWatch } from './silenceWatch';
import type { StreamAnnouncer } from './streamAnnouncer';
import { StreamCancelledError } from './streamCancelledError';
import type { StreamChunk, StreamFailure, StreamMetadata, StreamResult } from './streamChunk';
import { highWaterOf, type StreamSettings } from './streamSettings';

/** Takes the chunks of a stream, one after the other; while its promise is pending the next one waits. */
export type ChunkSink = (chunk: StreamChunk) => void | Promise<void>;

export interface TaskStreamOptions {
  readonly metadata: StreamMetadata;
  readonly settings: StreamSettings;
  readonly sink: ChunkSink;
  readonly announcer: StreamAnnouncer;
  /** That of the run the stream belongs to. */
  readonly progress: RisingProgress;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  /** Ends the stream when aborted. */
  readonly signal: AbortSignal;
  /** Keeps the chunk, without being waited for. */
  readonly onChunk: (chunk: StreamChunk) => void;
  readonly onEnd: (outcome: 'completed' | 'failed') => void;
}

interface WaitingWriter {
  readonly go: () => void;
  readonly refuse: () => void;
}

const accepted = Promise.resolve();

/**
 * The way of a task's parts from the work to a sink: numbered, in order, with a bounded buffer in between. Whoever opened the
 * stream ends it with `complete`, `fail` or `abort`; the first one counts and is announced, and nothing follows it.
 */
export class TaskStream {
  private readonly buffer: ChunkBuffer;
  private readonly highWater: number;
  private readonly silence: SilenceWatch;
  private readonly subscriptions = new DisposableStore();
  private readonly stop = new AbortController();
  private readonly writers: WaitingWriter[] = [];
  private readonly onDrained: (() => void)[] = [];
  private isAccepting = true;
  private isPumping = false;
  private isSinkBroken = false;
  private isFailing = false;
  private completion: Promise<void> | undefined;
  private outcome: 'completed' | 'failed' | undefined;
  private chunks = 0;
  private firstChunkAtMs: number | undefined;
  private lastFraction: number | undefined;

  constructor(private readonly options: TaskStreamOptions) {
    const { settings, setTimer, signal } = options;
    this.buffer = new ChunkBuffer(settings.bufferSize);
    // Two places stay for those who do not wait: what comes after is joined to them.
    this.highWater = Math.max(1, Math.min(highWaterOf(settings), settings.bufferSize - 2));
    this.silence = new SilenceWatch({
      timeoutMs: settings.timeoutMs,
      setTimer,
      // Waiting for room is the reader's doing.
      isPaused: () => this.writers.length > 0,
      onSilence: () =>
        this.break(new StreamTimeoutError(`Nothing came from the work for ${settings.timeoutMs} ms.`)),
    });
    options.announcer.start(options.metadata);
    this.subscriptions.add(onAbort(signal, () => this.abort()));
  }

  get streamId(): string {
    return this.options.metadata.streamId;
  }

  /** Aborted when the work is to stop: the reason is the AppError that broke the stream, or an AbortError. */
  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /**
   * Passes a part on; the promise is settled when there is room for more. Without waiting for it, a full buffer joins progress
   * and output, and breaks over anything else. @throws AbortError as soon as the stream takes nothing any more
   */
  write(part: RunPart): Promise<void> {
    if (!this.isAccepting) return refusal();
    this.silence.touch();
    if (!this.buffer.add(part)) {
      const { bufferSize } = this.options.settings;
      this.break(
        new BufferOverflowError(`${bufferSize} chunks were waiting, and more came without waiting for room.`),
      );
      return refusal();
    }
    if (!this.isPumping) void this.pump();
    if (!this.isAccepting) return refusal();
    return this.buffer.length < this.highWater ? accepted : this.waitForRoom();
  }

  /** Ends the stream well, when all chunks have been taken. @throws what broke the stream; AbortError when it was cancelled */
  complete(): Promise<void> {
    this.completion ??= this.finish();
    return this.completion;
  }

  /** Ends the stream without a result, when the chunks that came before have been taken. */
  async fail(failure: StreamFailure): Promise<void> {
    this.isFailing = true;
    this.stopAccepting();
    await this.drained();
    this.end('failed', () => this.options.announcer.error(failure));
  }

  /** Ends the stream at once; chunks that were not taken yet are given up. */
  abort(): void {
    if (this.outcome !== undefined) return;
    this.stopAccepting();
    this.buffer.clear();
    this.end('failed', () =>
      this.options.announcer.error({ error: new StreamCancelledError(), next: 'none' }),
    );
    if (!this.stop.signal.aborted) this.stop.abort(new AbortError());
  }

  private async finish(): Promise<void> {
    this.stopAccepting();
    await this.drained();
    this.assertUnbroken();
    if (this.lastFraction !== undefined && this.lastFraction < 1) {
      this.buffer.add({ type: 'progress', fraction: 1, message: 'Done' });
      void this.pump();
      await this.drained();
      this.assertUnbroken();
    }
    const { metadata, clock, announcer } = this.options;
    const result: StreamResult = {
      streamId: this.streamId,
      chunks: this.chunks,
      durationMs: clock.now() - metadata.startedAtMs,
      firstChunkAfterMs:
        this.firstChunkAtMs === undefined ? undefined : this.firstChunkAtMs - metadata.startedAtMs,
    };
    this.end('completed', () => announcer.complete(result));
  }

  private async pump(): Promise<void> {
    this.isPumping = true;
    try {
      for (;;) {
        const { utilization } = this.buffer;
        const queued = this.buffer.takeOldest();
        if (!queued || this.isSinkBroken) break;
        this.releaseWriters();
        const passing = this.pass(queued, utilization);
        if (passing !== undefined) await passing;
      }
    } catch (error) {
      this.isSinkBroken = true;
      this.buffer.clear();
      this.break(toStreamError(error));
    } finally {
      this.isPumping = false;
      this.releaseDrained();
    }
  }

  private pass({ sequence, part }: QueuedPart, utilization: number): void | Promise<void> {
    const { metadata, announcer, progress, sink, onChunk } = this.options;
    const { streamId, agentId } = metadata;
    const told = part.type === 'progress' ? { ...part, fraction: progress.raise(part.fraction) } : part;
    const chunk: StreamChunk = { streamId, agentId, sequence, part: told };
    this.chunks++;
    this.firstChunkAtMs ??= this.options.clock.now();
    announcer.chunk(chunk);
    // A handler may end the stream, and nothing follows its end.
    if (told.type === 'progress' && this.outcome === undefined) {
      this.lastFraction = told.fraction;
      announcer.progress({ fraction: told.fraction, message: told.message }, utilization);
    }
    if (this.outcome !== undefined) return;
    onChunk(chunk);
    return sink(chunk);
  }

  private waitForRoom(): Promise<void> {
    return unheardOf(
      new Promise((resolve, reject) => {
        this.writers.push({ go: resolve, refuse: () => reject(new AbortError()) });
      }),
    );
  }

  private releaseWriters(): void {
    // As many as there is room for, each with one part, so that many writers do not fill the buffer together.
    for (let room = this.highWater - this.buffer.length; room > 0 && this.writers.length > 0; room--) {
      this.silence.touch();
      this.writers.shift()?.go();
    }
  }

  /** The work has to stop, and the stream waits for `fail`. */
  private break(error: AppError): void {
    if (this.outcome !== undefined || this.stop.signal.aborted) return;
    this.stopAccepting();
    this.stop.abort(error);
  }

  private stopAccepting(): void {
    this.isAccepting = false;
    this.silence.dispose();
    for (const { refuse } of this.writers.splice(0)) refuse();
  }

  private assertUnbroken(): void {
    if (this.stop.signal.aborted) throw this.stop.signal.reason;
    if (this.isFailing) throw new AbortError();
  }

  private async drained(): Promise<void> {
    if (this.isPumping) await new Promise<void>((resolve) => this.onDrained.push(resolve));
  }

  private releaseDrained(): void {
    for (const resolve of this.onDrained.splice(0)) resolve();
  }

  private end(outcome: 'completed' | 'failed', announce: () => void): void {
    if (this.outcome !== undefined) return;
    this.outcome = outcome;
    this.subscriptions.dispose();
    this.releaseDrained();
    announce();
    this.options.onEnd(outcome);
  }
}

function toStreamError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = isAbortError(error) ? 'its reader was cancelled' : describeError(error);
  return new StreamingError(`Chunks of the stream cannot be passed on: ${reason}.`, { cause: error });
}
