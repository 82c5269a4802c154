import type { SharedMemory } from '../../src/core/cost/sharedMemory';
import { MemoryError } from '../../src/core/errors';
import type { MemoryEntry } from '../../src/core/memory/memoryEntry';

type StoreOptions = Parameters<SharedMemory['store']>[2];

/** A memory that keeps what it was given, and how. Set `isBroken` to make every call reject. */
export class FakeSharedMemory implements SharedMemory {
  readonly stored = new Map<string, { readonly value: unknown; readonly options: StoreOptions }>();
  isBroken = false;

  async store(key: string, value: unknown, options: StoreOptions): Promise<void> {
    // Earlier than it is kept, as with a disk.
    const copy: unknown = JSON.parse(JSON.stringify(value));
    await this.wait();
    this.stored.set(`${options.partition}/${key}`, { value: copy, options });
  }

  async retrieve(key: string, { partition }: Parameters<SharedMemory['retrieve']>[1]): Promise<unknown> {
    await this.wait();
    return this.stored.get(`${partition}/${key}`)?.value;
  }

  async list({
    partition,
    prefix = '',
  }: Parameters<SharedMemory['list']>[0]): Promise<readonly MemoryEntry[]> {
    await this.wait();
    const start = `${partition}/`;
    return [...this.stored]
      .filter(([key]) => key.startsWith(start + prefix))
      .map(([key, { value, options }]) => ({
        partition,
        key: key.slice(start.length),
        value: value as MemoryEntry['value'],
        owner: options.owner,
        accessLevel: options.accessLevel,
        createdAtMs: 0,
        expiresAtMs: undefined,
      }));
  }

  private async wait(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.isBroken) throw new MemoryError('memory-unwritable', 'The disk is full.');
  }
}
