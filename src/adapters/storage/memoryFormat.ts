import { encodeMemoryOperation, type MemoryOperation, parseMemoryOperation } from './memoryOperation';
import { applyOperation, pruneMemory } from './memoryQueries';
import { memoryMigrations } from './migrations/memoryMigrations';
import type { RecordFormat } from './recordFormat';

/** `memory.db` and its journal. */
export const memoryFormat: RecordFormat<MemoryOperation> = {
  name: 'memory',
  journalName: 'memory-journal',
  title: 'fleet memory',
  journalTitle: 'memory journal',
  newerFormatHint: 'Update this one; until then the fleet remembers nothing.',
  migrations: memoryMigrations,
  encode: encodeMemoryOperation,
  parse: parseMemoryOperation,
  apply: applyOperation,
  prune: pruneMemory,
};
