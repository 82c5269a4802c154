import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { systemAccessor } from '../../../../src/core/memory/memoryEntry';
import {
  type MemoryPartition,
  memoryPartitions,
  ROUTING_PARTITIONS,
  STREAMING_PARTITIONS,
} from '../../../../src/core/memory/memoryPartitions';
import { SwarmMemoryManager } from '../../../../src/core/memory/swarmMemoryManager';
import { verifies } from '../../../requirements';
import { FakeMemoryStore } from '../../../support/fakeMemoryStore';

const daySeconds = 86_400;

describe('memory partitions', () => {
  it(`of routing are costs, selections and stats ${verifies('MEM-6.1-1')}`, () => {
    assert.deepEqual(ROUTING_PARTITIONS, {
      COSTS: 'routing/costs',
      SELECTIONS: 'routing/selections',
      STATS: 'routing/stats',
    });
  });

  it(`of streaming are sessions, buffer and metadata ${verifies('MEM-6.1-2')}`, () => {
    assert.deepEqual(STREAMING_PARTITIONS, {
      SESSIONS: 'streaming/sessions',
      BUFFER: 'streaming/buffer',
      METADATA: 'streaming/metadata',
    });
  });

  it('are all there is, with one more for everything else', () => {
    assert.deepEqual(
      Object.keys(memoryPartitions).sort(),
      [...Object.values(ROUTING_PARTITIONS), ...Object.values(STREAMING_PARTITIONS), 'coordination'].sort(),
    );
  });

  it('survive the process, but for the buffer', () => {
    const isVolatile = Object.entries(memoryPartitions).filter(([, rules]) => rules.isVolatile);
    assert.deepEqual(
      isVolatile.map(([name]) => name),
      ['streaming/buffer'],
    );
  });

  const open = () => {
    const clock = { nowMs: 1_790_000_000_000, now: () => clock.nowMs };
    const memory = new SwarmMemoryManager({ store: new FakeMemoryStore(), clock, logger: silentLogger });
    return { clock, memory };
  };
  const assertLifetime = async (partition: MemoryPartition, ttlSeconds: number): Promise<void> => {
    const { clock, memory } = open();
    await memory.store('a', 1, { partition, owner: systemAccessor, accessLevel: 'system' });
    clock.nowMs += ttlSeconds * 1000 - 1;
    assert.equal(await memory.retrieve('a', { partition, accessor: systemAccessor }), 1);
    clock.nowMs += 1;
    assert.equal(await memory.retrieve('a', { partition, accessor: systemAccessor }), undefined);
  };

  it(`routing/costs keeps an entry for 30 days ${verifies('MEM-6.1-3')}`, async () => {
    await assertLifetime('routing/costs', 30 * daySeconds);
  });

  it(`routing/selections keeps an entry for 7 days ${verifies('MEM-6.1-4')}`, async () => {
    await assertLifetime('routing/selections', 7 * daySeconds);
  });

  it('streaming/sessions keeps an entry for an hour', async () => {
    await assertLifetime('streaming/sessions', 3600);
  });

  it('streaming/buffer keeps an entry for five minutes', async () => {
    await assertLifetime('streaming/buffer', 300);
  });

  it(`streaming/metadata keeps an entry for 24 hours ${verifies('MEM-6.1-6')}`, async () => {
    await assertLifetime('streaming/metadata', daySeconds);
  });

  it('coordination keeps an entry for 24 hours', async () => {
    await assertLifetime('coordination', daySeconds);
  });

  it(`routing/stats keeps an entry for ever ${verifies('MEM-6.1-5')}`, async () => {
    const { clock, memory } = open();
    const partition = 'routing/stats';
    await memory.store('a', 1, { partition, owner: systemAccessor, accessLevel: 'system' });
    clock.nowMs += 100 * 365 * daySeconds * 1000;
    await memory.sweep();
    assert.equal(await memory.retrieve('a', { partition, accessor: systemAccessor }), 1);
  });
});
