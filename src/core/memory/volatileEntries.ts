import { type EntryTerms, isExpired, type MemoryEntry } from './memoryEntry';
import type { MemoryItem } from './storeRequest';

/** What a volatile partition holds at most; beyond either, the oldest entries go. */
export interface VolatileLimits {
  readonly maxEntries: number;
  /** Of all keys and values as JSON text, which the engine holds at one or two bytes each. */
  readonly maxCharacters: number;
}

interface VolatileEntry {
  readonly terms: EntryTerms;
  /** The value as JSON: a copy that nobody can change, and cheaper to make than an object. */
  readonly text: string;
}

/** The entries of one partition that is kept in this process only. */
export class VolatileEntries {
  private readonly entries = new Map<string, VolatileEntry>();
  /** Goes on where it stopped: a new iterator would step over the holes of all entries that were removed before. */
  private oldestKeys = this.entries.keys();
  private characters = 0;

  /** @param onOverflow called when an entry was dropped for want of room, each time. */
  constructor(
    private readonly limits: VolatileLimits,
    private readonly onOverflow: () => void,
  ) {}

  put({ key, value }: MemoryItem, terms: EntryTerms): void {
    this.delete(key);
    const text = JSON.stringify(value);
    this.entries.set(key, { terms, text });
    this.characters += key.length + text.length;
    while (this.entries.size > this.limits.maxEntries || this.characters > this.limits.maxCharacters) {
      this.dropOldest();
    }
  }

  get(key: string): MemoryEntry | undefined {
    const entry = this.entries.get(key);
    return entry && toMemoryEntry(key, entry);
  }

  /** Like `get`, without the value. */
  termsOf(key: string): EntryTerms | undefined {
    return this.entries.get(key)?.terms;
  }

  list(prefix: string): MemoryEntry[] {
    const found: MemoryEntry[] = [];
    for (const [key, entry] of this.entries) {
      if (key.startsWith(prefix)) found.push(toMemoryEntry(key, entry));
    }
    return found;
  }

  delete(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.characters -= key.length + entry.text.length;
  }

  deleteExpired(nowMs: number): number {
    const before = this.entries.size;
    for (const [key, { terms }] of this.entries) if (isExpired(terms, nowMs)) this.delete(key);
    return before - this.entries.size;
  }

  clear(): void {
    this.entries.clear();
    this.characters = 0;
  }

  private dropOldest(): void {
    let next = this.oldestKeys.next();
    if (next.done) {
      this.oldestKeys = this.entries.keys();
      next = this.oldestKeys.next();
    }
    if (next.done) return;
    this.delete(next.value);
    this.onOverflow();
  }
}

function toMemoryEntry(key: string, { terms, text }: VolatileEntry): MemoryEntry {
  return { ...terms, key, value: JSON.parse(text) };
}
