import assert from 'node:assert/strict';
import fc from 'fast-check';
import { silentLogger } from '../../src/base/logger';
import { MemoryError } from '../../src/core/errors';
import { type AccessLevel, type Accessor, systemAccessor } from '../../src/core/memory/memoryEntry';
import type { MemoryPartition } from '../../src/core/memory/memoryPartitions';
import { SwarmMemoryManager } from '../../src/core/memory/swarmMemoryManager';
import { verifies } from '../requirements';
import { FakeMemoryStore } from '../support/fakeMemoryStore';

// Few names, so that owner and reader are often the same, or alike in one respect only.
const name = fc.constantFrom('x', 'y', 'z');
const accessor: fc.Arbitrary<Accessor> = fc.oneof(
  fc.constant(systemAccessor),
  fc.record({ kind: fc.constant('agent' as const), agentId: name, agentType: name }),
  fc.record({ kind: fc.constant('client' as const), clientId: name }),
);
const partition = fc.constantFrom<MemoryPartition>('routing/selections', 'streaming/buffer');

type Relation = 'the owner' | 'a teammate' | 'another agent' | 'the system' | 'a client';

function relationOf(reader: Accessor, owner: Accessor): Relation {
  if (JSON.stringify(reader) === JSON.stringify(owner)) return 'the owner';
  if (reader.kind === 'system') return 'the system';
  if (reader.kind === 'client') return 'a client';
  return owner.kind === 'agent' && owner.agentType === reader.agentType ? 'a teammate' : 'another agent';
}

const everybody: readonly Relation[] = ['the owner', 'a teammate', 'another agent', 'the system', 'a client'];
const readers: Readonly<Record<AccessLevel, readonly Relation[]>> = {
  private: ['the owner'],
  team: ['the owner', 'a teammate'],
  swarm: ['the owner', 'a teammate', 'another agent', 'the system'],
  public: everybody,
  // Its owner is the system itself.
  system: ['the owner'],
};
async function canRead(
  memory: SwarmMemoryManager,
  reader: Accessor,
  place: MemoryPartition,
): Promise<boolean> {
  try {
    assert.equal(await memory.retrieve('secret', { partition: place, accessor: reader }), 42);
    return true;
  } catch (error) {
    assert.ok(error instanceof MemoryError);
    assert.equal(error.code, 'memory-access-denied');
    return false;
  }
}

/** Tries every relation between owner and reader that is possible at this level. */
async function assertReaders(accessLevel: AccessLevel): Promise<void> {
  const seen = new Set<Relation>();
  await fc.assert(
    fc.asyncProperty(accessor, accessor, partition, async (owner, reader, place) => {
      const memory = new SwarmMemoryManager({
        store: new FakeMemoryStore(),
        clock: { now: () => 0 },
        logger: silentLogger,
      });
      const storing = memory.store('secret', 42, { partition: place, owner, accessLevel });
      if (!isGiven(owner, accessLevel)) {
        await assert.rejects(storing, { code: 'memory-access-denied' });
        return;
      }
      await storing;
      const relation = relationOf(reader, owner);
      seen.add(relation);
      const isExpected = readers[accessLevel].includes(relation);
      assert.equal(await canRead(memory, reader, place), isExpected, relation);
      const listed = await memory.list({ partition: place, accessor: reader });
      assert.equal(listed.length, isExpected ? 1 : 0, relation);
    }),
    { numRuns: 600 },
  );
  // A system that owns has no teammates, and is never only "the system".
  const possible = everybody.filter(
    (relation) => accessLevel !== 'system' || !['a teammate', 'the system'].includes(relation),
  );
  assert.deepEqual([...seen].sort(), [...possible].sort(), 'all relations were tried');
}

describe('access to memory (property)', () => {
  it(`at level private is for the owner ${verifies('MEM-6.1-10', 'MEM-6.1-15')}`, () =>
    assertReaders('private'));

  it(`at level team is for agents of the owner’s type ${verifies('MEM-6.1-11', 'MEM-6.1-15')}`, () =>
    assertReaders('team'));

  it(`at level swarm is for agents and the system ${verifies('MEM-6.1-12', 'MEM-6.1-15')}`, () =>
    assertReaders('swarm'));

  it(`at level public is for everybody ${verifies('MEM-6.1-13', 'MEM-6.1-15')}`, () =>
    assertReaders('public'));

  it(`at level system is for the system ${verifies('MEM-6.1-14', 'MEM-6.1-15')}`, () =>
    assertReaders('system'));
});

function isGiven(owner: Accessor, level: AccessLevel): boolean {
  if (level === 'system') return owner.kind === 'system';
  return owner.kind !== 'client' || level === 'private' || level === 'public';
}
