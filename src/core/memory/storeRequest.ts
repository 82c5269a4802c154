import { MemoryError } from '../errors';
import { mayCreate } from './accessPolicy';
import { type JsonValue, jsonProblemOf } from './jsonValue';
import { AccessLevel, type Accessor, describeAccessor, type EntryTerms } from './memoryEntry';
import { assertPartition, type MemoryPartition, memoryPartitions } from './memoryPartitions';

/** One value to be stored. */
export interface MemoryItem {
  /** Unique in its partition; 1 to 512 characters. */
  readonly key: string;
  readonly value: JsonValue;
}

export interface StoreOptions {
  readonly partition: MemoryPartition;
  /** Whoever stores: it owns the entry from now on. */
  readonly owner: Accessor;
  /** Lifetime in seconds, above 0; default: the partition's. */
  readonly ttl?: number;
  readonly accessLevel: AccessLevel;
}

const maxKeyLength = 512;
/** Cut off or changed on the way into a database file: a NUL, and half of a surrogate pair. */
const unstorable = /[\0\p{Surrogate}]/u;
const accessLevels: readonly string[] = Object.values(AccessLevel);

/** The terms that the options ask for. @throws MemoryError `memory-invalid`, `memory-access-denied` */
export function toEntryTerms(
  { partition, owner, ttl, accessLevel }: StoreOptions,
  nowMs: number,
): EntryTerms {
  assertPartition(partition);
  assertAccessor(owner);
  if (!accessLevels.includes(accessLevel)) {
    throw new MemoryError('memory-invalid', `There is no access level ${accessLevel}.`);
  }
  if (!mayCreate({ owner, accessLevel })) {
    throw new MemoryError(
      'memory-access-denied',
      `An entry of level ${accessLevel} cannot be stored by ${describeAccessor(owner)}.`,
    );
  }
  const ttlSeconds = ttl ?? memoryPartitions[partition].defaultTtlSeconds;
  return {
    partition,
    // A copy, so that nobody can hand an entry over by changing the object that he was asked to name himself with.
    owner: Object.freeze({ ...owner }),
    accessLevel,
    createdAtMs: nowMs,
    expiresAtMs: ttlSeconds === undefined ? undefined : expiryOf(ttlSeconds, nowMs),
  };
}

/** @throws MemoryError `memory-invalid` */
export function assertItem({ key, value }: MemoryItem, partition: MemoryPartition): void {
  assertKey(key);
  const problem = jsonProblemOf(value);
  if (!problem) return;
  throw new MemoryError(
    'memory-invalid',
    `The entry ${key} of ${partition} cannot be stored: ${problem}, and JSON has no such thing.`,
  );
}

/** For what reads or deletes one entry. @throws MemoryError `memory-invalid` */
export function assertEntryRequest(key: string, partition: string, accessor: Accessor): void {
  assertPartition(partition);
  assertKey(key);
  assertAccessor(accessor);
}

function assertKey(key: string): void {
  if (typeof key === 'string' && key !== '' && key.length <= maxKeyLength && !unstorable.test(key)) return;
  throw new MemoryError(
    'memory-invalid',
    `${JSON.stringify(key)} is no key: it has to be a text of 1 to ${maxKeyLength} characters.`,
  );
}

/** Also for callers that no compiler has checked: whoever names no accessor gets nothing. @throws MemoryError `memory-invalid` */
export function assertAccessor(accessor: Accessor): void {
  if (isAccessor(accessor)) return;
  throw new MemoryError(
    'memory-invalid',
    `${JSON.stringify(accessor)} names nobody who could use the memory.`,
  );
}

function isAccessor(accessor: Accessor | undefined): boolean {
  switch (accessor?.kind) {
    case 'system':
      return true;
    case 'agent':
      return isName(accessor.agentId) && isName(accessor.agentType);
    case 'client':
      return isName(accessor.clientId);
    default:
      return false;
  }
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && name !== '' && !unstorable.test(name);
}

function expiryOf(ttlSeconds: number, nowMs: number): number {
  const expiresAtMs = nowMs + Math.max(1, Math.round(ttlSeconds * 1000));
  if (ttlSeconds > 0 && Number.isSafeInteger(expiresAtMs)) return expiresAtMs;
  throw new MemoryError('memory-invalid', `A TTL of ${ttlSeconds} is not a number of seconds above 0.`);
}
