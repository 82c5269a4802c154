import type { AccessLevel, Accessor, MemoryEntry } from '../memory/memoryEntry';
import type { MemoryPartition } from '../memory/memoryPartitions';

/** What costs and routing need of the `SwarmMemoryManager`. Every method rejects with MemoryError. */
export interface SharedMemory {
  /** @param options `ttl` in seconds; left out: that of the partition. */
  store(
    key: string,
    value: unknown,
    options: {
      readonly partition: MemoryPartition;
      readonly owner: Accessor;
      readonly accessLevel: AccessLevel;
      readonly ttl?: number;
    },
  ): Promise<void>;
  /** The value; undefined when there is none. */
  retrieve(
    key: string,
    options: { readonly partition: MemoryPartition; readonly accessor: Accessor },
  ): Promise<unknown>;
  list(options: {
    readonly partition: MemoryPartition;
    readonly accessor: Accessor;
    readonly prefix?: string;
  }): Promise<readonly MemoryEntry[]>;
}
