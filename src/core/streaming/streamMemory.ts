import type { AccessLevel, Accessor } from '../memory/memoryEntry';
import type { STREAMING_PARTITIONS } from '../memory/memoryPartitions';

export type StreamPartition = (typeof STREAMING_PARTITIONS)[keyof typeof STREAMING_PARTITIONS];

/** What streams need of the fleet's memory; a SwarmMemoryManager is one. How long entries live is the partition's business. */
export interface StreamMemory {
  storeMany(
    items: readonly { readonly key: string; readonly value: unknown }[],
    options: {
      readonly partition: StreamPartition;
      readonly owner: Accessor;
      readonly accessLevel: AccessLevel;
    },
  ): Promise<void>;
  delete(
    key: string,
    options: { readonly partition: StreamPartition; readonly accessor: Accessor },
  ): Promise<unknown>;
}
