import {
  AccessLevel,
  type Accessor,
  type MemoryEntry,
  systemAccessor,
} from '../../src/core/memory/memoryEntry';

/** An agent of the given number; the even ones generate tests, the odd ones judge quality. */
export function anAgent(number: number): Accessor {
  return {
    kind: 'agent',
    agentId: `agent-${number}`,
    agentType: number % 2 === 0 ? 'test-generator' : 'quality-gate',
  };
}

export function aClient(number: number): Accessor {
  return { kind: 'client', clientId: `client-${number}` };
}

let entryCount = 0;

/** A valid entry under a key that no other call has given, with the given fields in place of the usual ones. */
export function aMemoryEntry(fields: Partial<MemoryEntry> = {}): MemoryEntry {
  entryCount++;
  return {
    partition: 'routing/costs',
    key: `entry-${entryCount}`,
    value: { model: 'embedded', cost: 1500 },
    owner: systemAccessor,
    accessLevel: AccessLevel.SWARM,
    createdAtMs: 1_790_000_000_000,
    expiresAtMs: 1_790_002_592_000,
    ...fields,
  };
}
