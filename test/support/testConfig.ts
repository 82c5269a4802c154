import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editorLayer, type FleetConfig, resolveFleetConfig } from '../../src/core/config/fleetConfig';
import type { QETask } from '../../src/core/fleet/task';
import type { ModelSetting } from '../../src/core/routing/modelSetting';
import { repositoryRoot } from '../tools/repositoryPaths';

type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;

/** Settings with both features on (spec 9.1), with the overrides in place of what they name. @throws ConfigError */
export function createTestConfig(overrides: DeepPartial<FleetConfig> = {}): FleetConfig {
  const usual: DeepPartial<FleetConfig> = {
    fleet: { maxAgents: 10, heartbeatIntervalSeconds: 30, taskTimeoutSeconds: 300 },
    features: { multiModelRouter: true, streaming: true },
    routing: {
      enabled: true,
      defaultModel: 'claude-sonnet-4.5',
      models: createTestModels(),
      complexity: { tokenWeighting: 0.4, structureWeighting: 0.3, contextWeighting: 0.3 },
      costTracking: {
        enabled: true,
        budgetLimits: { daily: 100, monthly: 2000 },
        alertThresholds: { dailyPercent: 0.8, monthlyPercent: 0.9 },
      },
    },
    streaming: {
      enabled: true,
      bufferSize: 1024,
      backpressureThreshold: 0.8,
      timeoutMs: 5000,
      retryConfig: { maxRetries: 2, backoffMs: 100, backoffMultiplier: 2 },
    },
  };
  return resolveFleetConfig([editorLayer(overrides), editorLayer(usual)]);
}

/** One model for each tier, with prices of their time. */
export function createTestModels(): ModelSetting[] {
  const common = { provider: 'anthropic', contextWindow: 200_000, supportsStreaming: true } as const;
  return [
    {
      ...common,
      name: 'claude-haiku-4',
      tier: 'simple',
      prices: { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25 },
      maxOutputTokens: 64_000,
    },
    {
      ...common,
      name: 'claude-sonnet-4.5',
      tier: 'moderate',
      prices: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
      maxOutputTokens: 64_000,
    },
    {
      ...common,
      name: 'claude-opus-4',
      tier: 'complex',
      prices: { input: 15, output: 75, cacheRead: 1.5, cacheWrite: 18.75 },
      maxOutputTokens: 32_000,
    },
  ];
}

/** Tests for a function of one line. */
export function createSimpleTask(): QETask {
  return taskAbout('clamp.ts');
}

/** Tests for a function of thirty lines with many cases. */
export function createModerateTask(): QETask {
  return taskAbout('shippingCost.ts');
}

/** Tests for a module of 370 lines that reads files, calls a server, waits and retries. */
export function createComplexTask(): QETask {
  return taskAbout('orderImport.ts');
}

const fixtures = join(repositoryRoot, 'test', 'fixtures', 'routing');

function taskAbout(file: string): QETask {
  return {
    id: `task-${file}`,
    type: 'generate-tests',
    priority: 'normal',
    request: { type: 'generate-tests', workspaceRoot: fixtures, targets: [{ path: file }] },
    readSources: async () => [{ path: file, text: await readFile(join(fixtures, file), 'utf8') }],
  };
}
