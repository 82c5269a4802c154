import { AccessLevel, type Accessor, type MemoryEntry } from '../../core/memory/memoryEntry';
import type { MemoryPartition } from '../../core/memory/memoryPartitions';
import type { MemoryOperation } from './memoryOperation';
import type { SqlJsDatabase, SqlRow } from './sqlJsDatabase';

/** A machine that slept in the middle of a write finishes it when it wakes up: an old write may turn up that much later. */
const tombstoneKeptMs = 86_400_000;

const columns = 'key, value, owner_kind, owner_id, owner_type, access_level, created_at_ms, expires_at_ms';

/** Which write put the entry there. */
export interface EntryVersion {
  readonly partition: string;
  readonly key: string;
  readonly version: number;
  readonly writer: string;
}

/** Takes the operation in; one that a later write has overtaken changes nothing. In any order the outcome is the same. */
export function applyOperation(database: SqlJsDatabase, operation: MemoryOperation): void {
  const { partition, key, version, writer } = operation;
  const removedAtMs = operation.op === 'delete' ? operation.removedAtMs : null;
  database.run(
    // The sweep removes under the version of what it removes: there the removal counts, of two of them the later one.
    `INSERT INTO entry (partition, version, writer, removed_at_ms, ${columns})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (partition, key) DO UPDATE SET
       version = excluded.version, writer = excluded.writer, removed_at_ms = excluded.removed_at_ms,
       value = excluded.value, owner_kind = excluded.owner_kind, owner_id = excluded.owner_id,
       owner_type = excluded.owner_type, access_level = excluded.access_level,
       created_at_ms = excluded.created_at_ms, expires_at_ms = excluded.expires_at_ms
     WHERE (excluded.version, excluded.writer, COALESCE(excluded.removed_at_ms, -1))
         > (entry.version, entry.writer, COALESCE(entry.removed_at_ms, -1))`,
    [partition, version, writer, removedAtMs, key, ...contentOf(operation)],
  );
}

/** The entry, expired or not. */
export function selectEntry(
  database: SqlJsDatabase,
  partition: MemoryPartition,
  key: string,
): MemoryEntry | undefined {
  const [entry] = database.all(
    `SELECT ${columns} FROM entry WHERE partition = ? AND key = ? AND removed_at_ms IS NULL`,
    [partition, key],
    (row) => toMemoryEntry(partition, row),
  );
  return entry;
}

/** The entries whose key begins with the prefix, expired or not. */
export function selectEntries(
  database: SqlJsDatabase,
  partition: MemoryPartition,
  prefix: string,
): MemoryEntry[] {
  // The first comparison lets the index skip what comes before, the second is the question.
  return database.all(
    `SELECT ${columns} FROM entry
     WHERE partition = ?1 AND key >= ?2 AND substr(key, 1, length(?2)) = ?2 AND removed_at_ms IS NULL`,
    [partition, prefix],
    (row) => toMemoryEntry(partition, row),
  );
}

/** What has expired and not been removed. */
export function selectExpired(database: SqlJsDatabase, nowMs: number): EntryVersion[] {
  return database.all(
    'SELECT partition, key, version, writer FROM entry WHERE expires_at_ms <= ?',
    [nowMs],
    (row) => ({ partition: row.text(0), key: row.text(1), version: row.integer(2), writer: row.text(3) }),
  );
}

/** The highest version of all writes in the database; 0 when there are none. */
export function selectLatestVersion(database: SqlJsDatabase): number {
  return database.one('SELECT COALESCE(MAX(version), 0) FROM entry', [], (row) => row.integer(0));
}

/** Forgets removals that are a day old, and gives back the room of what is gone when that is most of the database. */
export function pruneMemory(database: SqlJsDatabase, nowMs: number): void {
  database.run('DELETE FROM entry WHERE removed_at_ms < ?', [nowMs - tombstoneKeptMs]);
  const pages = (pragma: string): number => database.one(`PRAGMA ${pragma}`, [], (row) => row.integer(0));
  if (pages('freelist_count') > pages('page_count') / 2) database.execute('VACUUM');
}

type Content = [
  value: string | null,
  ownerKind: string | null,
  ownerId: string | null,
  ownerType: string | null,
  accessLevel: string | null,
  createdAtMs: number | null,
  expiresAtMs: number | null,
];

function contentOf(operation: MemoryOperation): Content {
  if (operation.op === 'delete') return [null, null, null, null, null, null, null];
  const { value, owner, accessLevel, createdAtMs, expiresAtMs } = operation;
  const [ownerId, ownerType] =
    owner.kind === 'agent'
      ? [owner.agentId, owner.agentType]
      : [owner.kind === 'client' ? owner.clientId : null, null];
  return [
    JSON.stringify(value),
    owner.kind,
    ownerId,
    ownerType,
    accessLevel,
    createdAtMs,
    expiresAtMs ?? null,
  ];
}

function toMemoryEntry(partition: MemoryPartition, row: SqlRow): MemoryEntry {
  return {
    partition,
    key: row.text(0),
    value: JSON.parse(row.text(1)),
    owner: toAccessor(row),
    accessLevel: toAccessLevel(row.text(5)),
    createdAtMs: row.integer(6),
    expiresAtMs: row.isNull(7) ? undefined : row.integer(7),
  };
}

function toAccessor(row: SqlRow): Accessor {
  const kind = row.text(2);
  switch (kind) {
    case 'system':
      return { kind };
    case 'agent':
      return { kind, agentId: row.text(3), agentType: row.text(4) };
    case 'client':
      return { kind, clientId: row.text(3) };
    default:
      throw new TypeError(`There is no owner of kind ${kind}`);
  }
}

function toAccessLevel(text: string): AccessLevel {
  const level = Object.values(AccessLevel).find((known) => known === text);
  if (level === undefined) throw new TypeError(`There is no access level ${text}`);
  return level;
}
