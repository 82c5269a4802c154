import assert from 'node:assert/strict';
import { mayCreate, mayDelete, mayReplace } from '../../../../src/core/memory/accessPolicy';
import { AccessLevel, type Accessor, systemAccessor } from '../../../../src/core/memory/memoryEntry';
import { verifies } from '../../../requirements';
import { aClient, anAgent } from '../../../support/memoryEntries';

// What may be read is in test/property/memoryAccess.test.ts: there are few enough cases to try them all.
describe('access policy', () => {
  const levelsOf = (owner: Accessor): string[] =>
    Object.values(AccessLevel).filter((accessLevel) => mayCreate({ owner, accessLevel }));

  it(`lets the system alone create entries of its level ${verifies('MEM-6.1-14')}`, () => {
    assert.deepEqual(levelsOf(systemAccessor), ['private', 'team', 'swarm', 'public', 'system']);
    assert.deepEqual(levelsOf(anAgent(1)), ['private', 'team', 'swarm', 'public']);
  });

  it('lets clients create only what concerns no agent', () => {
    assert.deepEqual(levelsOf(aClient(1)), ['private', 'public']);
  });

  it('lets nobody but the owner replace an entry, the system included', () => {
    const entry = { owner: anAgent(1), accessLevel: AccessLevel.PUBLIC };
    const may = [anAgent(1), anAgent(3), systemAccessor, aClient(1)].map((accessor) =>
      mayReplace(accessor, entry),
    );
    assert.deepEqual(may, [true, false, false, false]);
  });

  it('lets the owner and the system delete an entry', () => {
    const entry = { owner: anAgent(1), accessLevel: AccessLevel.PUBLIC };
    const may = [anAgent(1), anAgent(3), systemAccessor, aClient(1)].map((accessor) =>
      mayDelete(accessor, entry),
    );
    assert.deepEqual(may, [true, false, true, false]);
  });

  it('tells clients, agents and their types apart', () => {
    const owner: Accessor = { kind: 'agent', agentId: '7', agentType: 'a' };
    const others: Accessor[] = [
      { kind: 'client', clientId: '7' },
      { kind: 'agent', agentId: '7', agentType: 'b' },
      { kind: 'agent', agentId: '8', agentType: 'a' },
    ];
    for (const other of others) assert.equal(mayReplace(other, { owner, accessLevel: 'private' }), false);
    assert.equal(mayReplace({ ...owner }, { owner, accessLevel: 'private' }), true);
  });
});
