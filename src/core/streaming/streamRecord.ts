import type { AgentId } from '../agents/agentId';
import { AccessLevel, type Accessor } from '../memory/memoryEntry';
import { STREAMING_PARTITIONS } from '../memory/memoryPartitions';
import type { StreamChunk, StreamMetadata } from './streamChunk';
import type { StreamMemory, StreamPartition } from './streamMemory';

export type SessionStatus = 'active' | 'completed' | 'failed';

/** One stream as memory knows it (spec 6.3): its session, its metadata and its newest chunks, all private to its agent. */
export class StreamRecord {
  private readonly owner: Accessor;
  private waiting: StreamChunk[] = [];
  /** Of the chunks that are in memory, oldest first. */
  private storedSequences: number[] = [];
  private status: SessionStatus = 'active';
  private storedStatus: SessionStatus | undefined;

  constructor(
    private readonly metadata: StreamMetadata,
    agentId: AgentId,
    private readonly maxChunks: number,
  ) {
    this.owner = { kind: 'agent', agentId: agentId.id, agentType: agentId.type };
  }

  /** Nothing more will come, and everything has been stored. */
  get isFinished(): boolean {
    return this.status !== 'active' && this.storedStatus === this.status && this.waiting.length === 0;
  }

  add(chunk: StreamChunk): void {
    this.waiting.push(chunk);
    // Only when there are twice as many, so that giving up the older ones costs each chunk one move at most.
    if (this.waiting.length >= 2 * this.maxChunks) this.waiting = this.waiting.slice(-this.maxChunks);
  }

  end(status: SessionStatus): void {
    this.status = status;
  }

  /**
   * Stores what has come since the last time, and removes chunks that are too many. What cannot be stored is given up.
   * @returns false when there was nothing to store
   */
  async store(memory: StreamMemory): Promise<boolean> {
    const { streamId, startedAtMs } = this.metadata;
    const chunks = this.waiting.slice(-this.maxChunks);
    const isNew = this.storedStatus === undefined;
    const { status, metadata } = this;
    const hasChanged = this.storedStatus !== status;
    this.waiting = [];
    this.storedStatus = status;
    if (isNew) await this.put(memory, STREAMING_PARTITIONS.METADATA, [{ key: streamId, value: metadata }]);
    if (hasChanged) {
      const value = { id: streamId, startTime: startedAtMs, metadata, status };
      await this.put(memory, STREAMING_PARTITIONS.SESSIONS, [{ key: streamId, value }]);
    }
    if (chunks.length === 0) return hasChanged;
    const items = chunks.map((chunk) => ({ key: this.keyOf(chunk.sequence), value: chunk }));
    await this.put(memory, STREAMING_PARTITIONS.BUFFER, items);
    this.storedSequences.push(...chunks.map(({ sequence }) => sequence));
    await this.removeOutdated(memory);
    return true;
  }

  private async removeOutdated(memory: StreamMemory): Promise<void> {
    const excess = Math.max(0, this.storedSequences.length - this.maxChunks);
    const options = { partition: STREAMING_PARTITIONS.BUFFER, accessor: this.owner };
    const outdated = this.storedSequences.splice(0, excess);
    await Promise.all(outdated.map((sequence) => memory.delete(this.keyOf(sequence), options)));
  }

  private put(
    memory: StreamMemory,
    partition: StreamPartition,
    items: readonly { readonly key: string; readonly value: unknown }[],
  ): Promise<void> {
    return memory.storeMany(items, { partition, owner: this.owner, accessLevel: AccessLevel.PRIVATE });
  }

  private keyOf(sequence: number): string {
    return `${this.metadata.streamId}/${sequence}`;
  }
}
