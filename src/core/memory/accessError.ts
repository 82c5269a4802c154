import { MemoryError } from '../errors';
import { type Accessor, describeAccessor, type EntryTerms } from './memoryEntry';

/** Says what the accessor must not do with the entry, and why. */
export function toAccessError(
  what: 'read' | 'replaced' | 'deleted',
  entry: EntryTerms & { readonly key: string },
  accessor: Accessor,
): MemoryError {
  const { key, partition, owner, accessLevel } = entry;
  return new MemoryError(
    'memory-access-denied',
    `The entry ${key} of ${partition} cannot be ${what} by ${describeAccessor(accessor)}: it is of level ${accessLevel} and belongs to ${describeAccessor(owner)}.`,
  );
}
