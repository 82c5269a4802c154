import type { MemoryEntry } from './memoryEntry';
import type { MemoryPartition } from './memoryPartitions';

/**
 * Keeps entries across restarts and for all processes of the product. Knows nothing of access levels, and entries that have
 * expired are there until `deleteExpired`: both are the business of `SwarmMemoryManager`, its only user.
 *
 * What was acknowledged anywhere is seen by every read that begins later. A put or delete prevails over everything this store
 * has seen until then; of two that have not seen each other the one with the later clock does, in every process alike.
 *
 * All methods reject with MemoryError: `memory-unreadable`, `memory-unwritable` or, for an entry that cannot be kept, `memory-invalid`.
 */
export interface MemoryStore {
  /** Adds or replaces the entry of this partition and key. Resolves when it is on disk. */
  put(entry: MemoryEntry): Promise<void>;
  get(partition: MemoryPartition, key: string): Promise<MemoryEntry | undefined>;
  /** Entries whose key begins with `prefix`, in no particular order. */
  list(partition: MemoryPartition, prefix: string): Promise<readonly MemoryEntry[]>;
  /** Resolves when it is on disk that there is no such entry. */
  delete(partition: MemoryPartition, key: string): Promise<void>;
  /** Removes the entries whose `expiresAtMs` is not after `nowMs` and says how many. Never one that was replaced meanwhile. */
  deleteExpired(nowMs: number): Promise<number>;
  /** Waits for what is under way and releases files; may be called again. Nothing else works afterwards. */
  close(): Promise<void>;
}
