import { MemoryError } from '../../src/core/errors';
import { isExpired, type MemoryEntry } from '../../src/core/memory/memoryEntry';
import type { MemoryPartition } from '../../src/core/memory/memoryPartitions';
import type { MemoryStore } from '../../src/core/memory/memoryStore';

/** A memory store without files that keeps the contract of the real one. Set `failure` to make every call but `close` reject with it. */
export class FakeMemoryStore implements MemoryStore {
  readonly entries = new Map<string, MemoryEntry>();
  failure: MemoryError | undefined;
  sweepCount = 0;
  isClosed = false;

  async put(entry: MemoryEntry): Promise<void> {
    this.assertUsable('memory-unwritable');
    if (entry.key === '' || entry.key.includes('\0')) {
      throw new MemoryError('memory-invalid', `${JSON.stringify(entry.key)} is no key.`);
    }
    this.entries.set(toId(entry.partition, entry.key), structuredClone(entry));
  }

  async get(partition: MemoryPartition, key: string): Promise<MemoryEntry | undefined> {
    this.assertUsable('memory-unreadable');
    return structuredClone(this.entries.get(toId(partition, key)));
  }

  async list(partition: MemoryPartition, prefix: string): Promise<readonly MemoryEntry[]> {
    this.assertUsable('memory-unreadable');
    const found = [...this.entries.values()].filter(
      (entry) => entry.partition === partition && entry.key.startsWith(prefix),
    );
    return structuredClone(found);
  }

  async delete(partition: MemoryPartition, key: string): Promise<void> {
    this.assertUsable('memory-unwritable');
    this.entries.delete(toId(partition, key));
  }

  async deleteExpired(nowMs: number): Promise<number> {
    this.assertUsable('memory-unwritable');
    this.sweepCount++;
    const expired = [...this.entries].filter(([, entry]) => isExpired(entry, nowMs));
    for (const [id] of expired) this.entries.delete(id);
    return expired.length;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  private assertUsable(code: MemoryError['code']): void {
    if (this.isClosed) throw new MemoryError(code, 'The memory has been closed.');
    if (this.failure) throw this.failure;
  }
}

function toId(partition: string, key: string): string {
  return `${partition} ${key}`;
}
