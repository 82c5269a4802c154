import assert from 'node:assert/strict';
import { createTypeScriptCodeMeter } from '../../../src/adapters/languages/typescript/measures/typeScriptCodeMeter';
import { createSqlJsMemoryStore } from '../../../src/adapters/storage/sqlJsMemoryStore';
import { silentLogger } from '../../../src/base/logger';
import type { FleetConfig } from '../../../src/core/config/fleetConfig';
import { CostTracker } from '../../../src/core/cost/costTracker';
import { EventBus } from '../../../src/core/events/eventBus';
import type { FleetManager } from '../../../src/core/fleet/fleetManager';
import { systemAccessor } from '../../../src/core/memory/memoryEntry';
import { SwarmMemoryManager } from '../../../src/core/memory/swarmMemoryManager';
import { ComplexityAnalyzer } from '../../../src/core/routing/complexityAnalyzer';
import { modelCatalog } from '../../../src/core/routing/modelCatalog';
import { ModelRouter } from '../../../src/core/routing/modelRouter';
import { modelsFrom } from '../../../src/core/routing/modelsFrom';
import { StreamManager } from '../../../src/core/streaming/streamManager';
import { verifies } from '../../requirements';
import { FakeLedgerStore } from '../../support/fakeLedgerStore';
import { fileWritesOf } from '../../support/fileWrites';
import { aLedgerRow } from '../../support/ledgerRows';
import { scriptedFleet } from '../../support/scriptedFleet';
import { sqlWasmPath } from '../../support/sqlWasmPath';
import { aRequest } from '../../support/tasks';
import {
  createComplexTask,
  createModerateTask,
  createSimpleTask,
  createTestConfig,
} from '../../support/testConfig';

const clock = { now: () => 1_790_000_000_000 };

/** A fleet of the given configuration with a real memory, router and meter; every model counts as set up. */
function fleetOf(config: FleetConfig) {
  const store = createSqlJsMemoryStore({ folder: ':memory:', wasmPath: sqlWasmPath, logger: silentLogger });
  const memoryStore = new SwarmMemoryManager({ store, clock, logger: silentLogger });
  const events = new EventBus(silentLogger);
  const costs = new CostTracker({
    ledger: new FakeLedgerStore(),
    events,
    clock,
    timeZone: 'UTC',
    config: () => config,
    memory: memoryStore,
    logger: silentLogger,
  });
  const streams = new StreamManager({ logger: silentLogger, events, clock, memory: memoryStore });
  const { fleet } = scriptedFleet({
    events,
    streams,
    costs,
    memoryStore,
    config: () => config,
    createRouter: (routing) =>
      new ModelRouter({
        models: modelsFrom(routing.models),
        defaultModel: routing.defaultModel,
        analyzer: new ComplexityAnalyzer({ meter: createTypeScriptCodeMeter(), weights: routing.complexity }),
        costs,
        isAvailable: () => ({ ok: true }),
        memoryStore,
        eventBus: events,
        logger: silentLogger,
        clock,
      }),
  });
  return { fleet, store, memoryStore, costs, streams };
}

describe('FleetManager with Routing', () => {
  let fleetManager: FleetManager;
  let memoryStore: SwarmMemoryManager;

  beforeEach(async () => {
    const config = createTestConfig({ features: { multiModelRouter: true, streaming: false } });
    ({ fleet: fleetManager, memoryStore } = fleetOf(config));
    await memoryStore.initialize();
    await fleetManager.initialize();
  });

  afterEach(async () => {
    await fleetManager.stop();
    await memoryStore.close();
  });

  it(`should use model router when enabled ${verifies('TST-9.2-2', 'TST-9.2-5', 'TST-9.2-6')}`, async () => {
    const agent = await fleetManager.spawnAgent('test-generator');
    assert.notEqual(agent.modelRouter, undefined);
    assert.equal(agent.modelRouter, fleetManager.getModelRouter());
  });

  it(`should select appropriate model based on complexity ${verifies('TST-9.2-3', 'FM-2.1-5')}`, async () => {
    const agent = await fleetManager.spawnAgent('test-generator');
    const selection = await agent.modelRouter?.selectModel(createComplexTask());
    assert.equal(selection?.modelName, 'claude-opus-4');
    assert.ok((selection?.complexity?.overall ?? 0) > 0.7);
  });

  it(`gives less complex tasks cheaper models ${verifies('TST-9.2-4')}`, async () => {
    const router = fleetManager.getModelRouter();
    const names = [];
    for (const task of [createSimpleTask(), createModerateTask(), createComplexTask()])
      names.push((await router?.selectModel(task))?.modelName);
    assert.deepEqual(names, ['claude-haiku-4', 'claude-sonnet-4.5', 'claude-opus-4']);
  });

  it(`keeps its selections in the memory of the fleet ${verifies('FM-2.1-6', 'FM-2.1-7', 'MEM-6.1-18')}`, async () => {
    await fleetManager.getModelRouter()?.selectModel(createSimpleTask());
    await fleetManager.getModelRouter()?.flush();
    const kept = await memoryStore.list({ partition: 'routing/selections', accessor: systemAccessor });
    assert.equal(kept.length, 1);
    assert.deepEqual((await fleetManager.getRoutingStats())?.selections, 1);
  });

  it(`writes no file ${verifies('TST-9.1-3')}`, async () => {
    const kept: number[] = [];
    const writes = await fileWritesOf(async () => {
      const { fleet, store, memoryStore, costs, streams } = fleetOf(createTestConfig());
      assert.equal((await fleet.submit(aRequest).result).status, 'finished');
      await costs.track(aLedgerRow());
      await streams.flush();
      for (const partition of ['routing/selections', 'routing/costs', 'streaming/sessions'] as const)
        kept.push((await store.list(partition, '')).length);
      await fleet.stop();
      await memoryStore.close();
    });
    assert.deepEqual(writes, []);
    assert.deepEqual(kept, [1, 2, 1]);
  });
});

describe('FleetManager with the models of the catalogue', () => {
  it(`chooses from it when none are named ${verifies('FM-2.1-4')}`, async () => {
    const config = createTestConfig({ routing: { models: [] } });
    const { fleet, memoryStore } = fleetOf(config);
    assert.deepEqual(fleet.getModelRouter()?.models, modelCatalog);
    await fleet.stop();
    await memoryStore.close();
  });
});
