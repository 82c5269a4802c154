import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { CostTracker } from '../../../../src/core/cost/costTracker';
import { MemoryError } from '../../../../src/core/errors';
import { EventBus } from '../../../../src/core/events/eventBus';
import { type Accessor, systemAccessor } from '../../../../src/core/memory/memoryEntry';
import { SwarmMemoryManager } from '../../../../src/core/memory/swarmMemoryManager';
import { verifies } from '../../../requirements';
import { FakeLedgerStore } from '../../../support/fakeLedgerStore';
import { FakeMemoryStore } from '../../../support/fakeMemoryStore';
import { aLedgerRow } from '../../../support/ledgerRows';
import { aRouter } from '../../../support/routingBuilders';
import { aTask } from '../../../support/tasks';

const agent: Accessor = { kind: 'agent', agentId: 'agent-1', agentType: 'quality-gate' };
const dayMs = 24 * 3_600_000;

function aMemory() {
  const time = { nowMs: Date.parse('2026-11-19T12:00:00Z') };
  const clock = { now: () => time.nowMs };
  const memory = new SwarmMemoryManager({ store: new FakeMemoryStore(), clock, logger: silentLogger });
  const costs = new CostTracker({
    ledger: new FakeLedgerStore(),
    events: new EventBus(silentLogger),
    clock,
    timeZone: 'UTC',
    config: () => parseFleetConfig({}),
    memory,
    logger: silentLogger,
  });
  return { memory, costs, time, clock };
}

describe('costs and routing in the memory of the fleet', () => {
  it(`shows cost entries to the product, the total of the day to every agent ${verifies('MEM-6.2-2', 'MEM-6.2-6')}`, async () => {
    const { memory, costs, time } = aMemory();
    const row = aLedgerRow({ endedAtMs: time.nowMs });
    await costs.track(row);
    const partition = 'routing/costs';
    assert.ok(await memory.retrieve(row.callId, { partition, accessor: systemAccessor }));
    await assert.rejects(memory.retrieve(row.callId, { partition, accessor: agent }), MemoryError);
    const total = await memory.retrieve('daily/2026-11-19', { partition, accessor: agent });
    assert.deepEqual(total, { date: '2026-11-19', totalMicroUsd: 1500, isEstimated: false });
  });

  it(`forgets cost entries after 30 days ${verifies('MEM-6.1-3')}`, async () => {
    const { memory, costs, time } = aMemory();
    await costs.track(aLedgerRow({ endedAtMs: time.nowMs }));
    const list = () => memory.list({ partition: 'routing/costs', accessor: systemAccessor });
    time.nowMs += 30 * dayMs - 1;
    assert.equal((await list()).length, 2);
    time.nowMs += 1;
    assert.equal((await list()).length, 0);
  });

  it(`shows selections to every agent for 7 days, and counts them for ever ${verifies('MEM-6.1-4', 'MEM-6.1-5', 'MEM-6.1-18')}`, async () => {
    const { memory, time, clock } = aMemory();
    const { router } = aRouter({ memoryStore: memory, clock });
    await router.selectModel(aTask());
    await router.flush();
    const list = () => memory.list({ partition: 'routing/selections', prefix: 'task-1/', accessor: agent });
    time.nowMs += 7 * dayMs - 1;
    assert.equal((await list()).length, 1);
    time.nowMs += 1;
    assert.equal((await list()).length, 0);
    time.nowMs += 4000 * dayMs;
    const { router: later } = aRouter({ memoryStore: memory, clock });
    assert.equal((await later.getModelStats()).selections, 1);
  });
});
