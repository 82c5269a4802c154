import assert from 'node:assert/strict';
import type { MemoryEntry } from '../../src/core/memory/memoryEntry';
import type { StoreOptions } from '../../src/core/memory/storeRequest';
import { anAgent } from './memoryEntries';

/** What `memoryWriter.ts` writes, for the tests that look at what is left of it. */
export const writtenBy = anAgent(0);
export const writtenOptions: StoreOptions = {
  partition: 'routing/selections',
  owner: writtenBy,
  accessLevel: 'swarm',
};

export function isDeletedAgain(count: number): boolean {
  return count % 3 === 2;
}

/** Of very different sizes, and half of one is never another. */
export function writtenValue(count: number): {
  readonly count: number;
  readonly text: string;
  readonly end: number;
} {
  return { count, text: 'x'.repeat((count * 37) % 900), end: count };
}

/** Is everything there that was acknowledged in this order, and every entry whole? */
export function assertNothingLost(entries: readonly MemoryEntry[], acknowledged: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const { key, value, owner } of entries) {
    const { count } = value as { count: number };
    assert.deepEqual(value, writtenValue(count));
    assert.deepEqual(owner, writtenBy);
    counts.set(key, count);
  }
  const lost: string[] = [];
  for (const line of acknowledged) {
    const [what, key = '', count] = line.split(' ');
    const found = counts.get(key);
    if (what === 'counted' && (found === undefined || found < Number(count))) lost.push(line);
    if (what === 'deleted' && found !== undefined) lost.push(line);
    if (what === 'stored' && found === undefined && !isDeletedAgain(Number(key.split('-')[1])))
      lost.push(line);
  }
  assert.deepEqual(lost, [], 'acknowledged and lost');
}
