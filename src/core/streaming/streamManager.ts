import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { type SetTimer, systemTimer } from '../../base/timer';
import type { AgentId } from '../agents/agentId';
import type { EventBus } from '../events/eventBus';
import type { MemoryLimits } from './rememberedParts';
import { RisingProgress } from './risingProgress';
import type { RunPart, SequencedPart } from './runPart';
import { RunSession, type StreamListener } from './runSession';
import { StreamAnnouncer } from './streamAnnouncer';
import type { StreamCallbacks, StreamChunk, StreamMetadata } from './streamChunk';
import type { StreamMemory } from './streamMemory';
import { StreamRecorder } from './streamRecorder';
import { defaultStreamSettings, type StreamSettings } from './streamSettings';
import { type ChunkSink, TaskStream } from './taskStream';

export interface StreamLimits extends MemoryLimits {
  /** Runs that are remembered; those at work always are. */
  readonly maxRuns: number;
}

const defaultLimits: StreamLimits = { maxRuns: 20, maxEntries: 10_000, maxOutputCharacters: 2_000_000 };

export interface StreamManagerOptions {
  readonly logger: Logger;
  readonly events: EventBus;
  readonly clock: Clock;
  /** Absent: sessions and chunks are not stored. */
  readonly memory?: StreamMemory | undefined;
  readonly limits?: Partial<StreamLimits>;
  /** How long writers wait for the readers of a run that begins now. */
  readonly settings?: () => StreamSettings;
  readonly setTimer?: SetTimer;
}

export interface StartStreamOptions {
  readonly settings: StreamSettings;
  readonly sink: ChunkSink;
  readonly callbacks: Partial<StreamCallbacks>;
  readonly agentId: AgentId;
  /** Ends the stream when aborted. */
  readonly signal: AbortSignal;
}

/**
 * The feeds of all runs and the streams that lead to them. A feed numbers the parts of its run and gives them to whoever
 * listens or reads; who comes late, or comes back after a reload, gets what it missed, as far as it is remembered.
 */
export class StreamManager {
  private readonly sessions = new Map<string, RunSession>();
  private readonly limits: StreamLimits;
  private readonly setTimer: SetTimer;
  private readonly recorder: StreamRecorder | undefined;

  constructor(private readonly options: StreamManagerOptions) {
    const { limits, logger, memory, setTimer = systemTimer } = options;
    this.limits = { ...defaultLimits, ...limits };
    this.setTimer = setTimer;
    this.recorder = memory && new StreamRecorder({ memory, logger, setTimer });
  }

  /** Runs that are remembered, oldest first. */
  get runIds(): readonly string[] {
    return [...this.sessions.keys()];
  }

  /**
   * Appends a part without waiting for anybody. Parts after the terminal one are refused with an error in the log; progress
   * that would go back is told as what it was.
   */
  emit(runId: string, part: RunPart): void {
    const session = this.session(runId);
    session.emit(part);
    if (session.isEnded) this.forgetOldRuns();
  }

  /**
   * Appends a part, then waits while the slowest reader is too far behind. A reader that takes nothing for `timeoutMs` is not
   * waited for until it has caught up. @throws AbortError
   */
  write(runId: string, part: RunPart, signal: AbortSignal): Promise<void> {
    const session = this.session(runId);
    const written = session.write(part, signal);
    if (session.isEnded) this.forgetOldRuns();
    return written;
  }

  /** Replays the remembered parts with a `seq` above `afterSeq`, then delivers live until the run ends. */
  subscribe(runId: string, afterSeq: number, listener: StreamListener): Disposable {
    return this.session(runId).subscribe(afterSeq, listener);
  }

  /**
   * The parts with a `seq` above `afterSeq`, up to the terminal one, at the speed at which they are taken. What was dropped from
   * memory meanwhile is missing, as the numbers show. A run that has not begun is waited for. Iterating throws AbortError when
   * the signal is aborted.
   */
  read(runId: string, afterSeq: number, signal: AbortSignal): AsyncIterable<SequencedPart> {
    return { [Symbol.asyncIterator]: () => this.session(runId).read(afterSeq, signal) };
  }

  /** Opens a stream for one attempt at a task; its progress is that of the run with the id of the task. */
  startStream(metadata: StreamMetadata, options: StartStreamOptions): TaskStream {
    const { agentId, callbacks, settings, sink, signal } = options;
    const { events, logger, clock } = this.options;
    const { streamId } = metadata;
    this.recorder?.start(metadata, agentId, settings.bufferSize);
    return new TaskStream({
      metadata,
      settings,
      sink,
      signal,
      clock,
      setTimer: this.setTimer,
      announcer: new StreamAnnouncer({ agentId, streamId, events, callbacks, logger }),
      progress: this.sessions.get(metadata.taskId)?.progress ?? new RisingProgress(),
      onChunk: (chunk) => this.storeChunk(streamId, chunk),
      onEnd: (outcome) => this.recorder?.end(streamId, outcome),
    });
  }

  /** Keeps a chunk of an open stream in memory, soon; nothing waits for it and nothing fails with it. */
  storeChunk(streamId: string, chunk: StreamChunk): void {
    this.recorder?.add(streamId, chunk);
  }

  /** Resolves when everything that is to be kept in memory has been handed to it. */
  async flush(): Promise<void> {
    await this.recorder?.flush();
  }

  private session(runId: string): RunSession {
    let session = this.sessions.get(runId);
    if (!session) {
      const { logger, settings } = this.options;
      session = new RunSession({
        runId,
        logger,
        limits: this.limits,
        settings: settings?.() ?? defaultStreamSettings,
        setTimer: this.setTimer,
      });
      this.sessions.set(runId, session);
    }
    return session;
  }

  private forgetOldRuns(): void {
    for (const [runId, session] of this.sessions) {
      if (this.sessions.size <= this.limits.maxRuns) return;
      if (session.isEnded) this.sessions.delete(runId);
    }
  }
}
