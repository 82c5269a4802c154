import type { Disposable } from '../../base/disposable';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { SetTimer } from '../../base/timer';
import type { AgentId } from '../agents/agentId';
import type { StreamChunk, StreamMetadata } from './streamChunk';
import type { StreamMemory } from './streamMemory';
import { type SessionStatus, StreamRecord } from './streamRecord';

/** What comes within this time is stored together. */
const batchIntervalMs = 250;

export interface StreamRecorderOptions {
  readonly memory: StreamMemory;
  readonly logger: Logger;
  readonly setTimer: SetTimer;
}

/**
 * Keeps the sessions of streams and their newest chunks in memory, in batches and in its own time: no stream waits for it, and
 * when memory fails they go on without it.
 */
export class StreamRecorder {
  private readonly records = new Map<string, StreamRecord>();
  private timer: Disposable | undefined;
  private storing: Promise<void> = Promise.resolve();
  private isFailing = false;

  constructor(private readonly options: StreamRecorderOptions) {}

  start(metadata: StreamMetadata, agentId: AgentId, maxChunks: number): void {
    this.records.set(metadata.streamId, new StreamRecord(metadata, agentId, maxChunks));
    // At once, so that a session which ends with its process is known to have been there.
    void this.flush();
  }

  add(streamId: string, chunk: StreamChunk): void {
    const record = this.records.get(streamId);
    if (!record) return;
    record.add(chunk);
    this.plan();
  }

  end(streamId: string, status: SessionStatus): void {
    this.records.get(streamId)?.end(status);
    this.plan();
  }

  /** Stores what has come so far. */
  async flush(): Promise<void> {
    this.timer?.dispose();
    this.timer = undefined;
    this.storing = this.storing.then(() => this.storeAll());
    await this.storing;
  }

  private plan(): void {
    this.timer ??= this.options.setTimer(() => void this.flush(), batchIntervalMs);
  }

  private async storeAll(): Promise<void> {
    await Promise.all(
      [...this.records].map(async ([streamId, record]) => {
        await this.store(record);
        if (record.isFinished) this.records.delete(streamId);
      }),
    );
  }

  private async store(record: StreamRecord): Promise<void> {
    const { memory, logger } = this.options;
    try {
      // What fails again is only told again when something has worked in between.
      if (await record.store(memory)) this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) logger.error('Streams are not kept in memory', { error: describeError(error) });
      this.isFailing = true;
    }
  }
}
