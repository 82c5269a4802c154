import type { Clock } from '../../base/clock';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import { MemoryError } from '../errors';
import { toAccessError } from './accessError';
import { mayDelete, mayRead, mayReplace } from './accessPolicy';
import type { JsonValue } from './jsonValue';
import { KeyedQueue } from './keyedQueue';
import { type Accessor, type EntryTerms, isExpired, type MemoryEntry } from './memoryEntry';
import { assertPartition, type MemoryPartition, memoryPartitions } from './memoryPartitions';
import type { MemoryStore } from './memoryStore';
import {
  assertAccessor,
  assertEntryRequest,
  assertItem,
  type MemoryItem,
  type StoreOptions,
  toEntryTerms,
} from './storeRequest';
import { VolatileEntries, type VolatileLimits } from './volatileEntries';

export interface SwarmMemoryManagerOptions {
  /** For what must survive the process; closed with the manager. */
  readonly store: MemoryStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of each partition that is kept in this process only; default 100,000 entries and 64 Mi characters. */
  readonly volatileLimits?: VolatileLimits;
}

export interface EntryOptions {
  readonly partition: MemoryPartition;
  readonly accessor: Accessor;
}

export interface ListOptions extends EntryOptions {
  /** What the keys begin with; default: all. */
  readonly prefix?: string;
}

const sweepIntervalMs = 60_000;
const defaultVolatileLimits: VolatileLimits = { maxEntries: 100_000, maxCharacters: 64 * 1024 * 1024 };

/**
 * What the agents of the fleet remember and let each other know. Every call names who makes it, and gets what the access level
 * of the entry allows; an expired entry counts as gone, for everybody. Values go in and come out as copies.
 *
 * All methods reject with MemoryError: `memory-invalid` for arguments that make no sense, `memory-access-denied`, and for what
 * the store cannot do and after `close`: `memory-unreadable`, `memory-unwritable`.
 */
export class SwarmMemoryManager {
  private readonly memory: MemoryStore;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly volatile: ReadonlyMap<string, VolatileEntries>;
  /** Between looking whose entry it is and replacing it, nobody else of this process may do the same. */
  private readonly writes = new KeyedQueue();
  private readonly active = new Set<Promise<unknown>>();
  private lastSweepAtMs = Number.NEGATIVE_INFINITY;
  private initialization: Promise<void> | undefined;
  private sweeping: Promise<number> | undefined;
  private isClosed = false;
  private closing: Promise<void> | undefined;
  private hasOverflowed = false;

  constructor({ store, clock, logger, volatileLimits = defaultVolatileLimits }: SwarmMemoryManagerOptions) {
    this.memory = store;
    this.clock = clock;
    this.logger = logger;
    const onOverflow = (): void => this.reportOverflow();
    this.volatile = new Map(
      Object.entries(memoryPartitions)
        .filter(([, { isVolatile }]) => isVolatile)
        .map(([name]) => [name, new VolatileEntries(volatileLimits, onOverflow)]),
    );
  }

  /** Sweeps once, however often it is called; after a failure the next call tries again. */
  initialize(): Promise<void> {
    this.initialization ??= this.sweep().then(
      () => undefined,
      (error: unknown) => {
        this.initialization = undefined;
        throw error;
      },
    );
    return this.initialization;
  }

  /** Resolves when the value is kept. The key must be free, or its entry belong to the same owner: then it is replaced. */
  store(key: string, value: JsonValue, options: StoreOptions): Promise<void> {
    return this.storeMany([{ key, value }], options);
  }

  /**
   * Like `store` for each of the items, in their order; nothing is stored when one of them cannot be. After a crash some of them
   * may be there. In a volatile partition this costs about two microseconds per item and is done when the call returns.
   */
  async storeMany(items: readonly MemoryItem[], options: StoreOptions): Promise<void> {
    this.assertOpen('memory-unwritable');
    const terms = toEntryTerms(options, this.clock.now());
    const { partition, owner } = terms;
    for (const item of items) assertItem(item, partition);
    const volatile = this.volatile.get(partition);
    if (volatile) {
      for (const { key } of items) this.assertReplaceable(key, volatile.termsOf(key), owner);
      for (const item of items) volatile.put(item, terms);
    } else {
      const entries = items.map(({ key, value }): MemoryEntry => ({ ...terms, key, value: copyOf(value) }));
      await this.exclusively(entries, () => this.putAll(entries, owner));
    }
    this.sweepIfDue();
  }

  /** The value; undefined when there is none, or not any more. */
  async retrieve(key: string, { partition, accessor }: EntryOptions): Promise<JsonValue | undefined> {
    this.assertOpen('memory-unreadable');
    assertEntryRequest(key, partition, accessor);
    const entry = await this.track(this.find(key, partition));
    if (!entry) return undefined;
    if (!mayRead(accessor, entry)) throw toAccessError('read', entry, accessor);
    return entry.value;
  }

  /** The entries that the accessor may read, by key; those it may not are left out. */
  async list({ partition, prefix = '', accessor }: ListOptions): Promise<readonly MemoryEntry[]> {
    this.assertOpen('memory-unreadable');
    assertPartition(partition);
    assertAccessor(accessor);
    const volatile = this.volatile.get(partition);
    const entries = volatile ? volatile.list(prefix) : await this.track(this.memory.list(partition, prefix));
    const nowMs = this.clock.now();
    return entries
      .filter((entry) => !isExpired(entry, nowMs) && mayRead(accessor, entry))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /** Removes the entry for good. @returns false when there was none */
  async delete(key: string, { partition, accessor }: EntryOptions): Promise<boolean> {
    this.assertOpen('memory-unwritable');
    assertEntryRequest(key, partition, accessor);
    const wasThere = await this.exclusively([{ partition, key }], async () => {
      const entry = await this.find(key, partition);
      if (!entry) return false;
      if (!mayDelete(accessor, entry)) throw toAccessError('deleted', entry, accessor);
      const volatile = this.volatile.get(partition);
      if (volatile) volatile.delete(key);
      else await this.memory.delete(partition, key);
      return true;
    });
    this.sweepIfDue();
    return wasThere;
  }

  /** Removes what has expired, which nobody can read any more, and says how many entries that were. */
  async sweep(): Promise<number> {
    this.assertOpen('memory-unwritable');
    this.sweeping ??= this.track(this.removeExpired()).finally(() => {
      this.sweeping = undefined;
    });
    return await this.sweeping;
  }

  /** Waits for what is under way and closes the store; may be called again. */
  close(): Promise<void> {
    this.isClosed = true;
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    // Work may have been about to begin other work.
    while (this.active.size > 0) await Promise.allSettled([...this.active]);
    for (const entries of this.volatile.values()) entries.clear();
    await this.memory.close();
  }

  private async removeExpired(): Promise<number> {
    const nowMs = this.clock.now();
    this.lastSweepAtMs = nowMs;
    let count = 0;
    for (const entries of this.volatile.values()) count += entries.deleteExpired(nowMs);
    return count + (await this.memory.deleteExpired(nowMs));
  }

  /** On the back of writes, because a timer would keep the process alive. */
  private sweepIfDue(): void {
    if (this.isClosed || this.clock.now() - this.lastSweepAtMs < sweepIntervalMs) return;
    this.sweep().catch((error: unknown) => {
      this.logger.warn('Expired entries of the fleet memory could not be removed', {
        reason: describeError(error),
      });
    });
  }

  private async find(key: string, partition: MemoryPartition): Promise<MemoryEntry | undefined> {
    const volatile = this.volatile.get(partition);
    const entry = volatile ? volatile.get(key) : await this.memory.get(partition, key);
    return entry && !isExpired(entry, this.clock.now()) ? entry : undefined;
  }

  private async putAll(entries: readonly MemoryEntry[], owner: Accessor): Promise<void> {
    const current = await Promise.all(entries.map(({ partition, key }) => this.memory.get(partition, key)));
    for (const entry of current) if (entry) this.assertReplaceable(entry.key, entry, owner);
    await Promise.all(entries.map((entry) => this.memory.put(entry)));
  }

  private assertReplaceable(key: string, current: EntryTerms | undefined, owner: Accessor): void {
    if (!current || isExpired(current, this.clock.now()) || mayReplace(owner, current)) return;
    throw toAccessError('replaced', { ...current, key }, owner);
  }

  private exclusively<T>(
    entries: readonly Pick<MemoryEntry, 'partition' | 'key'>[],
    work: () => Promise<T>,
  ): Promise<T> {
    return this.track(
      this.writes.run(
        entries.map(({ partition, key }) => `${partition} ${key}`),
        work,
      ),
    );
  }

  private async track<T>(work: Promise<T>): Promise<T> {
    this.active.add(work);
    try {
      return await work;
    } finally {
      this.active.delete(work);
    }
  }

  private assertOpen(code: 'memory-unreadable' | 'memory-unwritable'): void {
    if (this.isClosed) throw new MemoryError(code, 'The memory of the fleet has been closed.');
  }

  private reportOverflow(): void {
    if (this.hasOverflowed) return;
    this.hasOverflowed = true;
    this.logger.warn('The stream buffer in memory is full; its oldest chunks are dropped from now on');
  }
}

/** As of now: it is written later, and the caller may have changed it by then. */
function copyOf(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
