import assert from 'node:assert/strict';
import { fleetConfigSchema, parseFleetConfig } from '../../../src/core/config/fleetConfig';
import { ConfigError } from '../../../src/core/errors';
import { verifies } from '../../requirements';
import { createTestConfig, createTestModels } from '../../support/testConfig';

describe('createTestConfig', () => {
  it(`is accepted by the schema as it is ${verifies('TST-9.1-1')}`, () => {
    const config = createTestConfig();
    assert.deepEqual(fleetConfigSchema.parse(config), config);
  });

  it(`has the limits of the spec ${verifies('TST-9.1-2')}`, () => {
    const { maxAgents, heartbeatIntervalSeconds, taskTimeoutSeconds } = createTestConfig().fleet;
    assert.deepEqual([maxAgents, heartbeatIntervalSeconds, taskTimeoutSeconds], [10, 30, 300]);
  });

  it(`has both features on ${verifies('TST-9.1-4')}`, () => {
    assert.deepEqual(createTestConfig().features, { multiModelRouter: true, streaming: true });
  });

  it(`routes and tracks costs as in the spec ${verifies('TST-9.1-5', 'TST-9.1-6')}`, () => {
    const usual = parseFleetConfig({}).routing;
    assert.deepEqual(createTestConfig().routing, {
      ...usual,
      enabled: true,
      defaultModel: 'claude-sonnet-4.5',
      models: createTestModels(),
      complexity: { tokenWeighting: 0.4, structureWeighting: 0.3, contextWeighting: 0.3 },
      costTracking: {
        ...usual.costTracking,
        enabled: true,
        budgetLimits: { ...usual.costTracking.budgetLimits, daily: 100, weekly: null, monthly: 2000 },
        alertThresholds: { dailyPercent: 0.8, monthlyPercent: 0.9 },
      },
    });
  });

  it(`streams as in the spec ${verifies('TST-9.1-7')}`, () => {
    assert.deepEqual(createTestConfig().streaming, {
      enabled: true,
      bufferSize: 1024,
      backpressureThreshold: 0.8,
      timeoutMs: 5000,
      retryConfig: { maxRetries: 2, backoffMs: 100, backoffMultiplier: 2 },
    });
  });

  it(`lets overrides change what they name and nothing else ${verifies('TST-9.1-8')}`, () => {
    const usual = createTestConfig();
    const config = createTestConfig({
      features: { streaming: false },
      routing: { costTracking: { budgetLimits: { daily: 5 } }, models: [] },
    });
    assert.deepEqual(config, {
      ...usual,
      features: { multiModelRouter: true, streaming: false },
      routing: {
        ...usual.routing,
        models: [],
        costTracking: {
          ...usual.routing.costTracking,
          budgetLimits: { ...usual.routing.costTracking.budgetLimits, daily: 5 },
        },
      },
    });
  });

  it('refuses overrides that no user could set', () => {
    assert.throws(() => createTestConfig({ streaming: { bufferSize: 1 } }), ConfigError);
  });
});

describe('createTestModels', () => {
  it(`has a model of each tier under the names of the spec ${verifies('TST-9.2-1')}`, () => {
    assert.deepEqual(
      createTestModels().map(({ name, tier }) => [name, tier]),
      [
        ['claude-haiku-4', 'simple'],
        ['claude-sonnet-4.5', 'moderate'],
        ['claude-opus-4', 'complex'],
      ],
    );
  });
});
