import assert from 'node:assert/strict';
import { environmentLayer } from '../../../../src/core/config/environmentLayer';
import {
  type ConfigLayer,
  parseFleetConfig,
  resolveFleetConfig,
} from '../../../../src/core/config/fleetConfig';
import { ConfigError } from '../../../../src/core/errors';
import { verifies } from '../../../requirements';

const layer = (name: string, values: unknown): ConfigLayer => ({
  values,
  nameOf: (key) => `${name} ${key}`,
  hint: `Correct the ${name}.`,
});

describe('parseFleetConfig', () => {
  it(`fills in every default, both features off ${verifies('CFG-5.1-1', 'CFG-5.1-2', 'CFG-5.1-11', 'CFG-5.2-7', 'DEP-10.1-3')}`, () => {
    assert.deepEqual(parseFleetConfig({}), {
      enabled: true,
      testFramework: 'auto',
      nodePath: '',
      fleet: { maxAgents: 2, taskTimeoutSeconds: 600, maxQueuedTasks: 100, heartbeatIntervalSeconds: 30 },
      features: { multiModelRouter: false, streaming: false },
      routing: {
        enabled: true,
        defaultModel: 'claude-sonnet-4.5',
        models: [],
        providers: {},
        rules: [],
        forcedModel: '',
        allowedModels: [],
        exploreRate: 0,
        complexity: { tokenWeighting: 0.4, structureWeighting: 0.3, contextWeighting: 0.3 },
        costTracking: {
          enabled: true,
          budgetLimits: { daily: null, weekly: null, monthly: null, perRun: null, perAgent: null },
          weekStartsOn: 1,
          tag: '',
          alertThresholds: { dailyPercent: 0.8, monthlyPercent: 0.9 },
        },
      },
      streaming: {
        enabled: true,
        bufferSize: 1024,
        backpressureThreshold: 0.8,
        timeoutMs: 30_000,
        retryConfig: { maxRetries: 3, backoffMs: 1000, backoffMultiplier: 2 },
      },
      editor: { codeLens: true },
      generation: { maxRepairs: 2, confirmSpending: true, findings: 'report', writeMode: 'propose' },
      mutation: { enabled: true, maxMutants: 400, muted: [] },
      qualityGate: {
        statementCoverage: 80,
        branchCoverage: 70,
        passRate: 100,
        changedCoverage: null,
        mutationScore: null,
        flakiness: null,
        flakinessRuns: 3,
        monthlySpend: null,
      },
    });
  });

  it(`takes every key of the spec under its name ${verifies('CFG-5.1-3', 'CFG-5.1-4')}`, () => {
    const settings = {
      routing: {
        enabled: false,
        defaultModel: 'claude-haiku-4',
        models: [{ name: 'claude-haiku-4' }],
        providers: { ollama: { baseURL: 'http://localhost:11434/v1', models: ['qwen'], isLocal: true } },
        rules: [
          {
            taskType: 'generate-tests',
            agent: 'test-generator',
            path: 'src/**',
            language: 'typescript',
            model: 'qwen',
          },
        ],
        forcedModel: 'claude-haiku-4',
        allowedModels: ['claude-haiku-4'],
        exploreRate: 0.1,
        complexity: { tokenWeighting: 0.2, structureWeighting: 0.3, contextWeighting: 0.5 },
        costTracking: {
          enabled: false,
          budgetLimits: { daily: 1, weekly: 2, monthly: 3, perRun: 4, perAgent: 5 },
          weekStartsOn: 0,
          tag: 'shop',
          alertThresholds: { dailyPercent: 0.5, monthlyPercent: 0.6 },
        },
      },
      streaming: {
        enabled: false,
        bufferSize: 64,
        backpressureThreshold: 0.5,
        timeoutMs: 1000,
        retryConfig: { maxRetries: 1, backoffMs: 10, backoffMultiplier: 3 },
      },
    };
    const { routing, streaming } = parseFleetConfig(settings);
    assert.deepEqual({ routing, streaming }, settings);
  });

  it(`is frozen at every level ${verifies('CFG-5.2-20')}`, () => {
    const config = parseFleetConfig({ routing: { models: [{ name: 'a' }] } });
    assert.throws(() => Object.assign(config, { nodePath: 'x' }), TypeError);
    assert.throws(() => Object.assign(config.routing.costTracking.budgetLimits, { daily: 1 }), TypeError);
    assert.throws(() => Object.assign(config.routing.models[0] ?? {}, { name: 'b' }), TypeError);
  });

  const limits = 'routing.costTracking.budgetLimits';
  const wrong: [settings: unknown, key: string, value: string][] = [
    [{ testFramework: 'ava' }, 'testFramework', '"ava"'],
    [{ fleet: { maxAgents: 0 } }, 'fleet.maxAgents', '0'],
    [{ fleet: { maxAgents: 1.5 } }, 'fleet.maxAgents', '1.5'],
    [{ streaming: { bufferSize: 1 } }, 'streaming.bufferSize', '1'],
    [{ streaming: { backpressureThreshold: 2 } }, 'streaming.backpressureThreshold', '2'],
    [{ streaming: { timeoutMs: -1 } }, 'streaming.timeoutMs', '-1'],
    [{ streaming: { retryConfig: { maxRetries: 11 } } }, 'streaming.retryConfig.maxRetries', '11'],
    [{ features: { streaming: 'yes' } }, 'features.streaming', '"yes"'],
    [{ routing: { exploreRate: 2 } }, 'routing.exploreRate', '2'],
    [{ routing: { costTracking: { weekStartsOn: 7 } } }, 'routing.costTracking.weekStartsOn', '7'],
    [{ routing: { rules: [{ model: '' }] } }, 'routing.rules.0.model', '""'],
    [
      { routing: { rules: [{ lang: 'typescript', model: 'a' }] } },
      'routing.rules.0',
      '{"lang":"typescript","model":"a"}',
    ],
    [
      { routing: { providers: { mine: { baseURL: 'ftp://a' } } } },
      'routing.providers.mine.baseURL',
      '"ftp://a"',
    ],
  ];
  for (const [settings, key, value] of wrong) {
    it(`names ${key} and ${value} ${verifies('CFG-1', 'CFG-5.1-6')}`, () =>
      assertRefused(settings, key, value));
  }

  for (const [daily, value] of [
    [-1, '-1'],
    [Number.NaN, 'NaN'],
    ['5', '"5"'],
  ] as const) {
    it(`refuses a limit of ${value} ${verifies('CFG-5.2-9')}`, () =>
      assertRefused({ routing: { costTracking: { budgetLimits: { daily } } } }, `${limits}.daily`, value));
  }

  it(`refuses weightings that do not add up to 1, and takes what is within 0.001 ${verifies('CFG-5.1-5')}`, () => {
    const weightings = (tokenWeighting: number) => ({ routing: { complexity: { tokenWeighting } } });
    assert.throws(() => parseFleetConfig(weightings(0.5)), /routing\.complexity is .*must add up to 1/);
    assert.equal(parseFleetConfig(weightings(0.4009)).routing.complexity.tokenWeighting, 0.4009);
  });

  function assertRefused(settings: unknown, key: string, value: string): void {
    assert.throws(
      () => parseFleetConfig(settings),
      (error: unknown) =>
        error instanceof ConfigError &&
        error.key === `agenticQe.${key}` &&
        error.message.includes(`agenticQe.${key} is ${value}:`),
    );
  }
});

describe('resolveFleetConfig', () => {
  it(`takes each setting from the first layer that has it ${verifies('CFG-5.2-19')}`, () => {
    const names = ['option', 'workspace', 'user', 'environment'];
    // Each layer sets one setting more than the one above it: the first of them must win.
    const keys = ['maxAgents', 'taskTimeoutSeconds', 'maxQueuedTasks', 'heartbeatIntervalSeconds'];
    const layers = names.map((name, index) =>
      layer(name, { fleet: Object.fromEntries(keys.slice(0, index + 1).map((key) => [key, 10 + index])) }),
    );
    assert.deepEqual(resolveFleetConfig(layers).fleet, {
      maxAgents: 10,
      taskTimeoutSeconds: 11,
      maxQueuedTasks: 12,
      heartbeatIntervalSeconds: 13,
    });
  });

  it('takes null for a value: a user may lift the limit of the environment', () => {
    const limit = (daily: number | null) => ({ routing: { costTracking: { budgetLimits: { daily } } } });
    const config = resolveFleetConfig([layer('user', limit(null)), layer('environment', limit(5))]);
    assert.equal(config.routing.costTracking.budgetLimits.daily, null);
  });

  it('replaces records as a whole: an address of the environment is not mixed into those of the user', () => {
    const providers = (name: string) => ({ routing: { providers: { [name]: { baseURL: 'http://a/v1' } } } });
    const config = resolveFleetConfig([
      layer('user', providers('mine')),
      layer('environment', providers('other')),
    ]);
    assert.deepEqual(Object.keys(config.routing.providers), ['mine']);
  });

  it('keeps the names of the providers that the product knows for them', () => {
    const providers = { anthropic: { baseURL: 'http://evil.example/v1' } };
    assert.throws(() => parseFleetConfig({ routing: { providers } }), /anthropic.* are taken/);
  });

  it('replaces lists as a whole', () => {
    const models = (name: string) => ({ routing: { models: [{ name }] } });
    const config = resolveFleetConfig([layer('user', models('a')), layer('environment', models('b'))]);
    assert.deepEqual(config.routing.models, [{ name: 'a' }]);
  });

  it(`names a wrong value as the layer does that it comes from ${verifies('CFG-1')}`, () => {
    assert.throws(
      () => resolveFleetConfig([layer('user', {}), layer('environment', { fleet: { maxAgents: 99 } })]),
      { message: /^environment fleet\.maxAgents is 99:/, hint: 'Correct the environment.' },
    );
  });
});

describe('environmentLayer', () => {
  const from = (environment: Record<string, string>) => resolveFleetConfig([environmentLayer(environment)]);

  it(`switches features with exactly true and false ${verifies('CFG-5.2-1', 'CFG-5.2-2')}`, () => {
    const both = { FEATURE_MULTI_MODEL_ROUTER: 'true', FEATURE_STREAMING: 'true' };
    assert.deepEqual(from(both).features, { multiModelRouter: true, streaming: true });
    assert.deepEqual(from({ FEATURE_STREAMING: 'false' }).features.streaming, false);
    assert.throws(() => from({ FEATURE_STREAMING: 'TRUE' }), /FEATURE_STREAMING is "TRUE"/);
  });

  it(`reads the settings of routing ${verifies('CFG-5.2-3', 'CFG-5.2-4', 'CFG-5.2-5')}`, () => {
    const { routing } = from({
      ROUTING_DEFAULT_MODEL: 'claude-haiku-4',
      COMPLEXITY_TOKEN_WEIGHT: '0.5',
      COMPLEXITY_STRUCTURE_WEIGHT: '0.25',
      COMPLEXITY_CONTEXT_WEIGHT: '0.25',
      COST_TRACKING_ENABLED: 'false',
    });
    assert.equal(routing.defaultModel, 'claude-haiku-4');
    assert.deepEqual(Object.values(routing.complexity), [0.5, 0.25, 0.25]);
    assert.equal(routing.costTracking.enabled, false);
  });

  it(`reads the limits in dollars ${verifies('CFG-5.2-6')}`, () => {
    const { budgetLimits } = from({
      BUDGET_LIMIT_DAILY: '0',
      BUDGET_LIMIT_WEEKLY: '2.5',
      BUDGET_LIMIT_MONTHLY: '10',
      BUDGET_LIMIT_PER_RUN: '0.5',
      BUDGET_LIMIT_PER_AGENT: '3',
    }).routing.costTracking;
    assert.deepEqual(budgetLimits, { daily: 0, weekly: 2.5, monthly: 10, perRun: 0.5, perAgent: 3 });
  });

  it(`reads the settings of streaming ${verifies('CFG-5.2-10', 'CFG-5.2-11', 'CFG-5.2-12', 'CFG-5.2-13', 'CFG-5.2-14', 'CFG-5.2-15')}`, () => {
    const { streaming } = from({
      STREAMING_BUFFER_SIZE: '64',
      STREAMING_BACKPRESSURE: '0.5',
      STREAMING_TIMEOUT_MS: '1000',
      STREAMING_MAX_RETRIES: '1',
      STREAMING_BACKOFF_MS: '10',
      STREAMING_BACKOFF_MULT: '3',
    });
    assert.deepEqual(streaming, {
      enabled: true,
      bufferSize: 64,
      backpressureThreshold: 0.5,
      timeoutMs: 1000,
      retryConfig: { maxRetries: 1, backoffMs: 10, backoffMultiplier: 3 },
    });
  });

  it('takes an empty variable for an unset one', () => {
    assert.deepEqual(from({ BUDGET_LIMIT_DAILY: '', FEATURE_STREAMING: '' }), parseFleetConfig({}));
  });

  for (const [variable, value] of [
    ['BUDGET_LIMIT_DAILY', 'abc'],
    ['BUDGET_LIMIT_MONTHLY', 'NaN'],
    ['STREAMING_BUFFER_SIZE', '12.5'],
    ['STREAMING_TIMEOUT_MS', '30s'],
  ] as const) {
    it(`refuses ${variable}=${value} with both ${verifies('CFG-5.2-9', 'CFG-5.2-21')}`, () => {
      assert.throws(() => from({ [variable]: value }), {
        name: 'ConfigError',
        message: new RegExp(`^Environment variable ${variable} is "?${value}"?:`),
      });
    });
  }

  it('names a variable for a rule over several of them', () => {
    assert.throws(
      () => from({ COMPLEXITY_TOKEN_WEIGHT: '0.9' }),
      /^ConfigError: The environment \(COMPLEXITY_TOKEN_WEIGHT\) is .*must add up to 1/,
    );
  });
});
