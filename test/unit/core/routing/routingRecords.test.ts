import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { onlyEmbedded } from '../../../../src/core/routing/modelAvailability';
import { RoutingRecords } from '../../../../src/core/routing/routingRecords';
import { verifies } from '../../../requirements';
import { FakeSharedMemory } from '../../../support/fakeSharedMemory';
import { RecordingLogger } from '../../../support/recordingLogger';
import { aComplexity, aRouter } from '../../../support/routingBuilders';
import { aTask } from '../../../support/tasks';

const clock = { now: () => 5 };

describe('RoutingRecords', () => {
  it(`keeps every selection for the agents of the fleet ${verifies('MEM-6.1-18')}`, async () => {
    const { router, memory } = aRouter();
    const selection = await router.selectModel(aTask());
    await router.selectModel(aTask());
    await router.flush();
    const kept = [...memory.stored].filter(([key]) => key.startsWith('routing/selections/task-1/'));
    assert.equal(kept.length, 2);
    const [, first] = kept[0] ?? assert.fail();
    const { partition, owner, accessLevel } = first.options;
    assert.deepEqual([partition, owner, accessLevel], ['routing/selections', { kind: 'system' }, 'swarm']);
    assert.deepEqual(
      first.value,
      JSON.parse(JSON.stringify({ ...selection, selectedAtMs: 1_790_000_000_000 })),
    );
  });

  it(`counts selections by model, tier and kind ${verifies('MEM-6.1-19')}`, async () => {
    const memory = new FakeSharedMemory();
    const simple = aRouter({ memoryStore: memory });
    const complex = aRouter({ memoryStore: memory, complexity: aComplexity({ tier: 'complex' }) });
    const keyless = aRouter({ memoryStore: memory, isAvailable: onlyEmbedded });
    for (const { router } of [simple, complex, keyless]) {
      await router.selectModel(aTask());
      await router.flush();
    }
    const analyzer = { analyze: () => Promise.reject(new Error('unreadable')) };
    const failing = aRouter({ memoryStore: memory, analyzer, isAvailable: onlyEmbedded });
    await failing.router.selectModel(aTask());
    assert.deepEqual(await failing.router.getModelStats(), {
      selections: 4,
      fallbacks: 1,
      defaults: 1,
      models: [
        {
          modelName: 'embedded',
          selections: 2,
          byTier: { simple: 1, moderate: 0, complex: 0 },
          fallbacks: 1,
          defaults: 1,
        },
        {
          modelName: 'claude-haiku-4',
          selections: 1,
          byTier: { simple: 1, moderate: 0, complex: 0 },
          fallbacks: 0,
          defaults: 0,
        },
        {
          modelName: 'claude-opus-4',
          selections: 1,
          byTier: { simple: 0, moderate: 0, complex: 1 },
          fallbacks: 0,
          defaults: 0,
        },
      ],
    });
  });

  it(`still knows after a restart what was chosen before ${verifies('MEM-6.1-19')}`, async () => {
    const { router, memory } = aRouter();
    await router.selectModel(aTask());
    await router.flush();
    const { router: next } = aRouter({ memoryStore: memory });
    assert.equal((await next.getModelStats()).selections, 1);
    const { options } =
      [...memory.stored.values()].find((entry) => entry.options.partition === 'routing/stats') ??
      assert.fail();
    assert.equal(options.ttl, undefined);
  });

  it('loses no count when many select at once', async () => {
    const memory = new FakeSharedMemory();
    const routers = [aRouter({ memoryStore: memory }), aRouter({ memoryStore: memory })];
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        if (index % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
        await routers[index % 2]?.router.selectModel(aTask());
      }),
    );
    await Promise.all(routers.map(({ router }) => router.flush()));
    // A third one has only what was written.
    assert.equal((await aRouter({ memoryStore: memory }).router.getModelStats()).selections, 40);
  });

  it('holds up no selection while the memory is slow', async () => {
    const memory = new FakeSharedMemory();
    memory.store = () => new Promise(() => undefined);
    const { router } = aRouter({ memoryStore: memory });
    assert.equal((await router.selectModel(aTask())).modelName, 'claude-haiku-4');
  });

  it('lets no memory that fails stop a selection, and logs it', async () => {
    const memory = new FakeSharedMemory();
    memory.isBroken = true;
    const logger = new RecordingLogger();
    const { router } = aRouter({ memoryStore: memory, logger });
    assert.equal((await router.selectModel(aTask())).modelName, 'claude-haiku-4');
    await router.flush();
    assert.ok(logger.entries.includes('warn: A model selection could not be remembered'));
  });

  it('passes over counts in a form that it does not know', async () => {
    const memory = new FakeSharedMemory();
    const options = { partition: 'routing/stats', owner: { kind: 'system' }, accessLevel: 'swarm' } as const;
    await memory.store('routers/from-the-future', { selections: 'many' }, options);
    const records = new RoutingRecords({ memory, logger: silentLogger, clock });
    assert.deepEqual(await records.statistics(), { selections: 0, fallbacks: 0, defaults: 0, models: [] });
  });
});
