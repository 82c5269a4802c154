import fc from 'fast-check';
import type { MemoryOperation } from '../../src/adapters/storage/memoryOperation';

/** Operations of several writers on few keys; as in real life, a version and its writer name one write of a key for good. */
export const memoryOperation: fc.Arbitrary<MemoryOperation> = fc
  .record({
    key: fc.constantFrom('a', 'b'),
    version: fc.integer({ min: 1, max: 5 }),
    writer: fc.constantFrom('w1', 'w2', 'W3'),
    // From 0 on a removal; the sweep makes several under the version of what it removes.
    removedAtMs: fc.integer({ min: -3, max: 2 }),
  })
  .map(({ removedAtMs, ...write }): MemoryOperation => {
    const target = { partition: 'routing/stats', ...write };
    if (removedAtMs >= 0) return { op: 'delete', ...target, removedAtMs };
    return {
      op: 'put',
      ...target,
      value: `${write.version} by ${write.writer}`,
      owner: { kind: 'client', clientId: write.writer },
      accessLevel: 'public',
      createdAtMs: write.version,
    };
  });

/** What the operations come to, by the rule itself: key and value of the latest write of each key that is no removal. */
export function outcomeOf(operations: readonly MemoryOperation[]): Record<string, unknown> {
  const latest = new Map<string, MemoryOperation>();
  for (const operation of operations) {
    const other = latest.get(operation.key);
    if (!other || isLater(operation, other)) latest.set(operation.key, operation);
  }
  const puts = [...latest.values()].flatMap((write) =>
    write.op === 'put' ? [[write.key, write.value]] : [],
  );
  return Object.fromEntries(puts);
}

function isLater(one: MemoryOperation, other: MemoryOperation): boolean {
  if (one.version !== other.version) return one.version > other.version;
  if (one.writer !== other.writer) return one.writer > other.writer;
  return one.op === 'delete';
}
