import type { JsonValue } from './jsonValue';
import type { MemoryPartition } from './memoryPartitions';

/** Who may read an entry, from the fewest to the most; `accessPolicy.ts` has the rules. */
export const AccessLevel = {
  /** Its owner. */
  PRIVATE: 'private',
  /** Agents of the owner's type. */
  TEAM: 'team',
  /** Every agent of the fleet, and the product itself. */
  SWARM: 'swarm',
  /** Everyone, MCP clients included. */
  PUBLIC: 'public',
  /** The product itself, and no agent. */
  SYSTEM: 'system',
} as const;

export type AccessLevel = (typeof AccessLevel)[keyof typeof AccessLevel];

/** Who reads or writes: the product itself, an agent of the fleet, or somebody outside it. */
export type Accessor =
  | { readonly kind: 'system' }
  | { readonly kind: 'agent'; readonly agentId: string; readonly agentType: string }
  | { readonly kind: 'client'; readonly clientId: string };

export const systemAccessor: Accessor = { kind: 'system' };

/** What an entry is apart from its content; entries that were stored together share it. */
export interface EntryTerms {
  readonly partition: MemoryPartition;
  readonly owner: Accessor;
  readonly accessLevel: AccessLevel;
  /** Milliseconds since the epoch, as is `expiresAtMs`. */
  readonly createdAtMs: number;
  /** From this moment on the entry counts as gone; undefined: it never does. */
  readonly expiresAtMs: number | undefined;
}

export interface MemoryEntry extends EntryTerms {
  /** Unique in its partition. */
  readonly key: string;
  readonly value: JsonValue;
}

/** Has the entry's time run out? */
export function isExpired({ expiresAtMs }: EntryTerms, nowMs: number): boolean {
  return expiresAtMs !== undefined && expiresAtMs <= nowMs;
}

/** For messages: `the system`, `agent test-generator-1`, `client 7`. */
export function describeAccessor(accessor: Accessor): string {
  switch (accessor.kind) {
    case 'system':
      return 'the system';
    case 'agent':
      return `agent ${accessor.agentId}`;
    case 'client':
      return `client ${accessor.clientId}`;
  }
}
